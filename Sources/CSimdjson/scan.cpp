#include "scan.h"

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

}  // namespace

size_t uc_scan_value(uc_scan_state *state, const char *bytes, size_t length) {
  const char *at = bytes;
  const char *end = bytes + length;
  while (at < end && !state->is_done) {
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
