#include "CInferenceLoop.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// In the manner of llama2.c: matrices [output][input], one dot product an output, the compiler's
// vectors. Fused and reordered as it likes; the results depend on the processor.
#if defined(__x86_64__)
#define FAST __attribute__((target("avx2,fma")))
#else
#define FAST
#endif

typedef struct {
  float *attention_norm, *query, *key, *value, *output, *feed_norm, *gate, *up, *down;
} layer;

struct treetop_loop {
  treetop_loop_shape shape;
  layer *layers;
  float *embeddings, *norm, *cosines, *sines, *keys, *values;
  float *stream, *normed, *query, *mixed, *gate, *up, *scores, *logits;
};

static float *random_numbers(size_t count, float scale, uint64_t *state) {
  float *numbers = malloc(count * sizeof(float));
  for (size_t i = 0; i < count; i++) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    numbers[i] = ((float)(*state >> 40) / (1 << 23) - 1) * scale;
  }
  return numbers;
}

static float *zeros(size_t count) { return calloc(count, sizeof(float)); }

treetop_loop *treetop_loop_make(treetop_loop_shape s) {
  uint64_t state = 1;
  treetop_loop *loop = calloc(1, sizeof *loop);
  const size_t w = (size_t)s.width, h = (size_t)s.hidden, half = w / (size_t)s.heads / 2;
  const float scale = sqrtf(3.0f / (float)w);
  loop->shape = s;
  loop->layers = calloc((size_t)s.layers, sizeof(layer));
  for (int i = 0; i < s.layers; i++) {
    layer *l = loop->layers + i;
    l->attention_norm = random_numbers(w, 1, &state);
    l->query = random_numbers(w * w, scale, &state);
    l->key = random_numbers(w * w, scale, &state);
    l->value = random_numbers(w * w, scale, &state);
    l->output = random_numbers(w * w, scale, &state);
    l->feed_norm = random_numbers(w, 1, &state);
    l->gate = random_numbers(w * h, scale, &state);
    l->up = random_numbers(w * h, scale, &state);
    l->down = random_numbers(w * h, scale, &state);
  }
  loop->embeddings = random_numbers((size_t)s.words * w, 1, &state);
  loop->norm = random_numbers(w, 1, &state);
  loop->cosines = zeros((size_t)s.positions * half);
  loop->sines = zeros((size_t)s.positions * half);
  for (size_t t = 0; t < (size_t)s.positions; t++)
    for (size_t i = 0; i < half; i++) {
      const float angle = (float)t * powf(1000, -(float)i / (float)half);
      loop->cosines[t * half + i] = cosf(angle);
      loop->sines[t * half + i] = sinf(angle);
    }
  loop->keys = zeros((size_t)(s.layers * s.positions) * w);
  loop->values = zeros((size_t)(s.layers * s.positions) * w);
  loop->stream = zeros(w), loop->normed = zeros(w), loop->query = zeros(w), loop->mixed = zeros(w);
  loop->gate = zeros(h), loop->up = zeros(h);
  loop->scores = zeros((size_t)s.positions), loop->logits = zeros((size_t)s.words);
  return loop;
}

FAST static void multiply(float *result, const float *x, const float *m, int inputs, int outputs) {
  for (int o = 0; o < outputs; o++) {
    float sum = 0;
    for (int i = 0; i < inputs; i++) sum += m[o * inputs + i] * x[i];
    result[o] = sum;
  }
}

FAST static void normalise(float *result, const float *x, const float *weight, int width) {
  float squares = 0;
  for (int i = 0; i < width; i++) squares += x[i] * x[i];
  const float scale = 1 / sqrtf(squares / (float)width + 1e-5f);
  for (int i = 0; i < width; i++) result[i] = x[i] * scale * weight[i];
}

FAST static void rotate(float *x, const treetop_loop *loop, int position) {
  const int size = loop->shape.width / loop->shape.heads, half = size / 2;
  for (int head = 0; head < loop->shape.heads; head++)
    for (int i = 0; i < half; i++) {
      float *low = x + head * size + i, *high = low + half;
      const float c = loop->cosines[position * half + i], s = loop->sines[position * half + i];
      const float a = *low, b = *high;
      *low = a * c - b * s;
      *high = b * c + a * s;
    }
}

FAST static void attend(treetop_loop *loop, const float *keys, const float *values, int position) {
  const int width = loop->shape.width, size = width / loop->shape.heads;
  float *scores = loop->scores;
  for (int begin = 0; begin < width; begin += size) {
    float highest = -3.0e38f, whole = 0;
    for (int t = 0; t <= position; t++) {
      float sum = 0;
      for (int i = begin; i < begin + size; i++) sum += loop->query[i] * keys[t * width + i];
      scores[t] = sum / sqrtf((float)size);
      highest = scores[t] > highest ? scores[t] : highest;
    }
    for (int t = 0; t <= position; t++) whole += scores[t] = expf(scores[t] - highest);
    memset(loop->mixed + begin, 0, (size_t)size * sizeof(float));
    for (int t = 0; t <= position; t++)
      for (int i = begin; i < begin + size; i++)
        loop->mixed[i] += scores[t] / whole * values[t * width + i];
  }
}

FAST const float *treetop_loop_read(treetop_loop *loop, int token, int position) {
  const int w = loop->shape.width, h = loop->shape.hidden;
  float *x = loop->stream, *n = loop->normed;
  memcpy(x, loop->embeddings + token * w, (size_t)w * sizeof(float));
  for (int number = 0; number < loop->shape.layers; number++) {
    const layer *l = loop->layers + number;
    float *keys = loop->keys + number * loop->shape.positions * w;
    float *values = loop->values + number * loop->shape.positions * w;
    normalise(n, x, l->attention_norm, w);
    multiply(loop->query, n, l->query, w, w);
    multiply(keys + position * w, n, l->key, w, w);
    multiply(values + position * w, n, l->value, w, w);
    rotate(loop->query, loop, position);
    rotate(keys + position * w, loop, position);
    attend(loop, keys, values, position);
    multiply(n, loop->mixed, l->output, w, w);
    for (int i = 0; i < w; i++) x[i] += n[i];
    normalise(n, x, l->feed_norm, w);
    multiply(loop->gate, n, l->gate, w, h);
    multiply(loop->up, n, l->up, w, h);
    for (int i = 0; i < h; i++) loop->gate[i] *= loop->up[i] / (1 + expf(-loop->gate[i]));
    multiply(n, loop->gate, l->down, h, w);
    for (int i = 0; i < w; i++) x[i] += n[i];
  }
  normalise(x, x, loop->norm, w);
  multiply(loop->logits, x, loop->embeddings, w, loop->shape.words);
  return loop->logits;
}

void treetop_loop_free(treetop_loop *loop) {
  for (int i = 0; i < loop->shape.layers; i++) {
    layer *l = loop->layers + i;
    free(l->attention_norm), free(l->query), free(l->key), free(l->value), free(l->output);
    free(l->feed_norm), free(l->gate), free(l->up), free(l->down);
  }
  free(loop->layers), free(loop->embeddings), free(loop->norm), free(loop->cosines);
  free(loop->sines), free(loop->keys), free(loop->values), free(loop->stream), free(loop->normed);
  free(loop->query), free(loop->mixed), free(loop->gate), free(loop->up), free(loop->scores);
  free(loop->logits), free(loop);
}
