// The grammar of JSON on 64 tokens at a time: bit n of a word stands for its n-th token.
#pragma once

#include <cstddef>
#include <cstdint>

namespace uc {

struct TokenMasks {
  // The kinds of tokens; `scalars` are all but brackets, commas, colons and strings.
  uint64_t opens;
  uint64_t curly;
  uint64_t brackets;
  uint64_t commas;
  uint64_t colons;
  uint64_t scalars;
  // The objects that begin where no value may, unless a text begins there; and the end.
  uint64_t starts;
  // What `check_nesting` finds: the brackets that end a text, the colons in its outermost container,
  // and those one level further in.
  uint64_t ends;
  uint64_t outer_colons;
  uint64_t second_colons;
  // Of these colons those after keys that may be asked for; for others to find.
  uint64_t passing_colons;
};

// How many words `count` tokens and the end after them take.
inline size_t word_count(size_t count) { return count / 64 + 1; }

// How deep texts may be nested for `check_nesting`, which keeps one bit a level.
inline constexpr size_t mask_depth_max = 62;

// The two steps of checking that tokens are objects one after the other (RFC 8259 §2, 4 and 5; the
// insides of strings and scalars are for others to check). Each says no or nothing: where neither
// says no, they are.

// Fills `masks`; false where a token may not follow those before it in any container.
using Classify = bool(const char *bytes, const uint32_t *positions, size_t count,
                      TokenMasks *masks);
// False where brackets do not match, where commas and colons do not suit their container, where a
// text is not an object, and where one is nested too deeply.
bool check_nesting(TokenMasks *masks, size_t count);

// Finds the backslashes, bit n of a word for the n-th of its 64 bytes; up to 63 bytes after the text
// are looked at, and left out. Returns how many line feeds the text has.
using ScanBytes = size_t(const char *bytes, size_t length, uint64_t *backslashes);

// The loops that gain by vectors, as fast as this processor can run them.
struct MaskLoops {
  Classify *classify;
  ScanBytes *scan_bytes;

  static MaskLoops best();
  // For any processor.
  static MaskLoops plain();
};

}  // namespace uc
