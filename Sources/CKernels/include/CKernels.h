// The arithmetic of a small transformer in single precision.
//
// Every function gives the same bits on every x86-64 processor and however many rows it is handed:
// each number is a sum in a fixed order, multiplied and then added (never fused), and no function of
// the C library is called. Vectors run across results, so that their width changes no sum.

#ifndef TREETOP_CKERNELS_H
#define TREETOP_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How many numbers stand side by side: widths of rows are multiples of it.
enum { TREETOP_LANES = 16 };

/// Where the places that a row attends to stand: `count` slots from `first` on.
typedef struct {
  int32_t first;
  int32_t count;
} treetop_run;

/// The size of attention.
typedef struct {
  /// Numbers in a head's query, key or value; a multiple of 16.
  size_t head_size;
  size_t heads;
  /// Slots from one number of a key to the next; 15 more than the slots in use must exist.
  size_t slots;
} treetop_attention_shape;

/// Turns half-precision numbers, little-endian and not aligned, into single precision. Exact.
void treetop_from_halves(const uint8_t *halves, size_t count, float *result);

/// Whether no number is infinite or none at all.
bool treetop_are_finite(const float *numbers, size_t count);

/// Puts a matrix [output][input] where `treetop_multiply` wants it, from output `first` on, which is a
/// multiple of 16: panels of 16 outputs, each [input][16]. What `outputs` lacks to 16 becomes zero.
void treetop_pack(
    const float *matrix, size_t outputs, size_t inputs, size_t first, float *panels);

/// results[row][output] = sum over input, first to last, of rows[row][input] * weight[output][input].
void treetop_multiply(
    const float *rows, size_t row_stride, size_t row_count, const float *panels, size_t inputs,
    size_t panel_count, float *results, size_t result_stride);

/// rows += more, number by number.
void treetop_add(float *rows, const float *more, size_t count);

/// result = row / sqrt(mean(row^2) + epsilon) * weight, row by row; `width` is a multiple of 16.
void treetop_rms_norm(
    const float *rows, size_t row_count, size_t width, const float *weight, float epsilon,
    float *results);

/// Turns the pairs (i, i + head_size / 2) of every head by the angles of the row's position.
///
/// `cosines` and `sines` are [position][head_size / 2].
void treetop_rotate(
    float *rows, size_t row_stride, size_t row_count, const int32_t *positions, size_t heads,
    size_t head_size, const float *cosines, const float *sines);

/// Stores a row's keys [head][number][slot] and values [slot][head][number] in a slot.
void treetop_remember(
    const float *key, const float *value, size_t width, size_t slots, size_t slot, float *keys,
    float *values);

/// How many numbers of scratch a head takes that attends to so many slots.
static inline size_t treetop_scratch_stride(size_t slots) { return (slots + 15) / 16 * 16 + 16; }

/// Attends from one row to the slots of its runs, in their order.
///
/// `scratch` holds `treetop_scratch_stride` numbers for each head.
void treetop_attend(
    const float *query, treetop_attention_shape shape, const treetop_run *runs, size_t run_count,
    const float *keys, const float *values, float *scratch, float *result);

/// results = gate / (1 + exp(-gate)) * up, for rows of gates followed by ups; `width` of each is a
/// multiple of 16.
void treetop_swiglu(const float *rows, size_t row_count, size_t width, float *results);

/// numbers = exp(numbers); `count` is a multiple of 16. Within two units in the last place; zero below
/// -87, no more than exp(88) above it.
void treetop_exp(float *numbers, size_t count);

#endif
