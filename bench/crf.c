/* Linear-chain conditional random field, trained by FTRL-proximal (L1 + L2) with softmax-margin costs.
 *
 *   crf train DATA MODEL epochs alpha l1 l2 cost_miss cost_content seed first_epoch_averaged
 *   crf tag   DATA MODEL OUT
 *
 * DATA: 32-bit numbers: sequences, features; then each sequence: tokens; each token: label, features, feature ids.
 * MODEL: number of features, then floats: L x L steps (from, to), L starts, L weights a feature.
 * One thread and a fixed shuffle: the same compiler on the same kind of machine gives the same model.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef L
#define L 11
#endif
#define W (16 * ((L + 15) / 16)) /* a feature's row, padded so that loops over it vectorise */
#define STEPS (L * L + L)

typedef struct { int n, *label, *offset, *ids; } Seq;
typedef struct { float w[W], z[W], n[W]; } Row;

static Seq *seqs;
static int nseqs, nfeatures;
static Row *rows;
static float step[STEPS], step_z[STEPS], step_n[STEPS];
static float alpha, l1, l2;
static const float beta = 1;

/* Labels are outside, then "begins" (odd) and "goes on" (even) of each role; other uses (tagging) allow everything. */
static int allowed(int a, int b) { return L != 11 || b == 0 || b % 2 == 1 || a == b - 1 || a == b; }
static int may_start(int b) { return L != 11 || b == 0 || b % 2 == 1; }

static void die(const char *what) { fprintf(stderr, "crf: %s\n", what); exit(2); }

static void load(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) die("cannot open data");
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    int *q = malloc(size);
    if (fread(q, 1, size, f) != (size_t)size) die("cannot read data");
    fclose(f);
    nseqs = *q++;
    nfeatures = *q++;
    seqs = malloc(sizeof(Seq) * nseqs);
    for (Seq *s = seqs; s < seqs + nseqs; s++) {
        s->n = *q++;
        s->label = malloc(4 * s->n);
        s->offset = malloc(4 * (s->n + 1));
        s->ids = q; /* ids are moved together in place */
        int at = 0, *to = q;
        for (int t = 0; t < s->n; t++) {
            s->label[t] = *q++;
            int count = *q++;
            s->offset[t] = at;
            memmove(to + at, q, 4 * (long)count);
            at += count;
            q += count;
        }
        s->offset[s->n] = at;
    }
}

static float (*E)[L];          /* scores of a sequence's labels */
static double (*X)[L], (*A)[L], (*B)[L], (*P)[L], *scale;
static int room;

static void need(int n)
{
    if (n <= room) return;
    room = 2 * n;
    E = realloc(E, sizeof *E * room);
    X = realloc(X, sizeof *X * room);
    A = realloc(A, sizeof *A * room);
    B = realloc(B, sizeof *B * room);
    P = realloc(P, sizeof *P * room);
    scale = realloc(scale, sizeof *scale * room);
}

static void emit(const Seq *s)
{
    for (int t = 0; t < s->n; t++) {
        float e[W] = {0};
        for (int k = s->offset[t]; k < s->offset[t + 1]; k++) {
            int f = s->ids[k];
            if (f < 0 || f >= nfeatures) continue;
            const float *w = rows[f].w;
            for (int y = 0; y < W; y++) e[y] += w[y];
        }
        memcpy(E[t], e, sizeof E[t]);
    }
}

/* Forward and backward in scaled probabilities: P gets the marginals, `pairs` the expected steps; returns the log partition. */
static double marginals(const Seq *s, double pairs[L][L])
{
    static double move[L][L], start[L];
    double z = 0;
    for (int p = 0; p < L; p++) {
        start[p] = may_start(p) ? exp(step[L * L + p]) : 0;
        for (int y = 0; y < L; y++) move[p][y] = allowed(p, y) ? exp(step[p * L + y]) : 0;
    }
    memset(pairs, 0, sizeof(double) * L * L);
    int n = s->n;
    for (int t = 0; t < n; t++) {
        double top = E[t][0], sum = 0;
        for (int y = 1; y < L; y++) if (E[t][y] > top) top = E[t][y];
        for (int y = 0; y < L; y++) X[t][y] = exp(E[t][y] - top);
        for (int y = 0; y < L; y++) {
            double in = 0;
            if (t == 0) in = start[y];
            else for (int p = 0; p < L; p++) in += A[t - 1][p] * move[p][y];
            A[t][y] = in * X[t][y];
            sum += A[t][y];
        }
        for (int y = 0; y < L; y++) A[t][y] /= sum;
        scale[t] = sum;
        z += log(sum) + top;
    }
    for (int y = 0; y < L; y++) B[n - 1][y] = 1;
    for (int t = n - 1; t >= 0; t--) {
        for (int y = 0; y < L; y++) P[t][y] = A[t][y] * B[t][y];
        if (t == 0) break;
        double out[L];
        for (int y = 0; y < L; y++) out[y] = X[t][y] * B[t][y] / scale[t];
        for (int p = 0; p < L; p++) {
            double sum = 0;
            for (int y = 0; y < L; y++) {
                double m = move[p][y] * out[y];
                pairs[p][y] += A[t - 1][p] * m;
                sum += m;
            }
            B[t - 1][p] = sum;
        }
    }
    return z;
}

static inline void update(float *w, float *z, float *n, float g)
{
    float more = *n + g * g, root = sqrtf(more);
    float moved = *z + g - (root - sqrtf(*n)) / alpha * *w;
    float kept = fabsf(moved) - l1;
    float value = -copysignf(kept, moved) / ((beta + root) / alpha + l2);
    *z = moved;
    *n = more;
    *w = kept > 0 ? value : 0;
}

static void update_step(int i, float g)
{
    if (g == 0) return;
    float more = step_n[i] + g * g, root = sqrtf(more);
    step_z[i] += g - (root - sqrtf(step_n[i])) / alpha * step[i];
    step_n[i] = more;
    step[i] = -step_z[i] / ((beta + root) / alpha);
}

static uint64_t state;
static uint64_t chance(void) { state ^= state << 13; state ^= state >> 7; state ^= state << 17; return state; }

/* One sequence: gradient of the loss, then a step of every weight concerned. Returns the loss. */
static double learn(const Seq *s, double miss, double miss_content)
{
    double pairs[L][L], own = 0;
    int n = s->n;
    need(n + 1);
    emit(s);
    for (int t = 0; t < n; t++) {
        int gold = s->label[t];
        for (int y = 0; y < L; y++)
            if (y != gold) E[t][y] += (gold && !y) ? (gold > 6 ? miss_content : miss) : 0;
    }
    double z = marginals(s, pairs);
    for (int t = 0; t < n; t++) {
        own += E[t][s->label[t]] + (t ? step[s->label[t - 1] * L + s->label[t]] : step[L * L + s->label[0]]);
        if (t) pairs[s->label[t - 1]][s->label[t]] -= 1;
    }
    for (int t = 0; t < n; t++) {
        float g[W] = {0};
        int any = 0;
        for (int y = 0; y < L; y++) {
            float d = P[t][y] - (y == s->label[t]);
            if (fabsf(d) > 1e-3f) g[y] = d, any = 1;
        }
        if (!any) continue;
        for (int k = s->offset[t]; k < s->offset[t + 1]; k++) {
            if (s->ids[k] < 0) continue;
            Row *r = rows + s->ids[k];
            for (int y = 0; y < W; y++) update(&r->w[y], &r->z[y], &r->n[y], g[y]);
        }
    }
    for (int y = 0; y < L; y++) update_step(L * L + y, P[0][y] - (y == s->label[0]));
    for (int i = 0; i < L * L; i++) update_step(i, pairs[i / L][i % L]);
    return z - own;
}

static void train(char **v)
{
    int epochs = atoi(v[4]), averaged_from = atoi(v[11]), averaged = 0;
    alpha = atof(v[5]);
    l1 = atof(v[6]);
    l2 = atof(v[7]);
    state = atoi(v[10]) * 2654435761u + 88172645463325252ull;
    rows = calloc(nfeatures, sizeof *rows);
    float *mean = calloc((long)nfeatures * L, 4), mean_step[STEPS] = {0};
    int *order = malloc(4 * nseqs);
    for (int i = 0; i < nseqs; i++) order[i] = i;
    for (int e = 0; e < epochs; e++) {
        for (int i = nseqs - 1; i > 0; i--) {
            int j = chance() % (i + 1), t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        double loss = 0;
        for (int q = 0; q < nseqs; q++) loss += learn(seqs + order[q], atof(v[8]), atof(v[9]));
        fprintf(stderr, "epoch %d loss %.0f\n", e, loss);
        if (e < averaged_from) continue;
        averaged++;
        for (long f = 0; f < nfeatures; f++)
            for (int y = 0; y < L; y++) mean[f * L + y] += rows[f].w[y];
        for (int i = 0; i < STEPS; i++) mean_step[i] += step[i];
    }
    for (long i = 0; i < (long)nfeatures * L; i++) mean[i] = fabsf(mean[i] / averaged) < .01f ? 0 : mean[i] / averaged;
    for (int i = 0; i < STEPS; i++) mean_step[i] /= averaged;
    FILE *f = fopen(v[3], "wb");
    if (!f) die("cannot write the model");
    fwrite(&nfeatures, 4, 1, f);
    fwrite(mean_step, 4, STEPS, f);
    fwrite(mean, 4, (long)nfeatures * L, f);
    fclose(f);
}

static void tag(char **v)
{
    FILE *f = fopen(v[3], "rb");
    if (!f || fread(&nfeatures, 4, 1, f) != 1 || fread(step, 4, STEPS, f) != STEPS) die("cannot read the model");
    rows = calloc(nfeatures, sizeof *rows);
    for (int i = 0; i < nfeatures; i++) if (fread(rows[i].w, 4, L, f) != L) die("the model is cut short");
    fclose(f);
    f = fopen(v[4], "wb");
    if (!f) die("cannot write labels");
    for (const Seq *s = seqs; s < seqs + nseqs; s++) {
        need(s->n + 1);
        emit(s);
        unsigned char *came = malloc(s->n * L), *out = malloc(s->n);
        double now[L], before[L];
        for (int y = 0; y < L; y++) now[y] = may_start(y) ? step[L * L + y] + E[0][y] : -1e18;
        for (int t = 1; t < s->n; t++) {
            memcpy(before, now, sizeof now);
            for (int y = 0; y < L; y++) {
                double best = -1e30;
                for (int p = 0; p < L; p++)
                    if (allowed(p, y) && before[p] + step[p * L + y] > best) {
                        best = before[p] + step[p * L + y];
                        came[t * L + y] = p;
                    }
                now[y] = best + E[t][y];
            }
        }
        int y = 0;
        for (int k = 1; k < L; k++) if (now[k] > now[y]) y = k;
        for (int t = s->n - 1; t >= 0; t--) {
            out[t] = y;
            if (t) y = came[t * L + y];
        }
        fwrite(out, 1, s->n, f);
        free(came);
        free(out);
    }
    fclose(f);
}

int main(int count, char **v)
{
    if (count < 5) die("see the head of crf.c");
    load(v[2]);
    if (!strcmp(v[1], "train") && count == 12) train(v);
    else tag(v);
    return 0;
}
