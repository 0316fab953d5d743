#include "CLeaves.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vpopcntdq,bmi,bmi2,popcnt"), \
                   min_vector_width(512))), \
    apply_to = function)

#include "leaves.inc"

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
      .run_tile = run_tile, .class_rows = class_rows, .deposit = deposit, .count_bits = count_bits};
  int is_there = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi") &&
                 __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("bmi2") &&
                 __builtin_cpu_supports("popcnt");
  return is_there ? &leaves : NULL;
}

#else

const leaf_loops *leaf_loops_avx512(void) { return NULL; }

#endif
