// What libFuzzer calls, for the target that FUZZ_TARGET names. tools/fuzz links it with the targets.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef size_t (*change_bytes)(uint8_t *bytes, size_t count, size_t count_max);

// Of libFuzzer.
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t count_max);

// Of Tests/FuzzTargets/FuzzerEntry.swift.
void ucensus_fuzz_run(const char *target, const uint8_t *bytes, size_t count);
size_t ucensus_fuzz_change(const char *target, uint8_t *bytes, size_t count, size_t count_max,
                           unsigned seed, change_bytes change);

static const char *target(void) {
  const char *name = getenv("FUZZ_TARGET");
  return name ? name : "";
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  ucensus_fuzz_run(target(), bytes, count);
  return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t count, size_t count_max, unsigned seed) {
  return ucensus_fuzz_change(target(), bytes, count, count_max, seed, LLVMFuzzerMutate);
}
