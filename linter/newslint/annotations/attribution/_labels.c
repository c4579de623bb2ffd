/* The attribution model's hot path: weights looked up and summed, parts of speech, labels.
 *
 * The twin of lanes.py. What is computed is in the headers, each the twin of the Python of its name; here is what
 * Python sees of it: arguments checked on their way in, results on their way out.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "_decode.h"
#include "_features.h"
#include "_rows.h"
#include "_store.h"
#include "_tagger.h"
#include "_wordtypes.h"

/* What is looked up at once fits the arrays of _store.h: an array of no positive size is refused by any compiler. */
typedef char all_keys_fit[(int)FIRST_KEYS <= (int)MOST_KEYS && (int)SECOND_KEYS <= (int)MOST_KEYS &&
                                  (int)TAG_KEYS <= (int)MOST_KEYS && (int)OFFSETS <= (int)MOST_KEYS
                              ? 1
                              : -1];
typedef char all_rows_fit[(int)TAGS <= (int)MOST_WIDTH && (int)LANES <= (int)MOST_WIDTH ? 1 : -1];

enum { SET_TEMPLATE = 62, CUE_TEMPLATE = 63, LINKS = (LABELS + 1) * LABELS };

typedef struct {
    PyObject_HEAD Table tagger, first, second, sets, cues;
    Steps first_steps, second_steps;
} Labeller;

static int open_steps(Labeller *self, PyObject *sections)
{
    Py_buffer section;
    int64_t first[LINKS], both[LINKS];
    if (open_section(sections, "links", &section) < 0)
        return -1;
    int whole = section.len == 2 * LINKS * 4;
    for (size_t k = 0; whole && k < LINKS; k++) {
        first[k] = (int32_t)number_at(&section, k);
        both[k] = first[k] + (int32_t)number_at(&section, LINKS + k);
    }
    PyBuffer_Release(&section);
    if (!whole)
        return damaged("links");
    read_steps(self->first_steps, first);
    read_steps(self->second_steps, both);
    return 0;
}

static PyObject *labeller_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    PyObject *sections;
    static char *names[] = {"sections", NULL};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Labeller", names, &sections))
        return NULL;
    allocfunc make = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Labeller *self = (Labeller *)make(type, 0);
    if (self == NULL)
        return NULL;
    if (open_table(&self->tagger, sections, "tagger.keys", "tagger.rows", TAGS) < 0 ||
        open_table(&self->first, sections, "first.keys", "first.rows", LANES) < 0 ||
        open_table(&self->second, sections, "second.keys", "second.rows", LABELS) < 0 ||
        open_table(&self->sets, sections, "words.keys", "words.sets", 2) < 0 ||
        open_table(&self->cues, sections, "cues.keys", "cues.rows", 1) < 0 || open_steps(self, sections) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

static void labeller_dealloc(PyObject *object)
{
    Labeller *self = (Labeller *)object;
    PyTypeObject *type = Py_TYPE(object);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    close_table(&self->tagger);
    close_table(&self->first);
    close_table(&self->second);
    close_table(&self->sets);
    close_table(&self->cues);
    release(object);
    Py_DECREF(type);
}

/* ---- words ---- */

static PyObject *value_of(const Table *table, PyObject *form, unsigned template)
{
    char *text;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(form, &text, &size) < 0)
        return NULL;
    uint64_t key = feature_key(crc32(text, (size_t)size), 0, template);
    const uint8_t *row[MOST_KEYS];
    find_rows(table, &key, 1, row);
    if (row[0] == no_row)
        return PyLong_FromLong(-1);
    return PyLong_FromLong(table->width == 2 ? row[0][0] | row[0][1] << 8 : row[0][0]);
}

static PyObject *labeller_set_of(PyObject *self, PyObject *form)
{
    return value_of(&((Labeller *)self)->sets, form, SET_TEMPLATE);
}

static PyObject *labeller_cue_of(PyObject *self, PyObject *form)
{
    return value_of(&((Labeller *)self)->cues, form, CUE_TEMPLATE);
}

static PyObject *labeller_word(PyObject *self, PyObject *features)
{
    Labeller *model = (Labeller *)self;
    Near nearby = {{0}};
    Sums sums = {{0}};
    char *text;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(features, &text, &size) < 0 ||
        sum_features(&model->tagger, &model->first, text, (size_t)size, nearby, sums) < 0)
        return NULL;
    return Py_BuildValue("y#y#", (char *)nearby, (Py_ssize_t)sizeof nearby, (char *)sums, (Py_ssize_t)sizeof sums);
}

/* ---- sums and labels ---- */

/* Start the sums with what the words around each token weigh by themselves. */
static int sum_words(Work *work, PyObject *words)
{
    if (check_length(words, work->n) < 0)
        return -1;
    for (Py_ssize_t other = 0; other < work->n; other++) {
        Py_ssize_t size;
        const char *data = bytes_in(words, other, sizeof(Sums), &size);
        if (data == NULL)
            return -1;
        Sums sums;
        memcpy(sums, data, sizeof sums);
        for (int k = 0; k < OFFSETS; k++) {
            Py_ssize_t i = other - (k - REACH);
            if (i < 0 || i >= work->n)
                continue;
            uint16_t *total = work->sums + i * LANES;
            for (int lane = 0; lane < LANES; lane++)
                total[lane] = (uint16_t)(total[lane] + sums[k][lane]);
        }
    }
    return 0;
}

static void sum_first(const Labeller *self, Work *work)
{
    uint64_t keys[FIRST_KEYS];
    cue_context(work->tokens, work->n, work->around);
    outside_quotes(work->tokens, work->n, work->around);
    marks_around(work->tokens, work->n, work->around);
    places(work->tokens, work->n, work->around);
    for (Py_ssize_t i = 0; i < work->n; i++) {
        first_keys(work->tokens, work->n, work->head, work->around, i, keys);
        add_rows(&self->first, keys, FIRST_KEYS, work->sums + i * LANES);
    }
}

/* Add the second pass to the sums of the first, given the labels that that one gave. */
static void sum_second(const Labeller *self, Work *work)
{
    uint64_t keys[SECOND_KEYS];
    Py_ssize_t count = segments(work->labels, work->n, work->parts), k = 0;
    named_spans(work->parts, count);
    for (Py_ssize_t i = 0; i < work->n; i++) {
        uint16_t *sums = work->sums + i * LANES;
        while (work->parts[k].end <= i)
            k++;
        second_keys(work->tokens, work->labels, work->n, work->parts, count, k, i, keys);
        for (int y = 0; y < LABELS; y++)
            sums[y] = (uint16_t)(sums[y] + sums[LABELS + y]);
        add_rows(&self->second, keys, SECOND_KEYS, sums);
    }
}

static int any_label(const Work *work)
{
    for (Py_ssize_t i = 0; i < work->n; i++)
        if (work->labels[i])
            return 1;
    return 0;
}

static PyObject *labeller_label(PyObject *self, PyObject *args)
{
    const Labeller *model = (Labeller *)self;
    PyObject *row, *words, *found = NULL;
    Work work;
    if (!PyArg_ParseTuple(args, "O!O!:label", &PyTuple_Type, &row, &PyList_Type, &words) || open_work(row, &work) < 0)
        return NULL;
    if (sum_words(&work, words) == 0) {
        sum_first(model, &work);
        best_path(work.sums, work.n, model->first_steps, work.back, work.labels);
        if (any_label(&work)) {
            sum_second(model, &work);
            best_path(work.sums, work.n, model->second_steps, work.back, work.labels);
        }
        found = PyBytes_FromStringAndSize((char *)work.labels, work.n);
    }
    close_work(&work);
    return found;
}

static int read_labels(Work *work, PyObject *labels)
{
    if (check_length(labels, work->n) < 0)
        return -1;
    for (Py_ssize_t i = 0; i < work->n; i++) {
        work->labels[i] = (uint8_t)number_in(labels, i, LABELS);
        if (PyErr_Occurred())
            return -1;
    }
    return 0;
}

static PyObject *labeller_sums(PyObject *self, PyObject *args)
{
    PyObject *row, *words, *labels = Py_None, *found = NULL;
    Work work;
    if (!PyArg_ParseTuple(args, "O!O!|O:sums", &PyTuple_Type, &row, &PyList_Type, &words, &labels) ||
        open_work(row, &work) < 0)
        return NULL;
    if (sum_words(&work, words) == 0 && (labels == Py_None || read_labels(&work, labels) == 0)) {
        sum_first((Labeller *)self, &work);
        if (labels != Py_None)
            sum_second((Labeller *)self, &work);
        found = PyBytes_FromStringAndSize((char *)work.sums, work.n * 2 * LANES);
    }
    close_work(&work);
    return found;
}

/* ---- parts of speech ---- */

static int read_tagged(PyObject *const columns[5], Tagged *words, Py_ssize_t n)
{
    Py_ssize_t size;
    for (Py_ssize_t i = 0; i < n; i++) {
        words[i].word = number_in(columns[0], i, 1L << 28);
        words[i].ambiguity = number_in(columns[1], i, 1L << 16);
        words[i].capital = (int)number_in(columns[2], i, 2);
        if (PyErr_Occurred())
            return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) { /* from here on no Python runs that could change the lists */
        words[i].options = (const uint8_t *)bytes_in(columns[3], i, 1, &words[i].option_count);
        words[i].nearby = bytes_in(columns[4], i, sizeof(Near), &size);
        if (PyErr_Occurred())
            return -1;
        for (Py_ssize_t k = 0; k < words[i].option_count; k++)
            if (words[i].options[k] >= TAGS)
                return damaged("sets");
    }
    return 0;
}

static PyObject *labeller_tag(PyObject *self, PyObject *args)
{
    PyObject *columns[5], *found = NULL;
    if (!PyArg_ParseTuple(args, "O!O!O!O!O!:tag", &PyList_Type, &columns[0], &PyList_Type, &columns[1], &PyList_Type,
                          &columns[2], &PyList_Type, &columns[3], &PyList_Type, &columns[4]))
        return NULL;
    Py_ssize_t n = PyList_Size(columns[0]);
    for (int k = 1; k < 5; k++)
        if (check_length(columns[k], n) < 0)
            return NULL;
    Tagged *words = PyMem_Calloc(n ? (size_t)n : 1, sizeof *words + 1);
    if (words == NULL)
        return PyErr_NoMemory();
    uint8_t *tags = (uint8_t *)(words + n);
    if (read_tagged(columns, words, n) == 0) {
        tag_sentence(&((Labeller *)self)->tagger, words, n, tags);
        found = PyBytes_FromStringAndSize((char *)tags, n);
    }
    PyMem_Free(words);
    return found;
}

/* ---- the module ---- */

static PyMethodDef methods[] = {
    {"set_of", labeller_set_of, METH_O, "The number of a known form's set of parts of speech, -1 for others."},
    {"cue_of", labeller_cue_of, METH_O, "How often a form in small letters is a cue, -1 for one not known as a cue."},
    {"word", labeller_word, METH_O, "A word's weights by itself, for the tagger and for the labels."},
    {"tag", labeller_tag, METH_VARARGS, "The parts of speech of the words of one sentence, given as columns."},
    {"label", labeller_label, METH_VARARGS, "The label of every token of a row."},
    {"sums", labeller_sums, METH_VARARGS, "The summed weights of every token; given labels, with the second pass."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, "An attribution model, read from the sections of its file."},
    {Py_tp_new, labeller_new},
    {Py_tp_dealloc, labeller_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec spec = {
    "newslint.annotations.attribution._labels.Labeller", sizeof(Labeller), 0, Py_TPFLAGS_DEFAULT, slots,
};

static int fill_module(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    int failed = type == NULL || PyModule_AddType(module, (PyTypeObject *)type) < 0;
    Py_XDECREF(type);
    return failed ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, fill_module}, {0, NULL}};

static PyModuleDef module = {PyModuleDef_HEAD_INIT, "_labels", NULL, 0, NULL, module_slots, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__labels(void)
{
    return PyModuleDef_Init(&module);
}
