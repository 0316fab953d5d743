#include "CSHA256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

#define WITH_SHA __attribute__((target("sha,sse4.1")))
#define INLINED WITH_SHA __attribute__((always_inline)) static inline

bool csha256_has_two(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b & (1u << 29))) return false;
  return __builtin_cpu_supports("sse4.1");
}

/// A state in the order in which the instructions take it.
typedef struct {
  __m128i abef, cdgh;
} lane;

INLINED lane load_state(const uint32_t state[8]) {
  // The words a to d and e to h, highest first.
  __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
  __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
  return (lane){
      .abef = _mm_alignr_epi8(badc, hgfe, 8), .cdgh = _mm_blend_epi16(hgfe, badc, 0xF0)};
}

INLINED void store_state(lane lane, uint32_t state[8]) {
  __m128i feba = _mm_shuffle_epi32(lane.abef, 0x1B);
  __m128i dchg = _mm_shuffle_epi32(lane.cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/// Four rounds with the words of the schedule from `round` on.
INLINED void four_rounds(lane *lane, __m128i words, int round) {
  __m128i keyed = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(constants + round)));
  lane->cdgh = _mm_sha256rnds2_epu32(lane->cdgh, lane->abef, keyed);
  keyed = _mm_shuffle_epi32(keyed, 0x0E);
  lane->abef = _mm_sha256rnds2_epu32(lane->abef, lane->cdgh, keyed);
}

/// The four words of the schedule that follow sixteen.
INLINED __m128i next_words(const __m128i words[4]) {
  __m128i sum = _mm_add_epi32(
      _mm_sha256msg1_epu32(words[0], words[1]), _mm_alignr_epi8(words[3], words[2], 4));
  return _mm_sha256msg2_epu32(sum, words[3]);
}

INLINED void load_words(const uint8_t *block, __m128i words[4]) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  for (int index = 0; index < 4; index++)
    words[index] = _mm_shuffle_epi8(
        _mm_loadu_si128((const __m128i *)(block + 16 * index)), big_endian);
}

INLINED void step(lane *lane, __m128i words[4], int round) {
  four_rounds(lane, words[0], round);
  __m128i next = next_words(words);
  words[0] = words[1];
  words[1] = words[2];
  words[2] = words[3];
  words[3] = next;
}

WITH_SHA void csha256_two(
    uint32_t first[8], const uint8_t *first_blocks, uint32_t second[8],
    const uint8_t *second_blocks, size_t block_count) {
  lane left = load_state(first), right = load_state(second);
  for (size_t block = 0; block < block_count; block++) {
    lane left_before = left, right_before = right;
    __m128i left_words[4], right_words[4];
    load_words(first_blocks + 64 * block, left_words);
    load_words(second_blocks + 64 * block, right_words);
#pragma clang loop unroll(full)
    for (int round = 0; round < 48; round += 4) {
      step(&left, left_words, round);
      step(&right, right_words, round);
    }
#pragma clang loop unroll(full)
    for (int index = 0; index < 4; index++) {
      four_rounds(&left, left_words[index], 48 + 4 * index);
      four_rounds(&right, right_words[index], 48 + 4 * index);
    }
    left.abef = _mm_add_epi32(left.abef, left_before.abef);
    left.cdgh = _mm_add_epi32(left.cdgh, left_before.cdgh);
    right.abef = _mm_add_epi32(right.abef, right_before.abef);
    right.cdgh = _mm_add_epi32(right.cdgh, right_before.cdgh);
  }
  store_state(left, first);
  store_state(right, second);
}

#else

bool csha256_has_two(void) { return false; }

void csha256_two(
    uint32_t first[8], const uint8_t *first_blocks, uint32_t second[8],
    const uint8_t *second_blocks, size_t block_count) {
  (void)first, (void)first_blocks, (void)second, (void)second_blocks, (void)block_count;
  __builtin_trap();
}

#endif
