// The keys of one object, kept for the next one: records of a model mostly have the same keys in
// the same order.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace uc {

class KeyOrder {
 public:
  static constexpr size_t unknown = SIZE_MAX;

  // What was learned of the same key at this position, or `unknown`. `key` is where the
  // text of a key begins, with room for reading beyond it.
  // PERF: neither looks for the end of the key nor compares it with all names.
  size_t find(size_t position, const char *key) const {
    if (position >= guesses_.size() || !guesses_[position].is_at(key)) return unknown;
    return guesses_[position].index;
  }

  // From now on the key means `index` at this position. `raw`: its text as written.
  void learn(size_t position, std::string_view raw, size_t index) {
    bool is_short = raw.size() <= Guess::size_max && raw.find('\\') == std::string_view::npos;
    if (position < guesses_.size() && is_short) guesses_[position] = Guess(raw, index);
  }

 private:
  // A key as three words, which may overlap; of one shorter than a word, three times its bytes.
  struct Guess {
    static constexpr size_t word = sizeof(uint64_t);
    static constexpr size_t size_max = 3 * word;

    Guess() = default;
    Guess(std::string_view raw, size_t index) : size(raw.size()), index(index) {
      char bytes[size_max] = {};
      std::memcpy(bytes, raw.data(), raw.size());
      if (size < word) mask = (uint64_t{1} << 8 * size) - 1;
      if (size > 2 * word) middle_at = word;
      if (size > word) last_at = size - word;
      first = at(bytes);
      middle = at(bytes + middle_at);
      last = at(bytes + last_at);
    }

    bool is_at(const char *key) const {
      return at(key) == first && key[size] == '"' && at(key + last_at) == last &&
             at(key + middle_at) == middle;
    }

    uint64_t at(const char *bytes) const {
      uint64_t value;
      std::memcpy(&value, bytes, word);
      return value & mask;
    }

    uint64_t mask = ~uint64_t{0};
    // Nothing is equal to these before something is learned: the words begin at one place.
    uint64_t first = 0, middle = 1, last = 2;
    size_t middle_at = 0, last_at = 0, size = 0;
    size_t index = 0;
  };

  std::array<Guess, 32> guesses_;
};

}  // namespace uc
