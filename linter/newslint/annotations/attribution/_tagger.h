/* The twin of tagger.py: the part of speech of every word of a sentence, left to right. */
#ifndef NEWSLINT_TAGGER_H
#define NEWSLINT_TAGGER_H

#include "_features.h"
#include "_wordtypes.h"

enum { START = 30, NO_AMBIGUITY = 4095, TAG_KEYS = 10 };

/* What the tagger reads of a word; the pointers are into objects that the caller holds. */
typedef struct {
    uint64_t word, ambiguity;
    int capital;
    const uint8_t *options;
    Py_ssize_t option_count;
    const char *nearby; /* a Near, not aligned */
} Tagged;

static void tag_keys(const Tagged *words, Py_ssize_t n, Py_ssize_t i, uint64_t one, uint64_t two,
                     uint64_t keys[TAG_KEYS])
{
    uint64_t here = words[i].ambiguity;
    uint64_t after = i + 1 < n ? words[i + 1].ambiguity : NO_AMBIGUITY;
    uint64_t later = i + 2 < n ? words[i + 2].ambiguity : NO_AMBIGUITY;
    size_t k = 0;
    keys[k++] = one | TEMPLATE(70);
    keys[k++] = one | two << 5 | TEMPLATE(71);
    keys[k++] = one | words[i].word << 5 | TEMPLATE(72);
    keys[k++] = one | here << 5 | TEMPLATE(73);
    keys[k++] = one | two << 5 | here << 10 | TEMPLATE(74);
    keys[k++] = here | after << 16 | TEMPLATE(75);
    keys[k++] = one | here << 5 | after << 21 | TEMPLATE(76);
    keys[k++] = after | later << 16 | TEMPLATE(77);
    keys[k++] = here | after << 16 | later << 32 | TEMPLATE(78);
    keys[k++] = (i == 0 ? 2u : 0u) | (words[i].capital ? 1u : 0u) | TEMPLATE(79);
}

static uint8_t choose_tag(const Table *table, const Tagged *words, Py_ssize_t n, Py_ssize_t i, uint64_t one,
                          uint64_t two)
{
    uint16_t total[TAGS] = {0}, row[TAGS];
    uint64_t keys[TAG_KEYS];
    tag_keys(words, n, i, one, two, keys);
    add_rows(table, keys, TAG_KEYS, total);
    for (Py_ssize_t other = i - TAG_REACH; other <= i + TAG_REACH; other++)
        if (0 <= other && other < n) {
            memcpy(row, words[other].nearby + (size_t)(other - i + TAG_REACH) * sizeof row, sizeof row);
            for (int k = 0; k < TAGS; k++)
                total[k] = (uint16_t)(total[k] + row[k]);
        }
    uint8_t best = words[i].options[0];
    for (Py_ssize_t k = 1; k < words[i].option_count; k++)
        if (total[words[i].options[k]] > total[best])
            best = words[i].options[k];
    return best;
}

static void tag_sentence(const Table *table, const Tagged *words, Py_ssize_t n, uint8_t *tags)
{
    uint64_t one = START, two = START;
    for (Py_ssize_t i = 0; i < n; i++) {
        const Tagged *word = &words[i];
        tags[i] = word->option_count == 1 ? word->options[0] : choose_tag(table, words, n, i, one, two);
        two = one;
        one = tags[i];
    }
}

#endif
