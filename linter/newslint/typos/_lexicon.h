/* The word list (lexicon.py) over its mapped tables. Included by the kernels of this package. */
#ifndef NEWSLINT_LEXICON_H
#define NEWSLINT_LEXICON_H

#include "_tables.h"

enum { STEP = 16 }; /* words from one place of the index to the next */

typedef struct {
    Section words, index, marks;
} WordList;

static inline int open_word_list(WordList *list, PyObject *tables, int *damaged)
{
    if (open_section(&list->words, tables, "words", 1, damaged) < 0 ||
        open_section(&list->index, tables, "index", 4, damaged) < 0 ||
        open_section(&list->marks, tables, "marks", 1, damaged) < 0)
        return -1;
    return 0;
}

static inline void close_word_list(WordList *list)
{
    close_section(&list->words);
    close_section(&list->index);
    close_section(&list->marks);
}

/* How the word that begins at `at` stands to `key`: below 0 before it, 0 the same, above 0 behind it. */
static inline int compare_word(const WordList *list, size_t at, const char *key, size_t size)
{
    const unsigned char *word = list->words.data;
    if (at >= list->words.count)
        *list->words.damaged = 1;
    for (size_t i = 0;; i++, at++) {
        int ended = at >= list->words.count || word[at] == '\n';
        if (i == size)
            return !ended;
        if (ended)
            return -1;
        if (word[at] != (unsigned char)key[i])
            return word[at] < (unsigned char)key[i] ? -1 : 1;
    }
}

/* The mark of a word written exactly so, or -1. */
static inline int mark_of(const WordList *list, const char *key, size_t size)
{
    size_t low = 0, high = list->index.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (compare_word(list, u32(&list->index, middle), key, size) <= 0)
            low = middle;
        else
            high = middle;
    }
    size_t at = u32(&list->index, low), end = list->words.count;
    for (size_t number = low * STEP; number < low * STEP + STEP && at < end; number++) {
        int side = compare_word(list, at, key, size);
        if (side >= 0)
            return side == 0 && size > 0 ? (int)u8(&list->marks, number) : -1;
        const void *newline = memchr(list->words.data + at, '\n', end - at);
        if (newline == NULL)
            return -1;
        at = (size_t)((const unsigned char *)newline - list->words.data) + 1;
    }
    return -1;
}

#endif
