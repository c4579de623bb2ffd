/* The trigram model (ngrams.py) over its mapped tables. Included by the kernels of this package. */
#ifndef NEWSLINT_NGRAMS_H
#define NEWSLINT_NGRAMS_H

#include "_tables.h"

typedef struct { /* a piece of a word in one dialect, and in the model's */
    const char *here, *there;
    size_t size, length;
} Spelling;

typedef struct {
    Vocabulary words;
    Section uni_p, uni_bo, row_at, right, bi_p, ctx_at, ctx_right, ctx_bo, ctx_tri, tri_right, tri_p;
    Spelling *spellings;
    Py_ssize_t spelling_count;
    PyObject *spelt; /* the tuple that holds their texts */
} Ngrams;

static inline int open_ngrams(Ngrams *m, PyObject *tables, int *damaged)
{
    if (open_vocabulary(&m->words, tables, damaged) < 0 || open_section(&m->uni_p, tables, "uni_p", 2, damaged) < 0 ||
        open_section(&m->uni_bo, tables, "uni_bo", 1, damaged) < 0 ||
        open_section(&m->row_at, tables, "row_at", 4, damaged) < 0 ||
        open_section(&m->right, tables, "right", 2, damaged) < 0 ||
        open_section(&m->bi_p, tables, "bi_p", 1, damaged) < 0 ||
        open_section(&m->ctx_at, tables, "ctx_at", 4, damaged) < 0 ||
        open_section(&m->ctx_right, tables, "ctx_right", 2, damaged) < 0 ||
        open_section(&m->ctx_bo, tables, "ctx_bo", 1, damaged) < 0 ||
        open_section(&m->ctx_tri, tables, "ctx_tri", 4, damaged) < 0 ||
        open_section(&m->tri_right, tables, "tri_right", 2, damaged) < 0 ||
        open_section(&m->tri_p, tables, "tri_p", 1, damaged) < 0)
        return -1;
    return 0;
}

static inline void close_ngrams(Ngrams *m)
{
    close_vocabulary(&m->words);
    Section *const sections[] = {&m->uni_p,     &m->uni_bo, &m->row_at,  &m->right,     &m->bi_p, &m->ctx_at,
                                 &m->ctx_right, &m->ctx_bo, &m->ctx_tri, &m->tri_right, &m->tri_p};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        close_section(sections[i]);
    PyMem_Free(m->spellings);
    Py_CLEAR(m->spelt);
    m->spellings = NULL;
}

/* Take the dialects' spellings, a tuple of pairs of texts. */
static inline int take_spellings(Ngrams *m, PyObject *spelt)
{
    Py_ssize_t count = PyTuple_Size(spelt);
    m->spellings = PyMem_Calloc((size_t)count + 1, sizeof *m->spellings);
    if (m->spellings == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    m->spelt = spelt;
    Py_INCREF(spelt);
    for (; m->spelling_count < count; m->spelling_count++) {
        Spelling *s = &m->spellings[m->spelling_count];
        PyObject *pair = PyTuple_GetItem(spelt, m->spelling_count);
        if (!PyTuple_Check(pair)) {
            PyErr_SetString(PyExc_TypeError, "a spelling is a pair of texts");
            return -1;
        }
        if (!PyArg_ParseTuple(pair, "ss", &s->here, &s->there))
            return -1;
        s->size = strlen(s->here);
        s->length = strlen(s->there);
    }
    return 0;
}

/* A word's id, 0 for one the model does not know. */
static inline uint32_t id_of(const Ngrams *m, const char *bytes, size_t size)
{
    int64_t number = number_of(&m->words, bytes, size);
    return number > 0 ? (uint32_t)number : 0;
}

/* The id of a word with its piece at `at` spelt in the other way, or 0. */
static inline uint32_t respelt(const Ngrams *m, const char *low, size_t size, size_t at, const Spelling *s)
{
    char word[128]; /* no word of the model is nearly as long */
    size_t rest = size - at - s->size, all = at + s->length + rest;
    if (all > sizeof word)
        return 0;
    memcpy(word, low, at);
    memcpy(word + at, s->there, s->length);
    memcpy(word + at + s->length, low + at + s->size, rest);
    return id_of(m, word, all);
}

/* The id of another dialect's spelling of a word the model lacks, or 0. */
static inline uint32_t variant(const Ngrams *m, const char *low, size_t size)
{
    size_t letters = 0, third = 0;
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)low[i] & 0xc0) != 0x80 && ++letters == 3)
            third = i; /* no piece is looked for before it */
    if (letters <= 4)
        return 0;
    for (const Spelling *s = m->spellings; s < m->spellings + m->spelling_count; s++)
        for (size_t i = third; i + s->size <= size; i++) {
            uint32_t found = memcmp(low + i, s->here, s->size) == 0 ? respelt(m, low, size, i, s) : 0;
            if (found)
                return found;
        }
    return 0;
}

static inline int64_t seen2(const Ngrams *m, uint32_t a, uint32_t b)
{
    int64_t i = find16(&m->right, u32(&m->row_at, a), u32(&m->row_at, (size_t)a + 1), b);
    return i < 0 ? -1 : 2 * (int64_t)u8(&m->bi_p, (size_t)i);
}

static inline int64_t cost2(const Ngrams *m, uint32_t a, uint32_t b)
{
    int64_t seen = seen2(m, a, b);
    return seen >= 0 ? seen : (int64_t)u8(&m->uni_bo, a) + u16(&m->uni_p, b);
}

static inline int64_t context_of(const Ngrams *m, uint32_t a, uint32_t b)
{
    return find16(&m->ctx_right, u32(&m->ctx_at, a), u32(&m->ctx_at, (size_t)a + 1), b);
}

static inline int64_t seen3(const Ngrams *m, int64_t context, uint32_t c)
{
    size_t row = (size_t)context;
    int64_t i = find16(&m->tri_right, u32(&m->ctx_tri, row), u32(&m->ctx_tri, row + 1), c);
    return i < 0 ? -1 : 2 * (int64_t)u8(&m->tri_p, (size_t)i);
}

static inline int64_t known3(const Ngrams *m, uint32_t a, uint32_t b, uint32_t c)
{
    int64_t context = context_of(m, a, b);
    return context < 0 ? -1 : seen3(m, context, c);
}

static inline int64_t cost3(const Ngrams *m, uint32_t a, uint32_t b, uint32_t c)
{
    int64_t context = context_of(m, a, b);
    if (context < 0)
        return cost2(m, b, c);
    int64_t seen = seen3(m, context, c);
    return seen >= 0 ? seen : (int64_t)u8(&m->ctx_bo, (size_t)context) + cost2(m, b, c);
}

#endif
