#include "scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <array>
#include <cstring>
#include <string>

#include "text.h"

namespace {

enum Class : uint8_t { OTHER, QUOTE, OPEN, CLOSE };

constexpr std::array<uint8_t, 256> classes = [] {
  std::array<uint8_t, 256> table{};
  table['"'] = QUOTE;
  table['{'] = table['['] = OPEN;
  table['}'] = table[']'] = CLOSE;
  return table;
}();

// The end of a string, or of the piece: a backslash hides the byte after it.
const char *pass_string(uc_scan_state *state, const char *at, const char *end) {
  if (state->is_escaped && at < end) {
    at++;
    state->is_escaped = false;
  }
  while (at < end) {
    if (*at == '"') {
      state->in_string = false;
      return at + 1;
    }
    if (*at++ == '\\') {
      state->is_escaped = at == end;
      if (at < end) at++;
    }
  }
  return at;
}

#if defined(__SSE2__)

constexpr ptrdiff_t block_size = 64;

struct Block {
  uint64_t quotes = 0, opens = 0, closes = 0, backslashes = 0;
};

// Which bytes of a block are what; brackets in strings included.
Block look_at(const char *bytes) {
  Block block;
  for (int part = 0; part < 4; part++) {
    __m128i text = _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes) + part);
    // `[` and `{`, like `]` and `}`, differ in one bit.
    __m128i folded = _mm_or_si128(text, _mm_set1_epi8(0x20));
    auto mask = [&](__m128i of, char c) {
      auto bits = static_cast<uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(of, _mm_set1_epi8(c))));
      return static_cast<uint64_t>(bits) << (16 * part);
    };
    block.quotes |= mask(text, '"');
    block.backslashes |= mask(text, '\\');
    block.opens |= mask(folded, '{');
    block.closes |= mask(folded, '}');
  }
  return block;
}

// Each bit becomes the parity of itself and the lower ones.
uint64_t parities(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Passes over whole blocks inside a container, up to its end, to a backslash or to the last bytes.
const char *pass_blocks(uc_scan_state *state, const char *at, const char *end) {
  while (end - at >= block_size) {
    Block block = look_at(at);
    if (block.backslashes != 0) break;
    uint64_t in_string = parities(block.quotes) ^ (state->in_string ? ~uint64_t{0} : 0);
    uint64_t opens = block.opens & ~in_string;
    uint64_t closes = block.closes & ~in_string;
    auto close_count = static_cast<uint64_t>(__builtin_popcountll(closes));
    if (close_count >= state->depth) {
      uint64_t depth = state->depth;
      for (uint64_t rest = opens | closes; rest != 0; rest &= rest - 1) {
        uint64_t bit = rest & (~rest + 1);
        depth += (opens & bit) != 0 ? 1 : ~uint64_t{0};
        if (depth > 0) continue;
        state->depth = 0;
        state->in_string = false;
        state->is_done = true;
        return at + __builtin_ctzll(rest) + 1;
      }
    }
    state->depth += static_cast<uint64_t>(__builtin_popcountll(opens)) - close_count;
    state->in_string = in_string >> 63 != 0;
    at += block_size;
  }
  return at;
}

#endif

}  // namespace

size_t uc_scan_value(uc_scan_state *state, const char *bytes, size_t length) {
  const char *at = bytes;
  const char *end = bytes + length;
#if defined(__SSE2__)
  const char *next_block = bytes;
#endif
  while (at < end && !state->is_done) {
#if defined(__SSE2__)
    // PERF: several times as fast as byte by byte, which stays for blocks with a backslash.
    if (at >= next_block && state->depth > 0 && !state->is_escaped) {
      at = pass_blocks(state, at, end);
      next_block = at + block_size;
      if (state->is_done || at == end) break;
    }
#endif
    if (state->in_string) {
      at = pass_string(state, at, end);
      state->is_done = !state->in_string && state->depth == 0;
      continue;
    }
    uint8_t kind = classes[static_cast<uint8_t>(*at++)];
    if (kind == OTHER) continue;
    if (kind == QUOTE) state->in_string = true;
    if (kind == OPEN) state->depth++;
    if (kind == CLOSE) state->is_done = --state->depth == 0;
  }
  return static_cast<size_t>(at - bytes);
}

bool uc_string_equals(const char *escaped, size_t length, const char *text, size_t text_length) {
  std::string_view raw(escaped, length);
  std::string_view wanted(text, text_length);
  if (raw.find('\\') == std::string_view::npos) return raw == wanted;
  if (uc::bad_escape(raw) != uc::none) return false;
  std::string plain(length, '\0');
  plain.resize(uc::unescape(raw, plain.data()));
  return plain == wanted;
}
