/* What Python hands over: rows of tokens, and columns of numbers and of bytes. */
#ifndef NEWSLINT_ROWS_H
#define NEWSLINT_ROWS_H

#include "_decode.h"
#include "_features.h"

/* A row of tokens with all that labelling needs; one block of memory. */
typedef struct {
    Py_ssize_t n;
    uint64_t head;
    Token *tokens;
    Around *around;
    Part *parts;
    uint16_t *sums; /* LANES a token */
    uint8_t *back, *labels;
} Work;

static int check_length(PyObject *column, Py_ssize_t n)
{
    Py_ssize_t length = PySequence_Size(column);
    if (length >= 0 && length != n)
        PyErr_SetString(PyExc_ValueError, "columns of different lengths");
    return length == n ? 0 : -1;
}

/* The number at `i` of a column, which is below `limit`; 0 with an exception set where it is not, or was before. */
static uint32_t number_in(PyObject *column, Py_ssize_t i, long limit)
{
    if (PyErr_Occurred())
        return 0;
    PyObject *item = PySequence_GetItem(column, i);
    if (item == NULL)
        return 0;
    long value = PyLong_AsLong(item);
    Py_DECREF(item);
    if (0 <= value && value < limit)
        return (uint32_t)value;
    if (!PyErr_Occurred())
        PyErr_Format(PyExc_ValueError, "%ld in a column of numbers below %ld", value, limit);
    return 0;
}

/* The bytes at `i` of a column, at least `least` of them; the column holds them. */
static const char *bytes_in(PyObject *column, Py_ssize_t i, Py_ssize_t least, Py_ssize_t *size)
{
    PyObject *item = PyList_GetItem(column, i);
    char *data;
    if (item == NULL || PyBytes_AsStringAndSize(item, &data, size) < 0)
        return NULL;
    if (*size >= least)
        return data;
    PyErr_SetString(PyExc_ValueError, "too few bytes");
    return NULL;
}

static int read_tokens(PyObject *row, Token *tokens, Py_ssize_t n)
{
    PyObject *columns[8];
    for (Py_ssize_t k = 0; k < 8; k++) {
        columns[k] = PyTuple_GetItem(row, k);
        if (columns[k] == NULL || check_length(columns[k], n) < 0)
            return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        Token *t = &tokens[i];
        t->word = number_in(columns[0], i, 1L << 28);
        t->stem = number_in(columns[1], i, 1L << 28);
        t->tag = (uint8_t)number_in(columns[2], i, PAD);
        t->cls = (uint8_t)number_in(columns[3], i, 32);
        t->cue = (uint8_t)number_in(columns[4], i, 256);
        t->quote = (uint8_t)number_in(columns[5], i, 4);
        t->first = (uint8_t)number_in(columns[6], i, 2);
        t->mark = (uint8_t)number_in(columns[7], i, 9);
        if (PyErr_Occurred())
            return -1;
    }
    return 0;
}

static int open_work(PyObject *row, Work *work)
{
    PyObject *word = PyTuple_GetItem(row, 0), *head = PyTuple_GetItem(row, 8);
    if (word == NULL || head == NULL || (work->n = PySequence_Size(word)) < 0)
        return -1;
    long number = PyLong_AsLong(head);
    if (number < 0 || number > 2) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "no such place of a paragraph");
        return -1;
    }
    size_t n = (size_t)work->n, size = sizeof(Token) + sizeof(Around) + sizeof(Part) + 2 * LANES + LABELS + 1;
    char *block = n > PY_SSIZE_T_MAX / size ? NULL : PyMem_Calloc(n ? n : 1, size);
    if (block == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    work->head = (uint64_t)number;
    work->parts = (Part *)block; /* the strictest alignment first */
    work->tokens = (Token *)(work->parts + n);
    work->around = (Around *)(work->tokens + n);
    work->sums = (uint16_t *)(work->around + n);
    work->back = (uint8_t *)(work->sums + n * LANES);
    work->labels = work->back + n * LABELS;
    if (read_tokens(row, work->tokens, work->n) < 0) {
        PyMem_Free(block);
        return -1;
    }
    return 0;
}

static void close_work(Work *work)
{
    PyMem_Free(work->parts);
}

#endif
