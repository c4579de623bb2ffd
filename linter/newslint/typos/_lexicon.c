/* The word list, looked up where it lies: the twin of Lexicon.mark() and of nonword.unlisted(). */
#include "_lexicon.h"
#include "_words.h"

enum { LEAST_LETTERS = 3, LEAST_OPENING = 5 }; /* of a word that is looked at; of one that opens a sentence */

typedef struct {
    PyObject_HEAD int damaged;
    WordList list;
    unsigned char *kinds;
} Lexicon;

static PyObject *lexicon_mark(PyObject *self, PyObject *word)
{
    Lexicon *lexicon = (Lexicon *)self;
    Py_ssize_t size;
    const char *bytes = PyUnicode_AsUTF8AndSize(word, &size);
    if (bytes == NULL)
        return NULL;
    int mark = mark_of(&lexicon->list, bytes, (size_t)size);
    return sound(&lexicon->damaged) ? PyLong_FromLong(mark) : NULL;
}

/* ---- the words of a sentence that are not listed ---- */

/* The word's bytes as written, in reader->low. */
static int copy(Reader *reader, const Token *word)
{
    if (word->plain) {
        size_t size = 0;
        if (make_room(reader, 3 * (size_t)(word->end - word->start)) < 0)
            return -1;
        for (Py_ssize_t i = word->start; i < word->end; i++) {
            if (reader->c[i] == 0x2019) {
                memcpy(reader->low + size, "\xe2\x80\x99", 3);
                size += 3;
            } else
                reader->low[size++] = (char)reader->c[i];
        }
        reader->low_size = size;
        return 0;
    }
    int done = -1;
    Py_ssize_t size;
    if (PyErr_Occurred())
        return -1;
    PyObject *part = PyUnicode_Substring(reader->text, word->start, word->end);
    const char *bytes = part != NULL ? PyUnicode_AsUTF8AndSize(part, &size) : NULL;
    if (bytes != NULL && make_room(reader, (size_t)size + 1) == 0) {
        memcpy(reader->low, bytes, (size_t)size);
        reader->low_size = (size_t)size;
        done = 0;
    }
    Py_XDECREF(part);
    return done;
}

/* Is the word in the list, of one of the kinds of English in `bits`? */
static int listed(const Lexicon *lexicon, const Reader *reader, int bits)
{
    int mark = mark_of(&lexicon->list, reader->low, reader->low_size);
    return mark >= 0 && (mark & bits);
}

/* Is a plain word listed without its capital and possessive? What is wrong though it is (their's) is not. */
static int listed_in_small(const Lexicon *lexicon, Reader *reader, const Token *word, int bits)
{
    if (lower(reader, word) < 0)
        return 0;
    size_t size = reader->low_size;
    if (size > 1 && reader->low[size - 2] == '\'' && reader->c[word->end - 1] == 's') {
        reader->low_size = size -= 2;
        int owner = (size == 5 && memcmp(reader->low, "their", 5) == 0) ||
                    (size == 4 && memcmp(reader->low, "your", 4) == 0) ||
                    (size == 3 && memcmp(reader->low, "our", 3) == 0);
        if (owner && is_small(reader, word->start, word->end))
            return 0;
    }
    return listed(lexicon, reader, bits);
}

/* Is the word written as names are: with a capital, and not where a sentence opens? */
static int like_a_name(Reader *reader, const Token *word, int opens)
{
    int may_open = opens && word->end - word->start >= LEAST_OPENING, small, great, rest;
    if (word->plain) {
        small = is_small(reader, word->start, word->end);
        great = 1;
        for (Py_ssize_t i = word->start; i < word->end; i++)
            great = great && !(reader->c[i] >= 'a' && reader->c[i] <= 'z');
        rest = is_small(reader, word->start + 1, word->end);
    } else if (PyErr_Occurred()) {
        return 1;
    } else {
        PyObject *text = PyUnicode_Substring(reader->text, word->start, word->end);
        PyObject *behind = PyUnicode_Substring(reader->text, word->start + 1, word->end);
        small = says(text, "islower");
        great = says(text, "isupper");
        rest = says(behind, "islower");
        Py_XDECREF(text);
        Py_XDECREF(behind);
    }
    return !small && !great && !(may_open && rest);
}

static int find_unlisted(Lexicon *lexicon, Reader *reader, int bits, PyObject *out)
{
    int opens = 1;
    for (Py_ssize_t i = 0; i < reader->count; i++) {
        const Token *word = &reader->tokens[i];
        int looked_at = word->group == A_WORD && word->end - word->start >= LEAST_LETTERS;
        if (looked_at && !like_a_name(reader, word, opens)) {
            if (copy(reader, word) < 0)
                return -1;
            int known = listed(lexicon, reader, bits) || (word->plain && listed_in_small(lexicon, reader, word, bits));
            if (PyErr_Occurred() || (!known && append(out, Py_BuildValue("(nnn)", i, word->start, word->end)) < 0))
                return -1;
        }
        opens = opens && word->group == A_MARK;
    }
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *lexicon_unlisted(PyObject *self, PyObject *args)
{
    Lexicon *lexicon = (Lexicon *)self;
    PyObject *text, *out;
    int bits;
    Reader reader;
    if (!PyArg_ParseTuple(args, "Ui", &text, &bits) || (out = PyList_New(0)) == NULL)
        return NULL;
    int done = begin_sentence(&reader, lexicon->kinds, text);
    if (done == 0)
        done = find_unlisted(lexicon, &reader, bits, out);
    end_sentence(&reader);
    if (done < 0 || !sound(&lexicon->damaged))
        Py_CLEAR(out);
    return out;
}

/* ---- the type ---- */

static void lexicon_dealloc(PyObject *self)
{
    Lexicon *lexicon = (Lexicon *)self;
    close_word_list(&lexicon->list);
    PyMem_Free(lexicon->kinds);
    release_object(self);
}

static PyObject *lexicon_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *tables;
    (void)named;
    if (!PyArg_ParseTuple(args, "O", &tables))
        return NULL;
    Lexicon *lexicon = (Lexicon *)PyType_GenericAlloc(type, 0);
    if (lexicon == NULL)
        return NULL;
    if (open_word_list(&lexicon->list, tables, &lexicon->damaged) == 0) {
        lexicon->kinds = PyMem_Calloc(KEPT, 1);
        if (lexicon->kinds != NULL)
            return (PyObject *)lexicon;
        PyErr_NoMemory();
    }
    Py_DECREF(lexicon);
    return NULL;
}

static PyMethodDef lexicon_methods[] = {
    {"mark", lexicon_mark, METH_O, "The mark of a word written exactly so, or -1 (Lexicon.mark)."},
    {"unlisted", lexicon_unlisted, METH_VARARGS, "The words of a sentence to look at closer (nonword.unlisted)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot lexicon_slots[] = {
    {Py_tp_new, (void *)lexicon_new},
    {Py_tp_dealloc, (void *)lexicon_dealloc},
    {Py_tp_methods, lexicon_methods},
    {0, NULL},
};

static PyType_Spec lexicon_spec = {"newslint.typos._lexicon.Lexicon", sizeof(Lexicon), 0, Py_TPFLAGS_DEFAULT,
                                   lexicon_slots};

static int lexicon_exec(PyObject *module)
{
    return add_type(module, "Lexicon", &lexicon_spec);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)lexicon_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    "_lexicon",
    "The word list, looked up where it lies.",
    0,
    NULL,
    module_slots,
    NULL,
    NULL,
    NULL,
};

PyMODINIT_FUNC PyInit__lexicon(void)
{
    return PyModuleDef_Init(&module_def);
}
