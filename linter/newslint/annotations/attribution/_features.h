/* The twin of features.py: what the tagger looks at around each token, as integer keys; names are the same there. */
#ifndef NEWSLINT_FEATURES_H
#define NEWSLINT_FEATURES_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { QUOTE_OPEN = 2, PAD = 31, NO_LABEL = 15, FIRST_KEYS = 30, SECOND_KEYS = 15 };
enum { CONJUNCTION_TAG = 16, SUBORDINATOR_CLASS = 17, NO_MARK = 9, NO_WORD = 5 };

#define TEMPLATE(number) ((uint64_t)(number) << 48)

/* One token of a row: its columns. */
typedef struct {
    uint32_t word, stem;
    uint8_t tag, cls, cue, quote, first, mark;
} Token;

/* A side of cue_context. */
typedef struct {
    uint32_t stem;
    uint8_t cls, distance, between;
} Cue;

/* What is found around a token by looking along the row. */
typedef struct {
    Cue left, right;
    uint32_t before, after;                /* outside_quotes */
    uint8_t last, following, begins, ends; /* marks_around, from_start, to_end */
} Around;

/* A labelled stretch, and its nearest labelled neighbours: see named_spans. */
typedef struct {
    Py_ssize_t start, end;
    uint8_t role, left_role, left_size, right_role, right_size;
} Part;

static uint8_t bucket(Py_ssize_t n)
{
    static const uint8_t lengths[] = {0, 1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 7};
    return n < 17 ? lengths[n] : 7;
}

static uint8_t between_bits(const Token *t)
{
    static const uint8_t by_mark[] = {0, 1, 2, 16, 16, 16, 0, 0, 0};
    if (t->mark)
        return by_mark[t->mark];
    int verb = t->tag == 4 || t->tag == 5 || (7 <= t->tag && t->tag <= 9); /* VBD, VBN, VBZ, VBP, MD */
    return (uint8_t)((verb ? 8 : 0) | (t->tag == CONJUNCTION_TAG ? 32 : 0) | (t->cls == SUBORDINATOR_CLASS ? 4 : 0));
}

/* The cue at token `at` as it is seen from token `i`; `between` are the bits of the tokens that separate them. */
static Cue cue_seen(const Token *tokens, Py_ssize_t at, Py_ssize_t i, uint8_t between)
{
    Cue cue = {0, 0, 0, 0};
    if (at >= 0) {
        cue.stem = tokens[at].stem;
        cue.cls = tokens[at].cls;
        cue.distance = bucket(at < i ? i - at : at - i);
        cue.between = between;
    }
    return cue;
}

static void cue_context(const Token *tokens, Py_ssize_t n, Around *around)
{
    Py_ssize_t at = -1;
    uint8_t between = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (tokens[i].first) {
            at = -1;
            between = 0;
        }
        around[i].left = cue_seen(tokens, at, i, between);
        at = tokens[i].cue ? i : at;
        between = tokens[i].cue ? 0 : (uint8_t)(between | between_bits(&tokens[i]));
    }
    at = -1;
    between = 0;
    for (Py_ssize_t i = n - 1; i >= 0; i--) {
        around[i].right = cue_seen(tokens, at, i, between);
        at = tokens[i].cue ? i : at;
        between = tokens[i].cue ? 0 : (uint8_t)(between | between_bits(&tokens[i]));
        if (tokens[i].first) {
            at = -1;
            between = 0;
        }
    }
}

static void outside_quotes(const Token *tokens, Py_ssize_t n, Around *around)
{
    Py_ssize_t seen = -1, before = -1, after = 0, i = 0;
    while (i < n) {
        if (!tokens[i].quote) {
            i++;
            continue;
        }
        Py_ssize_t j = i + 1;
        while (j < n && tokens[j].quote && tokens[j].quote != QUOTE_OPEN)
            j++;
        for (Py_ssize_t k = seen + 1; k < i; k++)
            if (!tokens[k].mark || tokens[k].mark == 3)
                before = k;
        seen = i - 1;
        after = after > j ? after : j;
        while (after < n && tokens[after].mark)
            after++;
        for (; i < j; i++) {
            around[i].before = before >= 0 ? tokens[before].word : NO_WORD;
            around[i].after = after < n ? tokens[after].word : NO_WORD;
        }
    }
}

static void marks_around(const Token *tokens, Py_ssize_t n, Around *around)
{
    uint8_t current = NO_MARK;
    for (Py_ssize_t i = 0; i < n; i++) {
        if (tokens[i].first)
            current = NO_MARK;
        around[i].last = current;
        if (tokens[i].mark)
            current = tokens[i].mark;
    }
    current = NO_MARK;
    for (Py_ssize_t i = n - 1; i >= 0; i--) {
        around[i].following = current;
        if (tokens[i].mark)
            current = tokens[i].mark;
        if (tokens[i].first)
            current = NO_MARK;
    }
}

/* The twin of from_start and to_end. */
static void places(const Token *tokens, Py_ssize_t n, Around *around)
{
    Py_ssize_t k = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        k = tokens[i].first ? 0 : k + 1;
        around[i].begins = bucket(k);
    }
    k = 0;
    for (Py_ssize_t i = n - 1; i >= 0; i--) {
        around[i].ends = bucket(k);
        k = tokens[i].first ? 0 : k + 1;
    }
}

static uint64_t tag_at(const Token *tokens, Py_ssize_t n, Py_ssize_t i)
{
    return 0 <= i && i < n ? tokens[i].tag : PAD;
}

/* The twin of first_pass, for one token. */
static void first_keys(const Token *tokens, Py_ssize_t n, uint64_t head, const Around *around, Py_ssize_t i,
                       uint64_t keys[FIRST_KEYS])
{
    const Token *t = &tokens[i];
    const Around *o = &around[i];
    uint64_t a = tag_at(tokens, n, i - 3), b = tag_at(tokens, n, i - 2), c = tag_at(tokens, n, i - 1), d = t->tag;
    uint64_t e = tag_at(tokens, n, i + 1), f = tag_at(tokens, n, i + 2), g = tag_at(tokens, n, i + 3);
    uint64_t word = t->word, stem = t->stem, quote = t->quote, before = o->before, after = o->after;
    uint64_t quotes = (i ? tokens[i - 1].quote : 0u) | quote << 2 | (i + 1 < n ? tokens[i + 1].quote : 0u) << 4;
    uint64_t classes = t->cls | (i ? tokens[i - 1].cls : 31u) << 5 | (i + 1 < n ? tokens[i + 1].cls : 31u) << 10;
    uint64_t left = o->left.stem, right = o->right.stem, sides = o->left.cls | (unsigned)o->right.cls << 5;
    uint64_t left_cue = o->left.cls | (unsigned)o->left.distance << 5 | (unsigned)o->left.between << 8;
    uint64_t right_cue = o->right.cls | (unsigned)o->right.distance << 5 | (unsigned)o->right.between << 8;
    uint64_t between = (unsigned)o->left.between << 10 | (unsigned)o->right.between << 16;
    uint64_t k = 0;
    keys[k++] = d | c << 5 | e << 10 | TEMPLATE(1);
    keys[k++] = d | c << 5 | b << 10 | TEMPLATE(2);
    keys[k++] = d | e << 5 | f << 10 | TEMPLATE(3);
    keys[k++] = c | b << 5 | a << 10 | d << 15 | TEMPLATE(4);
    keys[k++] = e | f << 5 | g << 10 | d << 15 | TEMPLATE(5);
    keys[k++] = d | c << 5 | TEMPLATE(6);
    keys[k++] = d | e << 5 | TEMPLATE(7);
    keys[k++] = d | quote << 5 | TEMPLATE(8);
    keys[k++] = word << 5 | c | TEMPLATE(9);
    keys[k++] = word << 5 | e | TEMPLATE(10);
    keys[k++] = ((word * 31 + (i ? tokens[i - 1].word : 1)) & UINT32_MAX) | TEMPLATE(11);
    keys[k++] = ((word * 31 + (i + 1 < n ? tokens[i + 1].word : 2)) & UINT32_MAX) | TEMPLATE(12);
    keys[k++] = quotes | d << 6 | TEMPLATE(13);
    keys[k++] = quotes | (unsigned)o->begins << 6 | head << 9 | TEMPLATE(14);
    keys[k++] = quotes | (unsigned)o->ends << 6 | TEMPLATE(15);
    keys[k++] = left << 3 | o->left.distance | TEMPLATE(16);
    keys[k++] = right << 3 | o->right.distance | TEMPLATE(17);
    keys[k++] = left_cue | quote << 14 | TEMPLATE(18);
    keys[k++] = right_cue | quote << 14 | TEMPLATE(19);
    keys[k++] = sides | between | TEMPLATE(20);
    keys[k++] = sides | d << 10 | quote << 15 | TEMPLATE(21);
    keys[k++] = before << 2 | quote | TEMPLATE(22);
    keys[k++] = after << 2 | quote | TEMPLATE(23);
    keys[k++] = o->last | (unsigned)o->following << 5 | quotes << 10 | d << 16 | TEMPLATE(24);
    keys[k++] = left << 2 | quote | TEMPLATE(25);
    keys[k++] = right << 2 | quote | TEMPLATE(26);
    keys[k++] = d | b << 5 | c << 10 | e << 15 | f << 20 | TEMPLATE(27);
    keys[k++] = stem << 5 | c | TEMPLATE(28);
    keys[k++] = stem << 5 | e | TEMPLATE(29);
    keys[k++] = classes | TEMPLATE(30);
}

static Py_ssize_t segments(const uint8_t *labels, Py_ssize_t n, Part *parts)
{
    Py_ssize_t count = 0;
    for (Py_ssize_t i = 0; i < n; i++) {
        uint8_t role = (uint8_t)((labels[i] + 1) >> 1);
        if (count == 0 || role != parts[count - 1].role || labels[i] & 1) {
            memset(&parts[count], 0, sizeof *parts);
            parts[count].role = role;
            parts[count].start = i;
            count++;
        }
        parts[count - 1].end = i + 1;
    }
    return count;
}

static uint8_t size_of(const Part *part, Py_ssize_t gap)
{
    return (uint8_t)(bucket(gap) | bucket(part->end - part->start) << 3);
}

static void named_spans(Part *parts, Py_ssize_t count)
{
    for (Py_ssize_t k = 0; k < count; k++) {
        Part *part = &parts[k];
        Py_ssize_t left = k - 1, right = k + 1;
        while (left >= 0 && left >= k - 3 && !parts[left].role)
            left--;
        while (right < count && right <= k + 3 && !parts[right].role)
            right++;
        if (left >= 0 && left >= k - 3) {
            part->left_role = parts[left].role;
            part->left_size = size_of(&parts[left], part->start - parts[left].end);
        }
        if (right < count && right <= k + 3) {
            part->right_role = parts[right].role;
            part->right_size = size_of(&parts[right], parts[right].start - part->end);
        }
    }
}

static uint64_t role_at(const Part *parts, Py_ssize_t count, Py_ssize_t k)
{
    return 0 <= k && k < count ? parts[k].role + 1u : 0;
}

static uint64_t label_at(const uint8_t *labels, Py_ssize_t n, Py_ssize_t i)
{
    return 0 <= i && i < n ? labels[i] : NO_LABEL;
}

/* The twin of second_pass, for one token, which is in part `k`. */
static void second_keys(const Token *tokens, const uint8_t *labels, Py_ssize_t n, const Part *parts, Py_ssize_t count,
                        Py_ssize_t k, Py_ssize_t i, uint64_t keys[SECOND_KEYS])
{
    const Token *t = &tokens[i], *last = &tokens[parts[k].end - 1];
    const Part *part = &parts[k];
    uint64_t a = label_at(labels, n, i - 3), b = label_at(labels, n, i - 2), c = label_at(labels, n, i - 1);
    uint64_t d = labels[i], e = label_at(labels, n, i + 1), f = label_at(labels, n, i + 2);
    uint64_t g = label_at(labels, n, i + 3), word = t->word, quote = t->quote, tag = t->tag, mark = t->mark;
    uint64_t core = role_at(parts, count, k - 1) | role_at(parts, count, k) << 3 | role_at(parts, count, k + 1) << 6;
    uint64_t shape = role_at(parts, count, k - 3) | role_at(parts, count, k - 2) << 3 | core << 6 |
                     role_at(parts, count, k + 2) << 15 | role_at(parts, count, k + 3) << 18;
    uint64_t named = part->left_role | (unsigned)part->right_role << 3 | d << 6, own = core | d << 9 | quote << 13;
    uint64_t place = bucket(i - part->start) | (unsigned)bucket(part->end - i - 1) << 3;
    uint64_t head = part->role == 1 ? last->stem : last->tag, cls = t->cls, m = 0;
    keys[m++] = a | b << 4 | c << 8 | d << 12 | TEMPLATE(40);
    keys[m++] = d | e << 4 | f << 8 | g << 12 | TEMPLATE(41);
    keys[m++] = c | d << 4 | e << 8 | tag << 12 | TEMPLATE(42);
    keys[m++] = b | c << 4 | d << 8 | e << 12 | f << 16 | TEMPLATE(43);
    keys[m++] = d | label_at(labels, n, i - 4) << 4 | TEMPLATE(44);
    keys[m++] = d | label_at(labels, n, i + 4) << 4 | TEMPLATE(45);
    keys[m++] = shape | d << 21 | TEMPLATE(46);
    keys[m++] = own | place << 15 | TEMPLATE(47);
    keys[m++] = core | d << 9 | tag << 13 | TEMPLATE(48);
    keys[m++] = named | (uint64_t)part->left_size << 10 | TEMPLATE(49);
    keys[m++] = named | (uint64_t)part->right_size << 10 | TEMPLATE(50);
    keys[m++] = word << 12 | c << 8 | d << 4 | e | TEMPLATE(51);
    keys[m++] = head << 4 | d | TEMPLATE(52);
    keys[m++] = own | cls << 15 | TEMPLATE(53);
    keys[m++] = d | quote << 4 | mark << 6 | c << 10 | e << 14 | TEMPLATE(54);
}

#endif
