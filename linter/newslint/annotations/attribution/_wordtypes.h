/* The twin of wordtypes.NEAR, TAG_NEAR and feature_key: the weights of a word by itself, at each offset. */
#ifndef NEWSLINT_WORDTYPES_H
#define NEWSLINT_WORDTYPES_H

#include "_decode.h"
#include "_store.h"

enum { TAGS = 27, TAG_REACH = 2, REACH = 3, TAG_OFFSETS = 2 * TAG_REACH + 1, OFFSETS = 2 * REACH + 1 };
enum { TAGGER_TEMPLATE = 60, MODEL_TEMPLATE = 61, MOST_FEATURES = 64 };

/* A word's weights at offsets -2 to 2 (tagger) and -3 to 3 (labels). */
typedef uint16_t Near[TAG_OFFSETS][TAGS];
typedef uint16_t Sums[OFFSETS][LANES];

/* How far from a word each kind of its features counts, -1 for not at all. */
typedef struct {
    char kind;
    int tagger, labels;
} Reach;

static const Reach reaches[] = {
    {'w', 2, 3}, {'c', 2, 3}, {'h', 2, 2},  {'s', 1, 2},  {'e', 1, 1},
    {'f', 1, 0}, {'k', 1, 2}, {'p', 0, -1}, {'g', 0, -1}, {'y', 0, -1},
};

static const Reach *reach_of(char kind)
{
    for (size_t k = 0; k < sizeof reaches / sizeof *reaches; k++)
        if (reaches[k].kind == kind)
            return &reaches[k];
    return NULL;
}

/* As zlib's. */
static uint32_t crc32(const char *data, size_t size)
{
    static const uint32_t half[] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < size; i++) {
        crc ^= (uint8_t)data[i];
        crc = crc >> 4 ^ half[crc & 15];
        crc = crc >> 4 ^ half[crc & 15];
    }
    return ~crc;
}

static uint64_t feature_key(uint32_t crc, int offset, unsigned template)
{
    return (uint64_t)crc << 4 | (unsigned)(offset + 3) | (uint64_t)template << 48;
}

/* Add the weights of a feature at the offsets that it reaches, from the first on. */
static void add_offsets(const Table *table, uint32_t crc, unsigned template, int reach, uint16_t *sums)
{
    uint64_t keys[OFFSETS] = {0};
    const uint8_t *rows[MOST_KEYS];
    size_t count = (size_t)(2 * reach + 1);
    for (size_t k = 0; k < count; k++)
        keys[k] = feature_key(crc, (int)k - reach, template);
    find_rows(table, keys, count, rows);
    for (size_t k = 0; k < count; k++)
        add_row(rows[k], table->width, sums + k * table->width);
}

/* Add up the weights of a word's features, which stand in `text` with a newline between them. */
static int sum_features(const Table *tagger, const Table *labels, const char *text, size_t size, Near nearby, Sums sums)
{
    const char *end = text + size;
    for (int count = 0; text < end; count++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop ? stop : end;
        const Reach *reach = reach_of(*text);
        if (reach == NULL || count == MOST_FEATURES) {
            PyErr_SetString(PyExc_ValueError, "no features of a word");
            return -1;
        }
        uint32_t crc = crc32(text, (size_t)(stop - text));
        add_offsets(tagger, crc, TAGGER_TEMPLATE, reach->tagger, &nearby[0][0] + (TAG_REACH - reach->tagger) * TAGS);
        if (reach->labels >= 0)
            add_offsets(labels, crc, MODEL_TEMPLATE, reach->labels, &sums[0][0] + (REACH - reach->labels) * LANES);
        text = stop + 1;
    }
    return 0;
}

#endif
