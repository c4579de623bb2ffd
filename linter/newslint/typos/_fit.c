/* How well words fit where they stand: the twin of doubts.places() over ngrams.py, confusions.py and company.py.
 *
 * A sentence goes in, and the few places come out where a word that may have been meant fits better than the one that
 * stands there. Whole numbers only, in the order of the Python, which the tests hold this to.
 */
#include "_company.h"
#include "_ngrams.h"

enum { START = 1, END = 2 };                              /* ids of the sentence marks */
enum { CLOSEST = 8 };                                     /* rivals whose fit with the company there is looked at */
enum { NAME, FIGURE, PERCENT, DOLLARS, OWNER, STANDING }; /* what stands for what the model lacks (doubts.STANDING) */

typedef struct {
    int64_t value, gain, word, kind, company;
} Rival;

typedef struct {
    PyObject_HEAD int damaged;
    unsigned char *kinds;
    Ngrams ngrams;
    Vocabulary slips; /* the confusions */
    Section at, ids, slip_kinds;
    Company company;
    unsigned char handicaps[256]; /* by kind of slip */
    uint32_t standing[STANDING];
    int least_gain2, least_gain, least_value, least_sum;
} Fit;

/* ---- a sentence's ids (doubts.line) ---- */

typedef struct {
    uint32_t id;
    Py_ssize_t token; /* whose id it is, -1 for none */
    int64_t slip;     /* the word's row among the confusions, -1 for none or where no word is doubted */
} Place;

typedef struct {
    Place *places;
    Py_ssize_t count;
} Line;

static int is_break(Py_UCS4 c)
{
    return (c < 128 && c != 0 && strchr(";:()[]", (int)c) != NULL) || c == 0x2014 || c == 0x2013 || c == 0x2026;
}

/* The id of a word, which stands in reader->low. */
static uint32_t id_in_line(const Fit *m, Reader *reader, const Token *word)
{
    uint32_t id = id_of(&m->ngrams, reader->low, reader->low_size);
    if (!id)
        id = variant(&m->ngrams, reader->low, reader->low_size);
    if (id)
        return id;
    if (reader->low_size >= 2 && memcmp(reader->low + reader->low_size - 2, "'s", 2) == 0)
        return m->standing[OWNER];
    return kind_at(reader, word->start) & UPPER ? m->standing[NAME] : 0;
}

/* May a word be doubted as it is written? A capital is doubted only where a sentence `opens`. */
static int may_be_doubted(Reader *reader, const Token *word, int opens)
{
    if (word->plain) {
        if (is_small(reader, word->start, word->end))
            return 1;
        return opens && is_small(reader, word->start + 1, word->end);
    }
    if (PyErr_Occurred())
        return 0;
    PyObject *text = PyUnicode_Substring(reader->text, word->start, word->end);
    PyObject *rest = PyUnicode_Substring(reader->text, word->start + 1, word->end);
    int may = says(text, "islower") || (opens && (word->end - word->start == 1 || says(rest, "islower")));
    Py_XDECREF(text);
    Py_XDECREF(rest);
    return may;
}

static void add(Line *line, uint32_t id, Py_ssize_t token, int64_t slip)
{
    Place place = {id, token, slip};
    line->places[line->count++] = place;
}

static uint32_t id_of_number(const Fit *m, const Reader *reader, const Token *number)
{
    if (reader->c[number->end - 1] == '%')
        return m->standing[PERCENT];
    return m->standing[is_currency(reader->c[number->start]) ? DOLLARS : FIGURE];
}

static int add_token(const Fit *m, Reader *reader, Line *line, Py_ssize_t i, int opens)
{
    const Token *token = &reader->tokens[i];
    if (token->group == A_NUMBER)
        add(line, id_of_number(m, reader, token), i, -1);
    else if (token->group == A_WORD) {
        if (lower(reader, token) < 0)
            return -1;
        int64_t slip = -1;
        if (may_be_doubted(reader, token, opens))
            slip = number_of(&m->slips, reader->low, reader->low_size);
        add(line, id_in_line(m, reader, token), i, slip);
    } else if (is_break(reader->c[token->start]) && line->places[line->count - 1].id != START) {
        add(line, END, -1, -1);
        add(line, START, -1, -1);
    }
    return 0;
}

/* May a sentence still open behind this token? */
static int still_opens(const Reader *reader, const Token *token)
{
    Py_UCS4 c = reader->c[token->start];
    return token->group == A_MARK && c != ',' && c != '&' && c != '/' && c != '-';
}

static int make_line(const Fit *m, Reader *reader, Line *line)
{
    line->count = 0;
    line->places = PyMem_Calloc(2 * (size_t)reader->count + 4, sizeof *line->places); /* a mark may be two ids */
    if (line->places == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    add(line, 0, -1, -1);
    add(line, START, -1, -1);
    int opens = 1;
    for (Py_ssize_t i = 0; i < reader->count; i++) {
        if (add_token(m, reader, line, i, opens) < 0)
            return -1;
        opens = opens && still_opens(reader, &reader->tokens[i]);
    }
    if (line->places[line->count - 1].id == START && line->count > 2)
        line->count -= 2;
    add(line, END, -1, -1);
    add(line, 0, -1, -1);
    return 0;
}

/* ---- what fits better (doubts._weigh) ---- */

static int before(const Rival *a, const Rival *b)
{
    if (a->value != b->value)
        return a->value > b->value;
    if (a->gain != b->gain)
        return a->gain > b->gain;
    if (a->word != b->word)
        return a->word > b->word;
    return a->kind != b->kind ? a->kind > b->kind : a->company > b->company;
}

/* Put a rival among the closest, best first; return how many there are. */
static int put(Rival *rivals, int count, Rival rival)
{
    int i = count < CLOSEST ? count++ : CLOSEST;
    if (i == CLOSEST && before(&rivals[--i], &rival))
        return count;
    for (; i > 0 && before(&rival, &rivals[i - 1]); i--)
        rivals[i] = rivals[i - 1];
    rivals[i] = rival;
    return count;
}

static int64_t cost_there(const Ngrams *m, const Place *at, uint32_t word)
{
    return cost3(m, at[-2].id, at[-1].id, word) + cost3(m, at[-1].id, word, at[1].id) +
           cost3(m, word, at[1].id, at[2].id);
}

static int weigh(const Fit *fit, const Place *at, Rival *rivals)
{
    const Ngrams *m = &fit->ngrams;
    uint32_t one = at[-1].id, two = at[1].id;
    int64_t limit = cost2(m, one, at->id) + cost2(m, at->id, two) - fit->least_gain2, here = -1;
    size_t past = u32(&fit->at, (size_t)at->slip + 1);
    int count = 0;
    for (size_t i = u32(&fit->at, (size_t)at->slip); i < past && !fit->damaged; i++) {
        uint32_t word = u16(&fit->ids, i), kind = u8(&fit->slip_kinds, i);
        int64_t left = cost2(m, one, word);
        if ((left >= limit || left + cost2(m, word, two) > limit) && known3(m, one, word, two) < 0)
            continue;
        if (here < 0)
            here = cost_there(m, at, at->id);
        int64_t gain = here - cost_there(m, at, word), value = gain - fit->handicaps[kind];
        if (gain >= fit->least_gain && value > fit->least_value) {
            Rival rival = {value, gain, word, kind, 0};
            count = put(rivals, count, rival);
        }
    }
    return count;
}

/* Put the rivals in order of all evidence; return how well the word itself fits its company. */
static int64_t in_company(const Fit *m, Reader *reader, const Line *line, Py_ssize_t at, Rival *rivals, int count)
{
    uint32_t window[2 * REACH];
    int32_t sums[HIDDEN];
    for (int i = 0; i < 2 * REACH; i++) {
        Py_ssize_t other = at + (i < REACH ? i - REACH : i - REACH + 1);
        window[i] = other >= 0 && other < line->count ? line->places[other].id : 0;
    }
    sums_of(&m->company, window, marks_of(reader, line->places[at].token), sums);
    int64_t here = fit_of(&m->company, sums, line->places[at].id);
    for (int i = 0; i < count; i++) {
        Rival rival = rivals[i];
        rival.company = fit_of(&m->company, sums, (uint32_t)rival.word);
        rival.value = rival.gain + rival.company - here - m->handicaps[rival.kind];
        put(rivals, i, rival);
    }
    return here;
}

/* ---- a sentence ---- */

static PyObject *as_place(const Place *at, int64_t here, const Rival *rivals, int count)
{
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < count; i++) {
        const Rival *r = &rivals[i];
        PyObject *rival = Py_BuildValue("(LLLLL)", (long long)r->value, (long long)r->gain, (long long)r->word,
                                        (long long)r->kind, (long long)r->company);
        if (append(list, rival) < 0)
            Py_CLEAR(list);
    }
    if (list == NULL)
        return NULL;
    return Py_BuildValue("(n(IIIII)LN)", at->token, at[-2].id, at[-1].id, at->id, at[1].id, at[2].id, (long long)here,
                         list);
}

static int find_places(const Fit *m, Reader *reader, const Line *line, PyObject *out)
{
    for (Py_ssize_t i = 2; i < line->count - 2; i++) {
        Rival rivals[CLOSEST];
        int count = line->places[i].slip >= 0 ? weigh(m, &line->places[i], rivals) : 0;
        if (count == 0)
            continue;
        int64_t here = in_company(m, reader, line, i, rivals, count);
        if (rivals[0].gain + rivals[0].company - here < m->least_sum)
            continue;
        if (append(out, as_place(&line->places[i], here, rivals, count)) < 0)
            return -1;
    }
    return 0;
}

static PyObject *fit_places(PyObject *self, PyObject *text)
{
    Fit *m = (Fit *)self;
    Reader reader;
    Line line = {NULL, 0};
    PyObject *out = PyList_New(0);
    if (out == NULL)
        return NULL;
    int done = begin_sentence(&reader, m->kinds, text);
    if (done == 0 && reader.count >= 3) {
        done = make_line(m, &reader, &line);
        if (done == 0)
            done = find_places(m, &reader, &line, out);
    }
    PyMem_Free(line.places);
    end_sentence(&reader);
    if (done < 0 || PyErr_Occurred() || !sound(&m->damaged))
        Py_CLEAR(out);
    return out;
}

/* ---- the type ---- */

static void fit_dealloc(PyObject *self)
{
    Fit *m = (Fit *)self;
    close_ngrams(&m->ngrams);
    close_vocabulary(&m->slips);
    close_section(&m->at);
    close_section(&m->ids);
    close_section(&m->slip_kinds);
    close_company(&m->company);
    PyMem_Free(m->kinds);
    release_object(self);
}

static int open_fit(Fit *m, PyObject *ngrams, PyObject *slips, PyObject *company, const char *slots)
{
    int *damaged = &m->damaged;
    if (open_ngrams(&m->ngrams, ngrams, damaged) < 0 || open_vocabulary(&m->slips, slips, damaged) < 0 ||
        open_section(&m->at, slips, "at", 4, damaged) < 0 || open_section(&m->ids, slips, "ids", 2, damaged) < 0 ||
        open_section(&m->slip_kinds, slips, "kinds", 1, damaged) < 0 ||
        open_company(&m->company, company, slots, damaged) < 0)
        return -1;
    m->kinds = PyMem_Calloc(KEPT, 1);
    if (m->kinds != NULL)
        return sound(damaged) ? 0 : -1;
    PyErr_NoMemory();
    return -1;
}

static PyObject *fit_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *ngrams, *slips, *company, *spelt;
    const char *slots, *handicaps;
    Py_ssize_t slot_count, handicap_count;
    (void)named;
    Fit *m = (Fit *)PyType_GenericAlloc(type, 0);
    if (m == NULL)
        return NULL;
    uint32_t *s = m->standing;
    if (!PyArg_ParseTuple(args, "OOOy#y#(iiii)(IIIII)O!", &ngrams, &slips, &company, &slots, &slot_count, &handicaps,
                          &handicap_count, &m->least_gain2, &m->least_gain, &m->least_value, &m->least_sum, s, s + 1,
                          s + 2, s + 3, s + 4, &PyTuple_Type, &spelt))
        goto failed;
    if (slot_count != 2 * REACH || handicap_count != sizeof m->handicaps) {
        PyErr_SetString(PyExc_ValueError,
                        "a slot for each of 16 places and a handicap for each of 256 kinds are needed");
        goto failed;
    }
    memcpy(m->handicaps, handicaps, sizeof m->handicaps);
    if (open_fit(m, ngrams, slips, company, slots) < 0 || take_spellings(&m->ngrams, spelt) < 0)
        goto failed;
    return (PyObject *)m;
failed:
    Py_DECREF(m);
    return NULL;
}

static PyMethodDef fit_methods[] = {
    {"places", fit_places, METH_O, "The places of a sentence where another word would fit better (doubts.places)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot fit_slots[] = {
    {Py_tp_new, (void *)fit_new},
    {Py_tp_dealloc, (void *)fit_dealloc},
    {Py_tp_methods, fit_methods},
    {0, NULL},
};

static PyType_Spec fit_spec = {"newslint.typos._fit.Fit", sizeof(Fit), 0, Py_TPFLAGS_DEFAULT, fit_slots};

static int fit_exec(PyObject *module)
{
    return add_type(module, "Fit", &fit_spec);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)fit_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_fit", "How well words fit where they stand.", 0, NULL, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__fit(void)
{
    return PyModuleDef_Init(&module_def);
}
