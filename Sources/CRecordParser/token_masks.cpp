#include "token_masks.h"

#include <cstring>

namespace uc {

namespace {

using Bytes = uint8_t __attribute__((ext_vector_type(64)));
using Bits = bool __attribute__((ext_vector_type(64)));

[[gnu::always_inline]] inline uint64_t equals(const char *bytes, char c) {
  Bytes word;
  std::memcpy(&word, bytes, sizeof word);
  Bits bits = __builtin_convertvector(word == static_cast<Bytes>(static_cast<uint8_t>(c)), Bits);
  uint64_t mask;
  std::memcpy(&mask, &bits, sizeof mask);
  return mask;
}

// The classes of 64 tokens.
struct Classes {
  uint64_t strings = 0, colons = 0, commas = 0, scalars = 0;
  uint64_t open_objects = 0, close_objects = 0, open_arrays = 0, close_arrays = 0;

  uint64_t opens() const { return open_objects | open_arrays; }
  uint64_t closes() const { return close_objects | close_arrays; }
};

// `first_bytes` are those of 64 tokens; the first `count` are there.
[[gnu::always_inline]] inline Classes classes(const char *first_bytes, size_t count) {
  Classes found;
  found.strings = equals(first_bytes, '"');
  found.colons = equals(first_bytes, ':');
  found.commas = equals(first_bytes, ',');
  found.open_objects = equals(first_bytes, '{');
  found.close_objects = equals(first_bytes, '}');
  found.open_arrays = equals(first_bytes, '[');
  found.close_arrays = equals(first_bytes, ']');
  uint64_t others = ~(found.strings | found.colons | found.commas | found.opens() | found.closes());
  found.scalars = count < 64 ? others & ((uint64_t{1} << count) - 1) : others;
  return found;
}

// The tokens whose last-but-(steps - 1) predecessor is in `mask`; `before` is the word before it.
template <int steps>
inline uint64_t follow(uint64_t mask, uint64_t before) {
  return mask << steps | before >> (64 - steps);
}

// The tokens that are in a wrong place, as far as the two before them show.
[[gnu::always_inline]] inline uint64_t misplaced(const Classes &now, const Classes &before,
                                                 uint64_t *starts) {
  uint64_t behind_string = follow<1>(now.strings, before.strings);
  uint64_t behind_open_object = follow<1>(now.open_objects, before.open_objects);
  uint64_t behind_open_array = follow<1>(now.open_arrays, before.open_arrays);
  uint64_t behind_value =
      behind_string | follow<1>(now.scalars | now.closes(), before.scalars | before.closes());
  uint64_t behind_separator = follow<1>(now.colons | now.commas, before.colons | before.commas);

  // A key is a string that a colon follows: it comes after '{' or ','; after '{' comes a key.
  uint64_t is_key_before = behind_string & follow<2>(now.open_objects | now.commas,
                                                     before.open_objects | before.commas);
  uint64_t must_be_colon = behind_string & follow<2>(now.open_objects, before.open_objects);
  uint64_t bad = (now.colons & ~is_key_before) | (must_be_colon & ~now.colons);
  // What ends a value or a container.
  uint64_t may_end = behind_value | (now.close_objects & behind_open_object) |
                     (now.close_arrays & behind_open_array);
  bad |= (now.commas | now.closes()) & ~may_end;
  // What begins a value or a key.
  uint64_t may_begin = behind_separator | behind_open_array | (now.strings & behind_open_object);
  *starts = (now.strings | now.scalars | now.opens()) & ~may_begin;
  return bad | (*starts & ~now.open_objects);
}

[[gnu::always_inline]] inline bool classify_all(const char *bytes, const uint32_t *positions,
                                                size_t count, TokenMasks *masks) {
  Classes before;
  uint64_t bad = 0;
  for (size_t first = 0; first <= count; first += 64) {
    // PERF: one load and one store a token; a gathering instruction is slower.
    alignas(64) char first_bytes[64] = {};
    size_t here = count - first < 64 ? count - first : 64;
    if (here == 64) {
      for (size_t i = 0; i < 64; i++) first_bytes[i] = bytes[positions[first + i]];
    } else {
      for (size_t i = 0; i < here; i++) first_bytes[i] = bytes[positions[first + i]];
    }
    Classes now = classes(first_bytes, here);
    uint64_t starts;
    bad |= misplaced(now, before, &starts);
    if (here < 64) starts |= uint64_t{1} << here;
    *masks++ = {now.opens(), now.open_objects | now.close_objects, now.opens() | now.closes(),
                now.commas,  now.colons, now.scalars, starts, 0, 0, 0, 0};
    before = now;
  }
  return bad == 0;
}

[[gnu::always_inline]] inline size_t scan_all(const char *bytes, size_t length,
                                              uint64_t *backslashes) {
  size_t line_feeds = 0;
  for (size_t first = 0; first < length; first += 64) {
    size_t here = length - first;
    uint64_t inside = here < 64 ? (uint64_t{1} << here) - 1 : ~uint64_t{0};
    line_feeds += static_cast<size_t>(__builtin_popcountll(equals(bytes + first, '\n') & inside));
    *backslashes++ = equals(bytes + first, '\\') & inside;
  }
  return line_feeds;
}

bool classify_plain(const char *bytes, const uint32_t *positions, size_t count,
                    TokenMasks *masks) {
  return classify_all(bytes, positions, count, masks);
}

size_t scan_plain(const char *bytes, size_t length, uint64_t *backslashes) {
  return scan_all(bytes, length, backslashes);
}

#ifdef __x86_64__
#define UC_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

UC_AVX2 bool classify_avx2(const char *bytes, const uint32_t *positions, size_t count,
                           TokenMasks *masks) {
  return classify_all(bytes, positions, count, masks);
}

UC_AVX2 size_t scan_avx2(const char *bytes, size_t length, uint64_t *backslashes) {
  return scan_all(bytes, length, backslashes);
}
#endif

// The tokens from each of the `marked` brackets up to the next one, and from the beginning of the
// word if the last bracket before it was marked. What it says of brackets means nothing. The carry of
// an addition runs through the bits in between (Myers 1999).
uint64_t fill(uint64_t marked, uint64_t brackets, bool was_marked) {
  uint64_t passes = ~(brackets & ~marked);
  uint64_t from = marked | static_cast<uint64_t>(was_marked);
  return (((from & passes) + passes) ^ passes) | from;
}

// The open containers as bits, the innermost last, 1 for an object; a 1 comes before the first.
// Right as long as only what is open is closed.
class Nesting {
 public:
  bool is_empty() const { return stack_ == 1; }
  // Means nothing where no container is open.
  bool is_object() const { return stack_ & 1; }
  bool has_depth(int depth) const { return stack_ >> depth == 1; }
  // False once containers were nested too deeply.
  bool is_sound() const { return all_ >> (mask_depth_max + 1) == 0; }

  // PERF: no branches, as brackets come in no order that a processor can learn.
  void pass(uint64_t opens, uint64_t curly) {
    stack_ = opens ? stack_ << 1 | curly : stack_ >> 1;
    all_ |= stack_;
  }

 private:
  uint64_t stack_ = 1;
  // Every stack that there was, in one.
  uint64_t all_ = 1;
};

// The brackets of a word after which something holds.
struct Levels {
  uint64_t object = 0, outer = 0, second = 0, ends = 0;
};

Levels pass_brackets(const TokenMasks &word, Nesting &nesting) {
  Levels levels;
  for (uint64_t rest = word.brackets; rest; rest &= rest - 1) {
    int at = __builtin_ctzll(rest);
    nesting.pass(word.opens >> at & 1, word.curly >> at & 1);
    levels.object |= static_cast<uint64_t>(nesting.is_object()) << at;
    levels.outer |= static_cast<uint64_t>(nesting.has_depth(1)) << at;
    levels.second |= static_cast<uint64_t>(nesting.has_depth(2)) << at;
    levels.ends |= static_cast<uint64_t>(nesting.is_empty()) << at;
  }
  return levels;
}

}  // namespace

bool check_nesting(TokenMasks *masks, size_t count) {
  Nesting nesting;
  uint64_t bad = 0;
  // Before the first text is an end, too.
  uint64_t ends_before = uint64_t{1} << 63;
  uint64_t object_commas_before = 0;
  for (size_t index = 0; index < word_count(count); index++) {
    TokenMasks &word = masks[index];
    const Nesting before = nesting;
    Levels levels = pass_brackets(word, nesting);
    uint64_t in_object = fill(levels.object, word.brackets, before.is_object());
    uint64_t in_outer = fill(levels.outer, word.brackets, before.has_depth(1));
    uint64_t in_second = fill(levels.second, word.brackets, before.has_depth(2));
    // So nothing is closed that is not open: after an end stands the start of an object.
    bad |= word.starts ^ follow<1>(levels.ends, ends_before);
    ends_before = levels.ends;
    // A closing bracket has the form of the container that is open before it.
    uint64_t after_object = levels.object | (in_object & ~word.brackets);
    uint64_t inside_object = follow<1>(after_object, uint64_t{before.is_object()} << 63);
    bad |= word.brackets & ~word.opens & (inside_object ^ word.curly);
    // In objects a key and a colon follow each comma; elsewhere a colon is an error.
    bad |= word.colons & ~in_object;
    uint64_t object_commas = word.commas & in_object;
    bad |= follow<2>(object_commas, object_commas_before) & ~word.colons;
    object_commas_before = object_commas;
    word.ends = levels.ends;
    word.outer_colons = word.colons & in_outer;
    word.second_colons = word.colons & in_second;
  }
  return bad == 0 && nesting.is_sound() && nesting.is_empty();
}

MaskLoops MaskLoops::plain() { return {classify_plain, scan_plain}; }

MaskLoops MaskLoops::best() {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt")) {
    return {classify_avx2, scan_avx2};
  }
#endif
  return plain();
}

}  // namespace uc
