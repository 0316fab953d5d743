// Passes over most keys that are not asked for, by their first four bytes in any case.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace uc {

class KeyFilter {
 public:
  // From now on the name passes; it is in keys without escapes.
  void add(std::string_view name) {
    // Any bytes may follow a shorter name and its quote.
    if (name.size() + 1 < sizeof(uint32_t)) return passes_.fill(1);
    char bytes[sizeof(uint32_t) + 1] = {};
    std::memcpy(bytes, name.data(), name.size() < 4 ? name.size() : 4);
    if (name.size() == 3) bytes[3] = '"';
    passes_[slot(bytes)] = 1;
  }

  // 1 for names that were added, in any case, and now and then for others. `key` is where the text of
  // a key begins.
  uint32_t passes(const char *key) const { return passes_[slot(key)]; }

 private:
  static uint32_t slot(const char *key) {
    uint32_t word;
    std::memcpy(&word, key, sizeof word);
    // The bit that makes capital letters small.
    word |= 0x20202020u;
    return word * 0x9E3779B1u >> 20;
  }

  std::array<uint8_t, 1 << 12> passes_{};
};

}  // namespace uc
