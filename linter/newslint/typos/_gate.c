/* The boosted trees of gate.py over their mapped tables: the twin of Gate.score(). */
#include "_tables.h"

enum { LEAF = 0x8000 };
enum { ZERO_THRESHOLD = 65536, ZERO_LEAF = 1048576 };
enum { MOST_FEATURES = 256 }; /* a node names one in a byte */

typedef struct {
    PyObject_HEAD int damaged;
    Section roots, feature, threshold, yes, no, leaves;
} Gate;

/* What one tree says, in 1/4096 of log odds. */
static int64_t say(const Gate *gate, uint32_t node, const int64_t *features, Py_ssize_t count)
{
    for (size_t steps = 0; node < LEAF; steps++) {
        uint32_t feature = u8(&gate->feature, node);
        if (feature >= (size_t)count || steps > gate->feature.count || gate->damaged) {
            *gate->roots.damaged = 1; /* a feature that is not there, or a path that goes in a ring */
            return 0;
        }
        int64_t threshold = (int64_t)u32(&gate->threshold, node) - ZERO_THRESHOLD;
        node = u16(features[feature] <= threshold ? &gate->yes : &gate->no, node);
    }
    return (int64_t)u32(&gate->leaves, node - LEAF) - ZERO_LEAF;
}

static PyObject *gate_score(PyObject *self, PyObject *args)
{
    Gate *gate = (Gate *)self;
    int64_t features[MOST_FEATURES], total = 0;
    Py_ssize_t count = PyTuple_Check(args) ? PyTuple_Size(args) : -1;
    if (count < 0 || count > MOST_FEATURES) {
        PyErr_SetString(PyExc_TypeError, "features are a tuple of at most 256 numbers");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        features[i] = PyLong_AsLongLong(PyTuple_GetItem(args, i));
        if (features[i] == -1 && PyErr_Occurred())
            return NULL;
    }
    for (size_t tree = 0; tree < gate->roots.count && !gate->damaged; tree++)
        total += say(gate, u16(&gate->roots, tree), features, count);
    return sound(&gate->damaged) ? PyLong_FromLongLong(total) : NULL;
}

static void gate_dealloc(PyObject *self)
{
    Gate *gate = (Gate *)self;
    Section *const sections[] = {&gate->roots, &gate->feature, &gate->threshold, &gate->yes, &gate->no, &gate->leaves};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        close_section(sections[i]);
    release_object(self);
}

static PyObject *gate_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *tables;
    (void)named;
    if (!PyArg_ParseTuple(args, "O", &tables))
        return NULL;
    Gate *gate = (Gate *)PyType_GenericAlloc(type, 0);
    if (gate == NULL)
        return NULL;
    int *damaged = &gate->damaged;
    if (open_section(&gate->roots, tables, "roots", 2, damaged) == 0 &&
        open_section(&gate->feature, tables, "feature", 1, damaged) == 0 &&
        open_section(&gate->threshold, tables, "threshold", 4, damaged) == 0 &&
        open_section(&gate->yes, tables, "yes", 2, damaged) == 0 &&
        open_section(&gate->no, tables, "no", 2, damaged) == 0 &&
        open_section(&gate->leaves, tables, "leaves", 4, damaged) == 0)
        return (PyObject *)gate;
    Py_DECREF(gate);
    return NULL;
}

static PyMethodDef gate_methods[] = {
    {"score", gate_score, METH_O, "The log odds that a doubt is a slip (gate.Gate.score)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot gate_slots[] = {
    {Py_tp_new, (void *)gate_new},
    {Py_tp_dealloc, (void *)gate_dealloc},
    {Py_tp_methods, gate_methods},
    {0, NULL},
};

static PyType_Spec gate_spec = {"newslint.typos._gate.Gate", sizeof(Gate), 0, Py_TPFLAGS_DEFAULT, gate_slots};

static int gate_exec(PyObject *module)
{
    return add_type(module, "Gate", &gate_spec);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)gate_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_gate", "The boosted trees of gate.py.", 0, NULL, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__gate(void)
{
    return PyModuleDef_Init(&module_def);
}
