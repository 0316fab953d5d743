#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// True if this processor has the instructions that `csha256_two` uses.
bool csha256_has_two(void);

/// Takes blocks of 64 bytes into two states of SHA-256 at once (FIPS 180-4, section 6.2.2).
///
/// One state alone waits for each instruction; two fill the gaps: about twice as fast.
void csha256_two(
    uint32_t first[8], const uint8_t *first_blocks, uint32_t second[8],
    const uint8_t *second_blocks, size_t block_count);
