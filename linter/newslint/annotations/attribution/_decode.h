/* The twin of decode.py: the best sequence of labels, exactly; of equals the one that the Python takes. */
#ifndef NEWSLINT_DECODE_H
#define NEWSLINT_DECODE_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { LABELS = 11, LANES = 2 * LABELS }; /* a token's sums: those of the first pass, and what the second adds */

#define LEAST (-(INT64_C(1) << 40))

/* Scores of the steps from each label, and last from the start, to every label. */
typedef int64_t Steps[LABELS + 1][LABELS];

/* Outside and "begins" may follow any label, "goes on" (even) only its own role. */
static void read_steps(Steps steps, const int64_t links[(LABELS + 1) * LABELS])
{
    for (int p = 0; p <= LABELS; p++)
        for (int y = 0; y < LABELS; y++) {
            int may = y == 0 || y & 1 || (p < LABELS && (p == y || p == y - 1));
            steps[p][y] = may ? links[p * LABELS + y] : LEAST;
        }
}

static int best_of(const int64_t scores[LABELS])
{
    int best = 0;
    for (int y = 1; y < LABELS; y++)
        if (scores[y] > scores[best])
            best = y;
    return best;
}

/* One step: `now` becomes the best scores of paths that end in each label, `came` the label each came from. */
static void step(const Steps steps, int64_t now[LABELS], uint8_t came[LABELS])
{
    int64_t reached[LABELS];
    int best = best_of(now);
    for (int y = 0; y < LABELS; y += y ? 2 : 1) {
        int from = best; /* of equals the best label, then the first */
        int64_t most = now[best] + steps[best][y];
        for (int p = 0; p < LABELS; p++)
            if (now[p] + steps[p][y] > most) {
                most = now[p] + steps[p][y];
                from = p;
            }
        reached[y] = most;
        came[y] = (uint8_t)from;
    }
    for (int y = 2; y < LABELS; y += 2) {
        int64_t begun = now[y - 1] + steps[y - 1][y], more = now[y] + steps[y][y];
        reached[y] = begun >= more ? begun : more;
        came[y] = (uint8_t)(begun >= more ? y - 1 : y);
    }
    memcpy(now, reached, sizeof reached);
}

/* Fill in `labels` from `scores`, LANES a token of which the first LABELS count; `back` has room for LABELS a token. */
static void best_path(const uint16_t *scores, Py_ssize_t n, const Steps steps, uint8_t *back, uint8_t *labels)
{
    int64_t now[LABELS];
    if (n == 0)
        return;
    memcpy(now, steps[LABELS], sizeof now);
    for (Py_ssize_t i = 0; i < n; i++) {
        if (i)
            step(steps, now, back + i * LABELS);
        for (int y = 0; y < LABELS; y++)
            now[y] += scores[i * LANES + y];
    }
    labels[n - 1] = (uint8_t)best_of(now);
    for (Py_ssize_t i = n - 1; i > 0; i--)
        labels[i - 1] = back[i * LABELS + labels[i]];
}

#endif
