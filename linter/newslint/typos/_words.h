/* The words of a sentence as words.py reads them: its expression TOKEN, by hand. Included by the kernels of this
 * package.
 *
 * What a character is, Python is asked once (in the version that runs, whatever its Unicode); the answer is kept for
 * the first 65,536.
 */
#ifndef NEWSLINT_WORDS_H
#define NEWSLINT_WORDS_H

#include "_tables.h"

enum { LETTER = 1, DECIMAL = 2, SPACE = 4, UPPER = 8, DIGIT = 16, ASKED = 128 }; /* what a character may be */
enum { KEPT = 0x10000 };

typedef enum { A_WORD, A_NUMBER, A_MARK } Group;

typedef struct {
    Py_ssize_t start, end;
    Group group;
    int plain; /* a word of ASCII letters, with apostrophes of either kind */
} Token;

typedef struct {
    unsigned char *kinds; /* of characters, KEPT of them: what has been asked before */
    PyObject *text;       /* the sentence */
    Py_UCS4 *c;
    Py_ssize_t size;
    Token *tokens;
    Py_ssize_t count;
    char *low; /* one of its words, in small letters, as it is looked up */
    size_t low_size, low_room;
} Reader;

/* Does a text's method of no arguments (isupper …) say yes? An error says no, and is found where the sentence ends. */
static inline int says(PyObject *text, const char *method)
{
    if (text == NULL || PyErr_Occurred())
        return 0;
    PyObject *answer = PyObject_CallMethod(text, method, NULL);
    int yes = answer != NULL && PyObject_IsTrue(answer) > 0;
    Py_XDECREF(answer);
    return yes;
}

static inline int ask_kind(Reader *reader, Py_UCS4 c)
{
    if (PyErr_Occurred()) /* Python is not to be called with an exception pending */
        return ASKED;
    PyObject *text = PyUnicode_FromOrdinal((int)c);
    int kind = ASKED;
    if (says(text, "isdecimal"))
        kind |= DECIMAL;
    else if (says(text, "isalnum"))
        kind |= LETTER;
    if (says(text, "isspace"))
        kind |= SPACE;
    if (says(text, "isupper"))
        kind |= UPPER;
    if (says(text, "isdigit"))
        kind |= DIGIT;
    Py_XDECREF(text);
    if (c < KEPT && !PyErr_Occurred())
        reader->kinds[c] = (unsigned char)kind;
    return kind;
}

static inline int kind_of(Reader *reader, Py_UCS4 c)
{
    int kind = c < KEPT ? reader->kinds[c] : 0;
    return kind ? kind : ask_kind(reader, c);
}

/* What the character at `i` is; 0 behind the sentence. */
static inline int kind_at(Reader *reader, Py_ssize_t i)
{
    return i < reader->size ? kind_of(reader, reader->c[i]) : 0;
}

static inline int is_apostrophe(Py_UCS4 c)
{
    return c == '\'' || c == 0x2019;
}

/* [^\W\d_]* */
static inline Py_ssize_t past_letters(Reader *reader, Py_ssize_t i)
{
    while (kind_at(reader, i) & LETTER)
        i++;
    return i;
}

/* Does a word end before `i` (\b)? */
static inline int ends(Reader *reader, Py_ssize_t i)
{
    return !(kind_at(reader, i) & (LETTER | DECIMAL)) && !(i < reader->size && reader->c[i] == '_');
}

/* Past a contraction cut off by a space, as archives have it: [ ]n['’]t\b|[ ]['’](?:s|re|ve|ll|d|m)\b */
static inline Py_ssize_t past_contraction(Reader *reader, Py_ssize_t i)
{
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
    const Py_UCS4 *c = reader->c + i;
    Py_ssize_t left = reader->size - i;
    if (left < 3 || c[0] != ' ')
        return i;
    if (left > 3 && c[1] == 'n' && is_apostrophe(c[2]) && c[3] == 't' && ends(reader, i + 4))
        return i + 4;
    if (!is_apostrophe(c[1]))
        return i;
    for (size_t tail = 0; tail < sizeof tails / sizeof *tails; tail++) {
        Py_ssize_t length = (Py_ssize_t)strlen(tails[tail]), same = 0;
        while (same < length && same + 2 < left && c[same + 2] == (unsigned char)tails[tail][same])
            same++;
        if (same == length && ends(reader, i + 2 + length))
            return i + 2 + length;
    }
    return i;
}

static inline Py_ssize_t past_word(Reader *reader, Py_ssize_t i)
{
    i = past_letters(reader, i);
    while (i < reader->size && is_apostrophe(reader->c[i]) && kind_at(reader, i + 1) & LETTER)
        i = past_letters(reader, i + 1);
    return past_contraction(reader, i);
}

static inline int is_currency(Py_UCS4 c)
{
    return c == '$' || c == 0x20ac || c == 0xa3 || c == 0xa5;
}

static inline int is_in_number(Reader *reader, Py_ssize_t i)
{
    Py_UCS4 c = i < reader->size ? reader->c[i] : 0;
    return c == '.' || c == ',' || c == ':' || kind_at(reader, i) & DECIMAL;
}

/* [\d.,:]*(?:[^\W\d_]+|%)? */
static inline Py_ssize_t past_number(Reader *reader, Py_ssize_t i)
{
    while (is_in_number(reader, i))
        i++;
    if (i < reader->size && reader->c[i] == '%')
        return i + 1;
    return past_letters(reader, i);
}

static inline int is_plain(const Reader *reader, const Token *word)
{
    for (Py_ssize_t i = word->start; i < word->end; i++)
        if (reader->c[i] >= 128 && reader->c[i] != 0x2019)
            return 0;
    return 1;
}

/* Let a sentence go. */
static inline void end_sentence(Reader *reader)
{
    PyMem_Free(reader->c);
    PyMem_Free(reader->tokens);
    PyMem_Free(reader->low);
}

/* Read a sentence into its tokens. It is to be ended also where this fails, which has then raised. */
static inline int begin_sentence(Reader *reader, unsigned char *kinds, PyObject *text)
{
    memset(reader, 0, sizeof *reader);
    reader->kinds = kinds;
    reader->text = text;
    reader->size = PyUnicode_GetLength(text);
    if (reader->size < 0 || (reader->c = PyUnicode_AsUCS4Copy(text)) == NULL)
        return -1;
    reader->tokens = PyMem_Calloc((size_t)reader->size + 1, sizeof(Token));
    if (reader->tokens == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t i = 0;
    while (i < reader->size) {
        int kind = kind_at(reader, i);
        if (kind & SPACE) {
            i++;
            continue;
        }
        Token *token = &reader->tokens[reader->count++];
        token->start = i;
        if (kind & LETTER) {
            token->group = A_WORD;
            i = past_word(reader, i);
        } else if (kind & DECIMAL || (is_currency(reader->c[i]) && kind_at(reader, i + 1) & DECIMAL)) {
            token->group = A_NUMBER;
            i = past_number(reader, i + 1);
        } else {
            token->group = A_MARK;
            i++;
        }
        token->end = i;
        token->plain = token->group == A_WORD && is_plain(reader, token);
    }
    return PyErr_Occurred() ? -1 : 0;
}

static inline int make_room(Reader *reader, size_t size)
{
    if (size <= reader->low_room)
        return 0;
    char *low = PyMem_Realloc(reader->low, size);
    if (low == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    reader->low = low;
    reader->low_room = size;
    return 0;
}

/* Python's lower() of a word with other letters than ASCII's, in UTF-8. */
static inline int lower_any(Reader *reader, const Token *word)
{
    int done = -1;
    if (PyErr_Occurred())
        return -1;
    PyObject *part = PyUnicode_Substring(reader->text, word->start, word->end), *small = NULL;
    if (part != NULL && (small = PyObject_CallMethod(part, "lower", NULL)) != NULL) {
        Py_ssize_t size;
        const char *bytes = PyUnicode_AsUTF8AndSize(small, &size);
        if (bytes != NULL && make_room(reader, (size_t)size + 1) == 0) {
            memcpy(reader->low, bytes, (size_t)size);
            reader->low_size = (size_t)size;
            done = 0;
        }
    }
    Py_XDECREF(part);
    Py_XDECREF(small);
    return done;
}

/* Write a word in small letters into reader->low, with straight apostrophes and without spaces. */
static inline int lower(Reader *reader, const Token *word)
{
    if (!word->plain) {
        if (lower_any(reader, word) < 0)
            return -1;
        size_t to = 0;
        for (size_t i = 0; i < reader->low_size; i++) {
            if (reader->low_size - i > 2 && memcmp(reader->low + i, "\xe2\x80\x99", 3) == 0) {
                reader->low[to++] = '\'';
                i += 2;
            } else if (reader->low[i] != ' ')
                reader->low[to++] = reader->low[i];
        }
        reader->low_size = to;
        return 0;
    }
    if (make_room(reader, (size_t)(word->end - word->start) + 1) < 0)
        return -1;
    size_t to = 0;
    for (Py_ssize_t i = word->start; i < word->end; i++) {
        Py_UCS4 c = reader->c[i];
        if (c == 0x2019)
            c = '\'';
        if (c != ' ')
            reader->low[to++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    reader->low_size = to;
    return 0;
}

/* Is what stands from `from` to `to` without capitals (islower() for a part of a plain word)? */
static inline int is_small(const Reader *reader, Py_ssize_t from, Py_ssize_t to)
{
    for (Py_ssize_t i = from; i < to; i++)
        if (reader->c[i] >= 'A' && reader->c[i] <= 'Z')
            return 0;
    return 1;
}

#endif
