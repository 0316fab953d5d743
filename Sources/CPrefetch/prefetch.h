/// The one instruction that Swift has no word for.

#ifndef UCENSUS_PREFETCH_H
#define UCENSUS_PREFETCH_H

/// Asks for the cache line at an address, and does not wait for it. Any address will do.
static inline __attribute__((always_inline)) void uc_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address);
}

#endif
