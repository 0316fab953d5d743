#include "CLeaves.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vpopcntdq,bmi,bmi2,popcnt"), \
                   min_vector_width(512))), \
    apply_to = function)

#include "leaves.inc"

/// Eight vectors of eight counts each as one vector of their sums.
static INLINED __m512i sums(const __m512i *counts) {
  __m512i pairs[4], quads[2];
  for (int index = 0; index < 4; index++) {
    __m512i even = counts[2 * index], odd = counts[2 * index + 1];
    pairs[index] =
        _mm512_add_epi64(_mm512_unpacklo_epi64(even, odd), _mm512_unpackhi_epi64(even, odd));
  }
  for (int index = 0; index < 2; index++) {
    __m512i first = pairs[2 * index], second = pairs[2 * index + 1];
    quads[index] = _mm512_add_epi64(
        _mm512_shuffle_i64x2(first, second, 0x88), _mm512_shuffle_i64x2(first, second, 0xDD));
  }
  return _mm512_add_epi64(
      _mm512_shuffle_i64x2(quads[0], quads[1], 0x88), _mm512_shuffle_i64x2(quads[0], quads[1], 0xDD));
}

/// A batch of counts in one piece: a vector of words at a time, of which the lanes after the last
/// word are left out, and the ends masked.
static INLINED void count_batch(
    const leaf_count *counts, uint64_t *const *planes, const leaf_piece *piece,
    int64_t *counters) {
  const uint64_t *left[LEAF_COUNT_BATCH], *right[LEAF_COUNT_BATCH];
  __m512i flips[LEAF_COUNT_BATCH], totals[LEAF_COUNT_BATCH];
  for (int index = 0; index < LEAF_COUNT_BATCH; index++) {
    left[index] = planes[counts[index].left] + piece->first;
    right[index] = planes[counts[index].right] + piece->first;
    flips[index] = _mm512_set1_epi64((long long)counts[index].flip);
    totals[index] = _mm512_setzero_si512();
  }
  uint32_t word_count = piece->last - piece->first + 1;
  __m512i mask = _mm512_mask_set1_epi64(_mm512_set1_epi64(-1), 1, (long long)piece->head);
  for (uint32_t word = 0; word < word_count; word += 8) {
    uint32_t words_left = word_count - word;
    __mmask8 lanes = (__mmask8)(words_left >= 8 ? 0xFF : (1u << words_left) - 1);
    if (words_left <= 8) {
      __m512i tail = _mm512_mask_set1_epi64(
          _mm512_set1_epi64(-1), (__mmask8)(1u << (words_left - 1)), (long long)piece->tail);
      mask = _mm512_and_si512(mask, tail);
    }
#pragma clang loop unroll(full)
    for (int index = 0; index < LEAF_COUNT_BATCH; index++) {
      // left & (right ^ flip)
      __m512i bits = _mm512_ternarylogic_epi64(
          _mm512_maskz_loadu_epi64(lanes, left[index] + word),
          _mm512_maskz_loadu_epi64(lanes, right[index] + word), flips[index], 0x60);
      totals[index] = _mm512_add_epi64(
          totals[index], _mm512_popcnt_epi64(_mm512_and_si512(bits, mask)));
    }
    mask = _mm512_set1_epi64(-1);
  }
  _mm512_storeu_si512(counters, _mm512_add_epi64(_mm512_loadu_si512(counters), sums(totals)));
}

/// The inputs of a batch of counts, word by word: vector *i* has word *i* of each of the eight.
static INLINED void transpose_batch(
    const leaf_count *counts, uint64_t *const *planes, __m512i *words) {
  for (int start = 0; start < LEAF_TILE_WORDS; start += 8) {
    __m512i rows[8], pairs[8];
#pragma clang loop unroll(full)
    for (int index = 0; index < 8; index++)
      rows[index] = _mm512_ternarylogic_epi64(
          _mm512_loadu_si512(planes[counts[index].left] + start),
          _mm512_loadu_si512(planes[counts[index].right] + start),
          _mm512_set1_epi64((long long)counts[index].flip), 0x60);
#pragma clang loop unroll(full)
    for (int index = 0; index < 8; index += 2) {
      pairs[index] = _mm512_unpacklo_epi64(rows[index], rows[index + 1]);
      pairs[index + 1] = _mm512_unpackhi_epi64(rows[index], rows[index + 1]);
    }
#pragma clang loop unroll(full)
    for (int odd = 0; odd < 2; odd++) {
      __m512i first = _mm512_shuffle_i64x2(pairs[odd], pairs[odd + 2], 0x88);
      __m512i second = _mm512_shuffle_i64x2(pairs[odd + 4], pairs[odd + 6], 0x88);
      words[start + odd] = _mm512_shuffle_i64x2(first, second, 0x88);
      words[start + odd + 4] = _mm512_shuffle_i64x2(first, second, 0xDD);
      first = _mm512_shuffle_i64x2(pairs[odd], pairs[odd + 2], 0xDD);
      second = _mm512_shuffle_i64x2(pairs[odd + 4], pairs[odd + 6], 0xDD);
      words[start + odd + 2] = _mm512_shuffle_i64x2(first, second, 0x88);
      words[start + odd + 6] = _mm512_shuffle_i64x2(first, second, 0xDD);
    }
  }
}

static INLINED __m512i masked_count(__m512i word, uint64_t mask) {
  return _mm512_popcnt_epi64(_mm512_and_si512(word, _mm512_set1_epi64((long long)mask)));
}

/// A batch of counts in all pieces of a tile: a vector of counts at a time, word after word, so that a
/// piece of a word or two costs little more than those.
static INLINED void count_small_pieces(
    const leaf_count *counts, uint64_t *const *planes, const leaf_piece *pieces, size_t piece_count,
    size_t offset) {
  __m512i words[LEAF_TILE_WORDS];
  transpose_batch(counts, planes, words);
  for (const leaf_piece *piece = pieces; piece < pieces + piece_count; piece++) {
    int64_t *counters = piece->counters + offset;
    __m512i total = _mm512_loadu_si512(counters);
    if (piece->first == piece->last) {
      total = _mm512_add_epi64(total, masked_count(words[piece->first], piece->head & piece->tail));
    } else {
      total = _mm512_add_epi64(total, masked_count(words[piece->first], piece->head));
      for (uint32_t word = piece->first + 1; word < piece->last; word++)
        total = _mm512_add_epi64(total, _mm512_popcnt_epi64(words[word]));
      total = _mm512_add_epi64(total, masked_count(words[piece->last], piece->tail));
    }
    _mm512_storeu_si512(counters, total);
  }
}

/// From so many pieces in a tile on, on average of no more than sixteen words, turning all planes by a
/// quarter costs less than adding up vectors for each piece.
#define SMALL_PIECE_COUNT 4

static void run_tile(
    const leaf_program *program, uint64_t *const *planes, const leaf_piece *pieces,
    size_t piece_count) {
  run_operations(program, planes);
  for (size_t index = 0; index < program->count_count; index += LEAF_COUNT_BATCH) {
    const leaf_count *counts = program->counts + index;
    if (piece_count >= SMALL_PIECE_COUNT) {
      count_small_pieces(counts, planes, pieces, piece_count, index);
      continue;
    }
    for (const leaf_piece *piece = pieces; piece < pieces + piece_count; piece++)
      count_batch(counts, planes, piece, piece->counters + index);
  }
}

/// A table of 256 bytes in four registers: the lower half is looked up by seven bits of a code, and so
/// is the upper, and the eighth bit chooses.
static void class_rows(
    const uint8_t *codes, size_t code_count, const uint8_t *class_bits, uint64_t *const *rows) {
  const __m512i *table = (const __m512i *)class_bits;
  __m512i first = _mm512_loadu_si512(table), second = _mm512_loadu_si512(table + 1);
  __m512i third = _mm512_loadu_si512(table + 2), fourth = _mm512_loadu_si512(table + 3);
  size_t word_count = (code_count + 63) / 64;
  for (size_t word = 0; word < word_count; word++) {
    __m512i code = _mm512_loadu_si512(codes + 64 * word);
    __m512i lower = _mm512_permutex2var_epi8(first, code, second);
    __m512i upper = _mm512_permutex2var_epi8(third, code, fourth);
    __m512i bits = _mm512_mask_blend_epi8(_mm512_movepi8_mask(code), lower, upper);
    for (int row = 0; row < LEAF_CLASS_ROWS; row++)
      rows[row][word] = _mm512_test_epi8_mask(bits, _mm512_set1_epi8((char)(1 << row)));
  }
  if (code_count % 64 != 0)
    for (int row = 0; row < LEAF_CLASS_ROWS; row++)
      rows[row][word_count - 1] &= ~(uint64_t)0 >> (64 - code_count % 64);
}

#pragma clang attribute pop

const leaf_loops *leaf_loops_avx512(void) {
  static const leaf_loops leaves = {
      .run_tile = run_tile, .class_rows = class_rows, .deposit = deposit, .count_rows = count_rows,
      .count_levels = count_levels};
  int is_there = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
                 __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi2") &&
                 __builtin_cpu_supports("popcnt");
  return is_there ? &leaves : NULL;
}

#else

const leaf_loops *leaf_loops_avx512(void) { return NULL; }

#endif
