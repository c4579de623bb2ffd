/* Sections of the mapped tables (tables.py), read where they lie. Included by the kernels of this package.
 *
 * Every read is held to its section's length. One that goes beyond sets the section's `damaged` and gives 0, so that
 * what reads need not ask at every step; whoever calls it asks once, at the end.
 */
#ifndef NEWSLINT_TABLES_H
#define NEWSLINT_TABLES_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    Py_buffer view;
    const unsigned char *data;
    size_t count; /* numbers in it */
    int *damaged;
} Section;

/* Open the section `name` of a Tables object as numbers of `width` bytes. */
static inline int open_section(Section *section, PyObject *tables, const char *name, size_t width, int *damaged)
{
    PyObject *raw = PyObject_CallMethod(tables, "raw", "s", name);
    if (raw == NULL)
        return -1;
    int opened = PyObject_GetBuffer(raw, &section->view, PyBUF_SIMPLE);
    Py_DECREF(raw);
    if (opened < 0)
        return -1;
    section->data = section->view.buf;
    section->count = (size_t)section->view.len / width;
    section->damaged = damaged; /* which tells that it is open */
    if ((size_t)section->view.len % width == 0)
        return 0;
    PyErr_Format(PyExc_ValueError, "a damaged table: %s ends within a number", name);
    return -1;
}

static inline void close_section(Section *section)
{
    if (section->damaged != NULL)
        PyBuffer_Release(&section->view);
    section->damaged = NULL;
}

/* The number at `i` of a section of numbers of `width` bytes, little-endian as the machine is (native.py). */
static inline uint32_t number_in(const Section *s, size_t i, size_t width)
{
    uint32_t value = 0;
    if (i < s->count)
        memcpy(&value, s->data + width * i, width);
    else
        *s->damaged = 1;
    return value;
}

static inline uint32_t u8(const Section *s, size_t i)
{
    return number_in(s, i, 1);
}

static inline uint32_t u16(const Section *s, size_t i)
{
    return number_in(s, i, 2);
}

static inline uint32_t u32(const Section *s, size_t i)
{
    return number_in(s, i, 4);
}

/* The place of `key` among the 16-bit numbers from `low` to before `high`, which ascend, or -1.
 *
 * The range is halved without a branch on what is found: there is no telling which way it goes. */
static inline int64_t find16(const Section *s, size_t low, size_t high, uint32_t key)
{
    if (low >= high)
        return -1;
    if (high > s->count) {
        *s->damaged = 1;
        return -1;
    }
    const unsigned char *first = s->data + 2 * low;
    uint16_t value;
    for (size_t size = high - low; size > 1;) {
        size_t half = size / 2;
        memcpy(&value, first + 2 * (half - 1), 2);
        first += value < key ? 2 * half : 0;
        size -= half;
    }
    memcpy(&value, first, 2);
    return value == key ? (int64_t)((size_t)(first - s->data) / 2) : -1;
}

/* A table's words and their numbers (vocabulary.py). */
typedef struct {
    Section text, at, slots;
} Vocabulary;

static inline int open_vocabulary(Vocabulary *words, PyObject *tables, int *damaged)
{
    if (open_section(&words->text, tables, "words", 1, damaged) < 0 ||
        open_section(&words->at, tables, "word_at", 4, damaged) < 0 ||
        open_section(&words->slots, tables, "slots", 4, damaged) < 0)
        return -1;
    size_t slots = words->slots.count;
    if (slots == 0 || (slots & (slots - 1)) != 0) {
        PyErr_SetString(PyExc_ValueError, "a damaged table: its places are no power of two");
        return -1;
    }
    return 0;
}

static inline void close_vocabulary(Vocabulary *words)
{
    close_section(&words->text);
    close_section(&words->at);
    close_section(&words->slots);
}

/* CRC-32 as zlib has it, four bits at a time. */
static inline uint32_t crc32_of(const char *bytes, size_t size)
{
    static const uint32_t steps[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                       0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)bytes[i];
        crc = steps[crc & 15] ^ crc >> 4;
        crc = steps[crc & 15] ^ crc >> 4;
    }
    return crc ^ 0xffffffff;
}

/* The bytes of word `number`: where they begin, and how many. */
static inline const char *word_of(const Vocabulary *words, size_t number, size_t *size)
{
    size_t from = u32(&words->at, number), past = u32(&words->at, number + 1);
    if (from < past && past - 1 <= words->text.count) { /* what ends a word may be left out behind the last */
        *size = past - 1 - from;
        return (const char *)words->text.data + from;
    }
    *words->at.damaged = 1;
    *size = 0;
    return "";
}

/* The number of a word, or -1 for one that is not there. */
static inline int64_t number_of(const Vocabulary *words, const char *bytes, size_t size)
{
    size_t most = words->slots.count - 1, i = crc32_of(bytes, size) & most;
    for (size_t looked = 0; looked <= most; looked++, i = (i + 1) & most) {
        uint32_t held = u32(&words->slots, i);
        if (held == 0)
            return -1;
        size_t length;
        const char *word = word_of(words, held - 1, &length);
        if (length == size && memcmp(word, bytes, size) == 0)
            return (int64_t)held - 1;
    }
    return -1;
}

/* Raise for a damaged table, if it is one, and forget it. */
static inline int sound(int *damaged)
{
    if (!*damaged)
        return 1;
    *damaged = 0;
    PyErr_SetString(PyExc_ValueError, "a damaged table: a number points beyond its section");
    return 0;
}

/* ---- what every kernel needs ---- */

static inline void release_object(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

/* Append an item to a list; it is taken, or NULL after an error. */
static inline int append(PyObject *list, PyObject *item)
{
    int done = item != NULL ? PyList_Append(list, item) : -1;
    Py_XDECREF(item);
    return done;
}

static inline int add_type(PyObject *module, const char *name, PyType_Spec *spec)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    int done = type != NULL ? PyModule_AddObjectRef(module, name, type) : -1;
    Py_XDECREF(type);
    return done;
}

#endif
