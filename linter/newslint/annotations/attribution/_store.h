/* The twin of store.py: tables of hashed weights, looked up where they lie in the mapped model file. */
#ifndef NEWSLINT_STORE_H
#define NEWSLINT_STORE_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Sorted 32-bit key hashes and as many rows of one byte a weight; `starts` tells where the keys of each bucket begin,
 * a bucket being the keys that have their upper bits in common, four on average. */
typedef struct {
    Py_buffer keys, rows;
    size_t width;
    uint32_t *starts;
    unsigned shift;
} Table;

/* Sections may begin anywhere in the file: numbers are copied out, never pointed at. */
static uint32_t number_at(const Py_buffer *section, size_t i)
{
    uint32_t value;
    memcpy(&value, (const char *)section->buf + 4 * i, sizeof value);
    return value;
}

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

enum { MOST_KEYS = 32, MOST_WIDTH = 32 }; /* keys looked up at once, weights in a row */

static uint32_t hash32(uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

static int damaged(const char *name)
{
    PyErr_Format(PyExc_ValueError, "the attribution model is damaged: %s", name);
    return -1;
}

static int open_section(PyObject *sections, const char *name, Py_buffer *section)
{
    PyObject *data = PyMapping_GetItemString(sections, name);
    int failed = data == NULL || PyObject_GetBuffer(data, section, PyBUF_SIMPLE) < 0;
    Py_XDECREF(data);
    return failed ? -1 : 0;
}

static int index_keys(Table *table, size_t count, const char *name)
{
    unsigned bits = 1;
    while (bits < 22 && count >> bits > 4)
        bits++;
    table->shift = 32 - bits;
    size_t buckets = (size_t)1 << bits, bucket = 0;
    table->starts = PyMem_Malloc((buckets + 1) * sizeof *table->starts);
    if (table->starts == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t key = number_at(&table->keys, i);
        if (key < before)
            return damaged(name);
        before = key;
        while (bucket <= key >> table->shift)
            table->starts[bucket++] = (uint32_t)i;
    }
    while (bucket <= buckets)
        table->starts[bucket++] = (uint32_t)count;
    return 0;
}

static int open_table(Table *table, PyObject *sections, const char *keys, const char *rows, size_t width)
{
    if (open_section(sections, keys, &table->keys) < 0 || open_section(sections, rows, &table->rows) < 0)
        return -1;
    size_t count = (size_t)table->keys.len / 4;
    table->width = width;
    if (table->keys.len % 4 || count >= UINT32_MAX || (size_t)table->rows.len != count * width)
        return damaged(rows);
    return index_keys(table, count, keys);
}

static void close_table(Table *table)
{
    PyBuffer_Release(&table->keys);
    PyBuffer_Release(&table->rows);
    PyMem_Free(table->starts);
}

static const uint8_t no_row[MOST_WIDTH];

/* The rows of features, no_row (zeros) for one without weights. Most of the time is waiting for memory: so all that is
 * read next is asked for at once. */
static void find_rows(const Table *table, const uint64_t *keys, size_t count, const uint8_t *rows[MOST_KEYS])
{
    uint32_t hashes[MOST_KEYS], at[MOST_KEYS];
    for (size_t k = 0; k < count; k++) {
        hashes[k] = hash32(keys[k]);
        PREFETCH(&table->starts[hashes[k] >> table->shift]);
    }
    for (size_t k = 0; k < count; k++) {
        at[k] = table->starts[hashes[k] >> table->shift];
        PREFETCH((const char *)table->keys.buf + 4 * (size_t)at[k]);
    }
    for (size_t k = 0; k < count; k++) {
        uint32_t i = at[k], end = table->starts[(hashes[k] >> table->shift) + 1];
        while (i < end && number_at(&table->keys, i) < hashes[k])
            i++;
        int found = i < end && number_at(&table->keys, i) == hashes[k];
        rows[k] = found ? (const uint8_t *)table->rows.buf + i * table->width : no_row;
        PREFETCH(rows[k]);
    }
}

/* Sums have 16 bits, as the lanes of the Python have: enough for the 231 weights that a token can have at most. */
static void add_row(const uint8_t *row, size_t width, uint16_t *sums)
{
    for (size_t k = 0; k < width; k++)
        sums[k] = (uint16_t)(sums[k] + row[k]);
}

static void add_rows(const Table *table, const uint64_t *keys, size_t count, uint16_t *sums)
{
    const uint8_t *rows[MOST_KEYS];
    find_rows(table, keys, count, rows);
    for (size_t k = 0; k < count; k++)
        add_row(rows[k], table->width, sums);
}

#endif
