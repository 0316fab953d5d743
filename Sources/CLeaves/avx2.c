#include "CLeaves.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#pragma clang attribute push( \
    __attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)

#include "leaves.inc"

/// The bits of a count in the words of a piece.
static INLINED int64_t count_piece(
    const uint64_t *left, const uint64_t *right, uint64_t flip, const leaf_piece *piece) {
  uint32_t first = piece->first, last = piece->last;
  uint64_t begin = left[first] & (right[first] ^ flip) & piece->head;
  if (first == last) return __builtin_popcountll(begin & piece->tail);
  uint64_t end = left[last] & (right[last] ^ flip) & piece->tail;
  uint64_t total = (uint64_t)__builtin_popcountll(begin) + (uint64_t)__builtin_popcountll(end);
  for (uint32_t word = first + 1; word < last; word++)
    total += (uint64_t)__builtin_popcountll(left[word] & (right[word] ^ flip));
  return (int64_t)total;
}

static void run_tile(
    const leaf_program *program, uint64_t *const *planes, const leaf_piece *pieces,
    size_t piece_count) {
  run_operations(program, planes);
  for (size_t index = 0; index < program->count_count; index++) {
    leaf_count count = program->counts[index];
    for (const leaf_piece *piece = pieces; piece < pieces + piece_count; piece++)
      piece->counters[index] +=
          count_piece(planes[count.left], planes[count.right], count.flip, piece);
  }
}

/// Which bits of 32 codes' classes are set, as 32 bits per row.
static inline __m256i looked_up(__m256i codes, const __m128i *tables, int table_count) {
  __m256i low = _mm256_and_si256(codes, _mm256_set1_epi8(15));
  __m256i high = _mm256_and_si256(_mm256_srli_epi16(codes, 4), _mm256_set1_epi8(15));
  __m256i bits = _mm256_setzero_si256();
  for (int table = 0; table < table_count; table++) {
    __m256i found = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(tables[table]), low);
    __m256i is_here = _mm256_cmpeq_epi8(high, _mm256_set1_epi8((char)table));
    bits = _mm256_or_si256(bits, _mm256_and_si256(found, is_here));
  }
  return bits;
}

/// A table of 256 bytes as sixteen of 16, of which those after the last that is not 0 are left out.
static void class_rows(
    const uint8_t *codes, size_t code_count, const uint8_t *class_bits, uint64_t *const *rows) {
  __m128i tables[16];
  int table_count = 0;
  for (int code = 0; code < 256; code++)
    if (class_bits[code] != 0) table_count = code / 16 + 1;
  memcpy(tables, class_bits, sizeof tables);
  size_t word_count = (code_count + 63) / 64;
  for (size_t word = 0; word < word_count; word++) {
    const __m256i *code = (const __m256i *)(codes + 64 * word);
    __m256i lower = looked_up(_mm256_loadu_si256(code), tables, table_count);
    __m256i upper = looked_up(_mm256_loadu_si256(code + 1), tables, table_count);
    for (int row = 0; row < LEAF_CLASS_ROWS; row++) {
      // The class bit moves to the top of its byte, from where it can be gathered.
      uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(lower, 7 - row));
      uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(upper, 7 - row));
      rows[row][word] = low | (uint64_t)high << 32;
    }
  }
  if (code_count % 64 != 0)
    for (int row = 0; row < LEAF_CLASS_ROWS; row++)
      rows[row][word_count - 1] &= ~(uint64_t)0 >> (64 - code_count % 64);
}

#pragma clang attribute pop

const leaf_loops *leaf_loops_avx2(void) {
  static const leaf_loops leaves = {
      .run_tile = run_tile, .class_rows = class_rows, .deposit = deposit, .count_rows = count_rows,
      .count_levels = count_levels};
  int is_there = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                 __builtin_cpu_supports("popcnt");
  return is_there ? &leaves : NULL;
}

#else

const leaf_loops *leaf_loops_avx2(void) { return NULL; }

#endif
