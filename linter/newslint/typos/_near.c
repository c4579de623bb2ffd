/* The words near one that is not English: the twin of suggest.candidates(). The whole vocabulary is looked through. */
#include "_lexicon.h"
#include "_ngrams.h"

enum { TRANSPOSED = 1, NEIGHBOUR, VOWEL, OTHER, UNDOUBLED, DROPPED, DOUBLED, ADDED, EDITS }; /* slipkinds.py */
enum { MOST_NUMBER = 1000000 };
enum { LONGEST = 63 }; /* letters of a word that is looked for: one fewer than bits in a column */
/* costs behind those of single edits, and limits (suggest.NUMBERS) */
enum { FIRST_LETTER = EDITS, TWO, THREE, ALIKE, SPLIT, TARGET_COST, TARGET_LEVEL, SMALL, USUAL_LEVEL, PAIR, NUMBERS };

typedef struct {
    PyObject_HEAD int damaged;
    Ngrams ngrams;
    WordList list;
    int numbers[NUMBERS];
    unsigned char levels[16], beside[26 * 26];
} Near;

/* The word that is not English, made ready to be held against others. */
typedef struct {
    const char *bytes;
    size_t size;
    uint32_t letters;     /* as bits */
    uint64_t places[256]; /* of each letter, as bits */
    char sound[2 * LONGEST + 2];
    size_t sound_size;
} Target;

/* ---- edits ---- */

static int is_one_of(char c, const char *letters)
{
    return c != 0 && strchr(letters, c) != NULL;
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || c == '\'';
}

static int all_letters(const char *word, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!is_letter(word[i]))
            return 0;
    return 1;
}

static int substitution(const Near *search, char a, char b)
{
    if (is_one_of(a, "aeiouy") && is_one_of(b, "aeiouy"))
        return VOWEL;
    if (a < 'a' || a > 'z' || b < 'a' || b > 'z')
        return OTHER;
    return search->beside[(a - 'a') * 26 + (b - 'a')] ? NEIGHBOUR : OTHER;
}

/* The kind of the single edit that makes `wrong` of `right`, or 0 if more than one is needed (slipkinds.edit_kind). */
static int edit_kind(const Near *search, const char *wrong, size_t n, const char *right, size_t m)
{
    size_t i = 0, least = n < m ? n : m;
    while (i < least && wrong[i] == right[i])
        i++;
    if (n == m) {
        if (i == n)
            return 0;
        if (memcmp(wrong + i + 1, right + i + 1, n - i - 1) == 0)
            return substitution(search, wrong[i], right[i]);
        int swapped = i + 1 < n && wrong[i] == right[i + 1] && wrong[i + 1] == right[i] &&
                      memcmp(wrong + i + 2, right + i + 2, n - i - 2) == 0;
        return swapped ? TRANSPOSED : 0;
    }
    if (n > m + 1 || m > n + 1)
        return 0;
    const char *longer = n > m ? wrong : right, *shorter = n > m ? right : wrong;
    if (memcmp(longer + i + 1, shorter + i, least - i) != 0)
        return 0;
    int like = (i > 0 && longer[i] == longer[i - 1]) || (i < least && longer[i] == longer[i + 1]);
    if (n > m)
        return like ? DOUBLED : ADDED;
    return like ? UNDOUBLED : DROPPED;
}

/* The edit distance, a transposition counted once, a column of the usual table in one number (suggest.distances_from).
 */
static int distance(const Target *word, const char *other, size_t size)
{
    uint64_t up = ~(uint64_t)0, down = 0, diagonal = 0, previous = 0, top = (uint64_t)1 << (word->size - 1);
    int score = (int)word->size;
    for (size_t i = 0; i < size; i++) {
        uint64_t here = word->places[(unsigned char)other[i]], swapped = ((~diagonal & here) << 1) & previous;
        diagonal = (((here & up) + up) ^ up) | here | down | swapped;
        uint64_t more = down | ~(diagonal | up), less = diagonal & up;
        score += ((more & top) != 0) - ((less & top) != 0);
        more = more << 1 | 1;
        up = less << 1 | ~(diagonal | more);
        down = more & diagonal;
        previous = here;
    }
    return score;
}

static uint32_t letters_of(const char *word, size_t size)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < size; i++)
        letters |= (uint32_t)1 << ((unsigned char)word[i] & 31);
    return letters;
}

/* How many bits differ. */
static unsigned differing(uint32_t a, uint32_t b)
{
    uint32_t bits = a ^ b;
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    return ((bits + (bits >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

/* Write the consonants as they sound, roughly (suggest.sounds); return how many letters that takes. */
static size_t sounds(const char *word, size_t size, char *out)
{
    size_t count = 0;
    char last = 0;
    for (size_t i = 0; i < size; i++) {
        static const char from[] = "qzxjv", to[] = "ksKgf"; /* K: two letters, one sound */
        char c = word[i];
        const char *known = is_one_of(c, from) ? strchr(from, c) : NULL;
        if (known != NULL)
            c = to[known - from];
        else if (c == 'c')
            c = i + 1 < size && is_one_of(word[i + 1], "eiy") ? 's' : 'k';
        if ((is_one_of(c, "aeiouyh'") && i > 0) || c == last)
            continue;
        last = is_one_of(c, "aeiou") ? 'a' : c;
        if (last == 'K')
            out[count++] = 'k';
        out[count++] = last == 'K' ? 's' : last;
    }
    return count;
}

static int sounds_like(const Target *word, const char *other, size_t size)
{
    char sound[2 * (LONGEST + 4)];
    size_t count = sounds(other, size, sound);
    return count == word->sound_size && memcmp(sound, word->sound, count) == 0;
}

/* ---- candidates ---- */

/* How common a word is in the list (Lexicon.level). */
static int level_of(const Near *search, const char *word, size_t size)
{
    int mark = mark_of(&search->list, word, size);
    return mark >= 0 ? search->levels[mark >> 4] : 99;
}

/* What the single edit from `other` costs, or -1 where there is none. */
static int one_edit(const Near *search, const Target *word, const char *other, size_t size)
{
    int kind = edit_kind(search, word->bytes, word->size, other, size);
    if (kind == 0 || !all_letters(other, size))
        return -1;
    size_t base = size > 4 && memcmp(other + size - 2, "'s", 2) == 0 ? size - 2 : size;
    if (level_of(search, other, base) > search->numbers[TARGET_LEVEL])
        return -1;
    int first = other[0] != word->bytes[0] && kind != TRANSPOSED ? search->numbers[FIRST_LETTER] : 0;
    return search->numbers[kind] + first;
}

/* What two edits from `other`, or three in a long word, cost, or -1 for more. */
static int more_edits(const Near *search, const Target *word, const char *other, size_t size)
{
    int is_long = word->size >= 8, edits = distance(word, other, size);
    if (edits > (is_long ? 3 : 2) || level_of(search, other, size) > search->numbers[TARGET_LEVEL])
        return -1;
    return search->numbers[edits <= 2 ? TWO : THREE] +
           (other[0] == word->bytes[0] ? 0 : search->numbers[FIRST_LETTER]) -
           (sounds_like(word, other, size) ? search->numbers[ALIKE] : 0);
}

/* What the slip from `other` costs, or -1 where it is too far; told by length and letters first, as nearly all are. */
static int cost_from(const Near *search, const Target *word, const char *other, size_t size)
{
    size_t apart = size > word->size ? size - word->size : word->size - size;
    if (size == 0 || apart > 3)
        return -1;
    unsigned letters = differing(letters_of(other, size), word->letters);
    int cost = apart < 2 && letters <= 2 ? one_edit(search, word, other, size) : -1;
    if (cost >= 0 || word->size < 4 || size < 2)
        return cost;
    if ((apart <= 2 && letters <= 4) || (word->size >= 8 && letters <= 6 && other[0] == word->bytes[0]))
        return more_edits(search, word, other, size);
    return -1;
}

static int look_through(const Near *search, const Target *word, PyObject *out)
{
    const Ngrams *m = &search->ngrams;
    for (size_t number = 1; number + 1 < m->words.at.count && !search->damaged; number++) {
        size_t size;
        if (u16(&m->uni_p, number) > (uint32_t)search->numbers[TARGET_COST])
            continue;
        const char *other = word_of(&m->words, number, &size);
        int cost = cost_from(search, word, other, size);
        if (cost >= 0 && append(out, Py_BuildValue("(s#i)", other, (Py_ssize_t)size, cost)) < 0)
            return -1;
    }
    return 0;
}

/* Where a space may have been left out. */
static int split(const Near *search, const Target *word, PyObject *out)
{
    const Ngrams *m = &search->ngrams;
    const int *numbers = search->numbers;
    for (size_t i = 1; i + 1 < word->size; i++) {
        const char *a = word->bytes, *b = a + i;
        size_t rest = word->size - i;
        uint32_t x = i > 1 || is_one_of(*a, "ai") ? id_of(m, a, i) : 0, y = x ? id_of(m, b, rest) : 0;
        if (!x || !y || (i <= 4 ? x : y) > (uint32_t)numbers[SMALL])
            continue;
        if ((i <= 4 ? level_of(search, b, rest) : level_of(search, a, i)) > numbers[USUAL_LEVEL])
            continue;
        int64_t pair = seen2(m, x, y);
        if (pair < 0 || pair > numbers[PAIR])
            continue;
        char text[LONGEST + 1];
        memcpy(text, a, i);
        text[i] = ' ';
        memcpy(text + i + 1, b, rest);
        if (append(out, Py_BuildValue("(s#i)", text, (Py_ssize_t)word->size + 1, numbers[SPLIT])) < 0)
            return -1;
    }
    return 0;
}

static PyObject *near_candidates(PyObject *self, PyObject *text)
{
    Near *search = (Near *)self;
    Target word;
    Py_ssize_t size;
    memset(&word, 0, sizeof word);
    word.bytes = PyUnicode_AsUTF8AndSize(text, &size);
    if (word.bytes == NULL)
        return NULL;
    word.size = (size_t)size;
    if (size < 1 || size > LONGEST || !all_letters(word.bytes, word.size)) {
        PyErr_SetString(PyExc_ValueError, "1 to 63 letters from a to z or apostrophes are looked for");
        return NULL;
    }
    word.letters = letters_of(word.bytes, word.size);
    for (size_t i = 0; i < word.size; i++)
        word.places[(unsigned char)word.bytes[i]] |= (uint64_t)1 << i;
    word.sound_size = sounds(word.bytes, word.size, word.sound);
    PyObject *out = PyList_New(0);
    if (out == NULL)
        return NULL;
    if (look_through(search, &word, out) < 0 || split(search, &word, out) < 0 || !sound(&search->damaged))
        Py_CLEAR(out);
    return out;
}

/* ---- the type ---- */

static void near_dealloc(PyObject *self)
{
    Near *search = (Near *)self;
    close_ngrams(&search->ngrams);
    close_word_list(&search->list);
    release_object(self);
}

/* Take what an edit costs, by kind, and the limits behind: a tuple of numbers. */
static int take_numbers(Near *search, PyObject *numbers)
{
    if (PyTuple_Size(numbers) != NUMBERS) {
        PyErr_SetString(PyExc_ValueError, "the numbers are not those of suggest.NUMBERS");
        return -1;
    }
    for (Py_ssize_t i = 0; i < NUMBERS; i++) {
        long number = PyLong_AsLong(PyTuple_GetItem(numbers, i));
        if (number < 0 || number > MOST_NUMBER) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_ValueError, "a cost or a limit is below 0 or above 1,000,000");
            return -1;
        }
        search->numbers[i] = (int)number;
    }
    return 0;
}

static PyObject *near_new(PyTypeObject *type, PyObject *args, PyObject *named)
{
    PyObject *ngrams, *lexicon, *numbers;
    const char *levels, *beside;
    Py_ssize_t level_count, beside_count;
    (void)named;
    if (!PyArg_ParseTuple(args, "OOO!y#y#", &ngrams, &lexicon, &PyTuple_Type, &numbers, &levels, &level_count, &beside,
                          &beside_count))
        return NULL;
    Near *search = (Near *)PyType_GenericAlloc(type, 0);
    if (search == NULL)
        return NULL;
    if (level_count > (Py_ssize_t)sizeof search->levels || beside_count != sizeof search->beside)
        PyErr_SetString(PyExc_ValueError, "at most 16 levels and a byte for each of 26 x 26 letters are needed");
    else if (take_numbers(search, numbers) == 0 && open_ngrams(&search->ngrams, ngrams, &search->damaged) == 0 &&
             open_word_list(&search->list, lexicon, &search->damaged) == 0) {
        memset(search->levels, 99, sizeof search->levels);
        memcpy(search->levels, levels, (size_t)level_count);
        memcpy(search->beside, beside, sizeof search->beside);
        return (PyObject *)search;
    }
    Py_DECREF(search);
    return NULL;
}

static PyMethodDef near_methods[] = {
    {"candidates", near_candidates, METH_O, "What may be meant with the cost of the slip (suggest.candidates)."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot near_slots[] = {
    {Py_tp_new, (void *)near_new},
    {Py_tp_dealloc, (void *)near_dealloc},
    {Py_tp_methods, near_methods},
    {0, NULL},
};

static PyType_Spec near_spec = {"newslint.typos._near.Near", sizeof(Near), 0, Py_TPFLAGS_DEFAULT, near_slots};

static int near_exec(PyObject *module)
{
    return add_type(module, "Near", &near_spec);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, (void *)near_exec}, {0, NULL}};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT, "_near", "The words near one that is not English.", 0, NULL, module_slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__near(void)
{
    return PyModuleDef_Init(&module_def);
}
