#include "CKernels.h"

#include <string.h>

// A product and a sum are rounded each by itself, whatever the processor could do in one go.
#pragma STDC FP_CONTRACT OFF

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// The loader would call the functions that pick a clone before the sanitizer's runtime has started.
// The sums are the same without clones, only slower.
#define IS_ONE_FOR_ALL
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(IS_ONE_FOR_ALL)
// The same code for three generations of processors; the loader picks one.
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(64)));
typedef float loose_lanes __attribute__((vector_size(64), aligned(4)));
typedef int32_t whole_lanes __attribute__((vector_size(64)));

// Vectors never cross a call: how they would depends on the processor.
#define LOAD(FROM) (*(const loose_lanes *)(FROM))
#define STORE(TO, VALUE) (*(loose_lanes *)(TO) = (VALUE))
#define CHOOSE(MASK, YES, NO) ((lanes)(((MASK) & (whole_lanes)(YES)) | (~(MASK) & (whole_lanes)(NO))))

/// The sum of all lanes: halves onto halves, always the same way.
INLINE float sum(const lanes *v) {
  float s[16];
  STORE(s, *v);
  for (int width = 8; width > 0; width /= 2)
    for (int i = 0; i < width; i++) s[i] += s[i + width];
  return s[0];
}

/// e^x: x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial of e^r (Cephes' coefficients), times 2^n.
INLINE void exponential(lanes *number) {
  const lanes zero = {}, most = zero + 88.0f, least = zero - 87.0f;
  lanes x = *number;
  const whole_lanes vanishes = x < least;
  x = CHOOSE(x > most, most, x);
  x = CHOOSE(vanishes, least, x);
  // Adding and taking away 1.5 * 2^23 rounds to a whole number.
  const lanes n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
  const lanes r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  lanes p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = (p * r) * r + r + 1.0f;
  const whole_lanes power = (__builtin_convertvector(n, whole_lanes) + 127) << 23;
  *number = CHOOSE(vanishes, zero, p * (lanes)power);
}

// MARK: Weights

CLONED void treetop_from_halves(const uint8_t *halves, size_t count, float *result) {
  for (size_t i = 0; i < count; i++) {
    uint16_t half;
    memcpy(&half, halves + 2 * i, sizeof half);
    // The exponent's bias differs by 112; a multiplication sets small numbers right as well.
    const uint32_t magnitude = (uint32_t)(half & 0x7fff) << 13;
    const uint32_t scale = 0x77800000, infinity = 0x7f800000;
    float value, power;
    memcpy(&value, &magnitude, sizeof value);
    memcpy(&power, &scale, sizeof power);
    value *= power;
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits |= (half & 0x7c00) == 0x7c00 ? infinity | magnitude : 0;
    bits |= (uint32_t)(half & 0x8000) << 16;
    memcpy(result + i, &bits, sizeof bits);
  }
}

CLONED bool treetop_are_finite(const float *numbers, size_t count) {
  uint32_t odd = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, numbers + i, sizeof bits);
    odd |= (bits & 0x7f800000) == 0x7f800000;
  }
  return odd == 0;
}

void treetop_pack(
    const float *matrix, size_t outputs, size_t inputs, size_t first, float *panels) {
  float *panel = panels + first * inputs;
  for (size_t begin = 0; begin < outputs; begin += 16, panel += 16 * inputs)
    for (size_t lane = 0; lane < 16; lane++)
      for (size_t i = 0; i < inputs; i++)
        panel[16 * i + lane] = begin + lane < outputs ? matrix[(begin + lane) * inputs + i] : 0;
}

// MARK: Matrices

/// Some rows times some panels: R * P sums in registers.
#define TILE(R, P)                                                                                \
  INLINE void tile_##R##_##P(                                                                     \
      const float *rows, size_t row_stride, const float *panels, size_t inputs, float *results,   \
      size_t result_stride) {                                                                     \
    lanes sums[R][P] = {};                                                                        \
    for (size_t i = 0; i < inputs; i++) {                                                         \
      lanes weights[P];                                                                           \
      _Pragma("clang loop unroll(full)") for (int p = 0; p < P; p++)                              \
          weights[p] = LOAD(panels + ((size_t)p * inputs + i) * 16);                              \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < R; r++) {                            \
        const float x = rows[(size_t)r * row_stride + i];                                         \
        _Pragma("clang loop unroll(full)") for (int p = 0; p < P; p++)                            \
            sums[r][p] += weights[p] * x;                                                         \
      }                                                                                           \
    }                                                                                             \
    for (int r = 0; r < R; r++)                                                                   \
      for (int p = 0; p < P; p++)                                                                 \
        STORE(results + (size_t)r * result_stride + 16 * p, sums[r][p]);                          \
  }

TILE(6, 4)
TILE(5, 4)
TILE(4, 4)
TILE(3, 4)
TILE(2, 4)
TILE(6, 2)
TILE(5, 2)
TILE(4, 2)
TILE(3, 2)
TILE(2, 2)
TILE(6, 1)
TILE(5, 1)
TILE(4, 1)
TILE(3, 1)
TILE(2, 1)
TILE(1, 6)
TILE(1, 4)
TILE(1, 2)
TILE(1, 1)

/// R rows from `row` on against P panels from `panel` on.
#define USE(R, P)                                                                                \
  tile_##R##_##P(                                                                                \
      rows + row * row_stride, row_stride, panels + panel * 16 * inputs, inputs,                 \
      results + row * result_stride + 16 * panel, result_stride)

/// All rows, several at least, against P panels: six at a time, and never one alone at the end, whose
/// sums would wait for each other.
#define SWEEP(P)                                                                                 \
  for (size_t row = 0, left = row_count; left > 0;) {                                            \
    const size_t taken = left == 7 ? 4 : left < 6 ? left : 6;                                    \
    switch (taken) {                                                                             \
      case 6: USE(6, P); break;                                                                  \
      case 5: USE(5, P); break;                                                                  \
      case 4: USE(4, P); break;                                                                  \
      case 3: USE(3, P); break;                                                                  \
      default: USE(2, P); break;                                                                 \
    }                                                                                            \
    row += taken, left -= taken;                                                                 \
  }

CLONED void treetop_multiply(
    const float *rows, size_t row_stride, size_t row_count, const float *panels, size_t inputs,
    size_t panel_count, float *results, size_t result_stride) {
  size_t panel = 0;
  if (row_count == 1) {
    const size_t row = 0;
    for (; panel + 6 <= panel_count; panel += 6) USE(1, 6);
    for (; panel + 4 <= panel_count; panel += 4) USE(1, 4);
    for (; panel + 2 <= panel_count; panel += 2) USE(1, 2);
    for (; panel < panel_count; panel++) USE(1, 1);
    return;
  }
  // The panels stay in the nearest cache while all rows pass.
  for (; panel + 4 <= panel_count; panel += 4) SWEEP(4)
  for (; panel + 2 <= panel_count; panel += 2) SWEEP(2)
  for (; panel < panel_count; panel++) SWEEP(1)
}

CLONED void treetop_add(float *rows, const float *more, size_t count) {
  for (size_t i = 0; i < count; i++) rows[i] += more[i];
}

// MARK: Rows

CLONED void treetop_rms_norm(
    const float *rows, size_t row_count, size_t width, const float *weight, float epsilon,
    float *results) {
  for (size_t row = 0; row < row_count; row++, rows += width, results += width) {
    lanes squares = {};
    for (size_t i = 0; i < width; i += 16) squares += LOAD(rows + i) * LOAD(rows + i);
    const float scale = 1.0f / __builtin_sqrtf(sum(&squares) / (float)width + epsilon);
    for (size_t i = 0; i < width; i += 16)
      STORE(results + i, LOAD(rows + i) * scale * LOAD(weight + i));
  }
}

CLONED void treetop_rotate(
    float *rows, size_t row_stride, size_t row_count, const int32_t *positions, size_t heads,
    size_t head_size, const float *cosines, const float *sines) {
  const size_t half = head_size / 2;
  for (size_t row = 0; row < row_count; row++) {
    const float *cosine = cosines + (size_t)positions[row] * half;
    const float *sine = sines + (size_t)positions[row] * half;
    for (size_t head = 0; head < heads; head++) {
      float *low = rows + row * row_stride + head * head_size, *high = low + half;
      for (size_t i = 0; i < half; i++) {
        const float a = low[i], b = high[i];
        low[i] = a * cosine[i] - b * sine[i];
        high[i] = b * cosine[i] + a * sine[i];
      }
    }
  }
}

void treetop_remember(
    const float *key, const float *value, size_t width, size_t slots, size_t slot, float *keys,
    float *values) {
  for (size_t i = 0; i < width; i++) keys[i * slots + slot] = key[i];
  memcpy(values + slot * width, value, width * sizeof(float));
}

/// The scores of the runs' slots, one after the other.
INLINE void score(
    const float *query, size_t head_size, float scale, const treetop_run *runs, size_t run_count,
    const float *keys, size_t slots, float *scores) {
  size_t count = 0;
  for (size_t run = 0; run < run_count; run++) {
    const size_t first = (size_t)runs[run].first, length = (size_t)runs[run].count;
    // What the last sixteen have too many is written over, by the next run or by the padding.
    const float *own = keys + first;
    size_t i = 0;
    for (; i + 16 < length; i += 32) {
      lanes one = {}, other = {};
      for (size_t d = 0; d < head_size; d++) {
        one += LOAD(own + d * slots + i) * query[d];
        other += LOAD(own + d * slots + i + 16) * query[d];
      }
      STORE(scores + count + i, one * scale);
      STORE(scores + count + i + 16, other * scale);
    }
    for (; i < length; i += 16) {
      lanes products = {};
      for (size_t d = 0; d < head_size; d++) products += LOAD(own + d * slots + i) * query[d];
      STORE(scores + count + i, products * scale);
    }
    count += length;
  }
}

/// Makes the scores of each head weights that add up to one. What follows each head's is free for use.
///
/// Step by step for all heads: within a head every step waits for the one before.
INLINE void softmax(float *scores, size_t heads, size_t stride, size_t count) {
  const size_t padded = (count + 15) / 16 * 16;
  for (size_t head = 0; head < heads; head++) {
    float *own = scores + head * stride;
    for (size_t i = count; i < padded; i++) own[i] = -3.0e38f;
    lanes highest = LOAD(own);
    for (size_t i = 16; i < padded; i += 16)
      highest = CHOOSE(LOAD(own + i) > highest, LOAD(own + i), highest);
    float *top = own + padded;
    STORE(top, highest);
    for (int width = 8; width > 0; width /= 2)
      for (int i = 0; i < width; i++) top[i] = top[i + width] > top[i] ? top[i + width] : top[i];
  }
  for (size_t head = 0; head < heads; head++) {
    float *own = scores + head * stride;
    const float top = own[padded];
    for (size_t i = 0; i < padded; i += 16) {
      lanes e = LOAD(own + i) - top;
      exponential(&e);
      STORE(own + i, e);
    }
  }
  for (size_t head = 0; head < heads; head++) {
    float *own = scores + head * stride;
    lanes sums = {};
    for (size_t i = 0; i < padded; i += 16) sums += LOAD(own + i);
    own[padded] = sum(&sums);
  }
  for (size_t head = 0; head < heads; head++) {
    float *own = scores + head * stride;
    const float whole = own[padded];
    for (size_t i = 0; i < padded; i += 16) STORE(own + i, LOAD(own + i) / whole);
  }
}

/// The weighted values of C columns of 16 numbers from `column` on: sums that do not wait for each other.
#define BLEND(C)                                                                                  \
  INLINE void blend_##C(                                                                          \
      const float *weights, size_t weight_stride, size_t columns_a_head, const treetop_run *runs, \
      size_t run_count, const float *values, size_t width, size_t column, float *result) {        \
    lanes sums[C] = {};                                                                           \
    const float *own[C];                                                                          \
    _Pragma("clang loop unroll(full)") for (int c = 0; c < C; c++)                                \
        own[c] = weights + (column + (size_t)c) / columns_a_head * weight_stride;                 \
    size_t place = 0;                                                                             \
    for (size_t run = 0; run < run_count; run++) {                                                \
      const float *value = values + (size_t)runs[run].first * width + 16 * column;                \
      for (int32_t i = 0; i < runs[run].count; i++, value += width, place++)                      \
        _Pragma("clang loop unroll(full)") for (int c = 0; c < C; c++)                            \
            sums[c] += LOAD(value + 16 * c) * own[c][place];                                      \
    }                                                                                             \
    for (int c = 0; c < C; c++) STORE(result + 16 * (column + (size_t)c), sums[c]);               \
  }

BLEND(6)
BLEND(3)
BLEND(1)

CLONED void treetop_attend(
    const float *query, treetop_attention_shape shape, const treetop_run *runs, size_t run_count,
    const float *keys, const float *values, float *scratch, float *result) {
  const size_t size = shape.head_size, width = shape.heads * size, columns = width / 16;
  const float scale = 1.0f / __builtin_sqrtf((float)size);
  size_t count = 0;
  for (size_t run = 0; run < run_count; run++) count += (size_t)runs[run].count;
  const size_t stride = treetop_scratch_stride(count);
  for (size_t head = 0; head < shape.heads; head++)
    score(
        query + head * size, size, scale, runs, run_count, keys + head * size * shape.slots,
        shape.slots, scratch + head * stride);
  softmax(scratch, shape.heads, stride, count);
  size_t column = 0;
#define USE_BLEND(C) \
  blend_##C(scratch, stride, size / 16, runs, run_count, values, width, column, result)
  for (; column + 6 <= columns; column += 6) USE_BLEND(6);
  for (; column + 3 <= columns; column += 3) USE_BLEND(3);
  for (; column < columns; column++) USE_BLEND(1);
}

CLONED void treetop_swiglu(const float *rows, size_t row_count, size_t width, float *results) {
  for (size_t row = 0; row < row_count; row++, rows += 2 * width, results += width)
    for (size_t i = 0; i < width; i += 16) {
      const lanes gate = LOAD(rows + i);
      lanes e = -gate;
      exponential(&e);
      STORE(results + i, gate / (e + 1.0f) * LOAD(rows + width + i));
    }
}

CLONED void treetop_exp(float *numbers, size_t count) {
  for (size_t i = 0; i < count; i += 16) {
    lanes e = LOAD(numbers + i);
    exponential(&e);
    STORE(numbers + i, e);
  }
}
