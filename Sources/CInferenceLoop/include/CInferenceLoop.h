// A transformer as a short C program computes it, one token at a time: what the models' speed is
// measured against. Its weights are made up.

#ifndef TREETOP_CINFERENCELOOP_H
#define TREETOP_CINFERENCELOOP_H

typedef struct {
  int width, layers, heads, hidden, words, positions;
} treetop_loop_shape;

typedef struct treetop_loop treetop_loop;

/// Makes a model with random weights.
treetop_loop *treetop_loop_make(treetop_loop_shape shape);
/// Reads a token at a position, those before it having been read; returns the logits.
const float *treetop_loop_read(treetop_loop *loop, int token, int position);
void treetop_loop_free(treetop_loop *loop);

#endif
