/* The net of company.py over its mapped tables. Included by the kernels of this package. */
#ifndef NEWSLINT_COMPANY_H
#define NEWSLINT_COMPANY_H

#include "_words.h"

enum { REACH = 8, HIDDEN = 48 }; /* words looked at to each side; sums */

typedef struct {
    Section code, around, base, meant, usual;
    unsigned char slots[2 * REACH]; /* of each place */
    size_t common;                  /* words in a slot */
    int64_t scale;
} Company;

static inline int open_company(Company *net, PyObject *tables, const char *slots, int *damaged)
{
    Section scale;
    memset(&scale, 0, sizeof scale);
    if (open_section(&net->code, tables, "code", 2, damaged) < 0 ||
        open_section(&net->around, tables, "around", 1, damaged) < 0 ||
        open_section(&net->base, tables, "base", 2, damaged) < 0 ||
        open_section(&net->meant, tables, "meant", 1, damaged) < 0 ||
        open_section(&net->usual, tables, "usual", 4, damaged) < 0)
        return -1;
    int opened = open_section(&scale, tables, "scale", 4, damaged);
    if (opened == 0)
        net->scale = u32(&scale, 0);
    close_section(&scale);
    size_t most = 0;
    for (int place = 0; place < 2 * REACH; place++) {
        net->slots[place] = (unsigned char)slots[place];
        if (net->slots[place] > most)
            most = net->slots[place];
    }
    net->common = net->around.count / HIDDEN / (most + 1);
    if (opened == 0 && net->scale >> 24 != 0) { /* no sum times it leaves 64 bits */
        PyErr_SetString(PyExc_ValueError, "a damaged table: its scale is out of all reason");
        return -1;
    }
    return opened;
}

static inline void close_company(Company *net)
{
    Section *const sections[] = {&net->code, &net->around, &net->base, &net->meant, &net->usual};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        close_section(sections[i]);
}

static inline int is_sign(Py_UCS4 c)
{
    static const uint16_t others[] = {0x201c, 0x201d, 0x2018, 0x2019, 0x2014, 0x2013, 0x2026};
    if (c != 0 && c < 128)
        return strchr(",;:\"'()-.!?", (int)c) != NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (c == others[i])
            return 1;
    return 0;
}

/* What stands beside a word, as bits (company.marks_of). */
static inline unsigned marks_of(Reader *reader, Py_ssize_t token)
{
    Py_UCS4 before = token > 0 ? reader->c[reader->tokens[token - 1].start] : 0;
    Py_UCS4 after = token + 1 < reader->count ? reader->c[reader->tokens[token + 1].start] : 0;
    int kind_before = token > 0 ? kind_of(reader, before) : 0;
    int kind_after = token + 1 < reader->count ? kind_of(reader, after) : 0;
    return (unsigned)(is_sign(before) | is_sign(after) << 1 | !!(kind_after & UPPER) << 2 |
                      !!(kind_before & UPPER) << 3 | (before == ',') << 4 | (after == ',') << 5 |
                      !!(kind_before & DIGIT) << 6 | !!(kind_after & DIGIT) << 7);
}

static inline void add_base(const Company *net, size_t row, int32_t *sums)
{
    for (size_t j = 0; j < HIDDEN; j++)
        sums[j] += (int32_t)u16(&net->base, row * HIDDEN + j) - 32768;
}

static inline void add_row(const Section *rows, size_t row, int32_t *sums)
{
    if ((row + 1) * HIDDEN > rows->count) {
        *rows->damaged = 1;
        return;
    }
    const signed char *from = (const signed char *)rows->data + row * HIDDEN;
    for (size_t j = 0; j < HIDDEN; j++)
        sums[j] += from[j];
}

/* The hidden sums of a place, given the ids around it (0 for none) and the marks. */
static inline void sums_of(const Company *net, const uint32_t *window, unsigned marks, int32_t *sums)
{
    memset(sums, 0, HIDDEN * sizeof *sums);
    add_base(net, 0, sums);
    for (int place = 0; place < 2 * REACH; place++)
        if (window[place])
            add_row(&net->around, u16(&net->code, window[place]) + net->slots[place] * net->common, sums);
    for (unsigned bit = 0; bit < 8; bit++)
        if (marks >> bit & 1)
            add_base(net, bit + 1, sums);
    for (int j = 0; j < HIDDEN; j++)
        if (sums[j] < 0)
            sums[j] = 0;
}

/* How well a word fits a place, given the place's sums. */
static inline int64_t fit_of(const Company *net, const int32_t *sums, uint32_t word)
{
    if (((size_t)word + 1) * HIDDEN > net->meant.count) {
        *net->meant.damaged = 1;
        return 0;
    }
    const signed char *row = (const signed char *)net->meant.data + (size_t)word * HIDDEN;
    int64_t score = (int64_t)u32(&net->usual, word) - (1 << 20);
    for (int j = 0; j < HIDDEN; j++)
        score += (int64_t)sums[j] * row[j];
    score *= net->scale; /* then by 2^20, rounded down */
    return score >= 0 ? score >> 20 : -((-score + (1 << 20) - 1) >> 20);
}

#endif
