#include "text.h"

#include <cstring>

namespace uc {

bool is_scalar(std::string_view text) {
  switch (text.empty() ? '\0' : text.front()) {
    case 'n': return text == "null";
    case 't': return text == "true";
    case 'f': return text == "false";
    default: return is_number(text);
  }
}

namespace {

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The code unit of `\uXXXX` at `i`, or -1.
int code_unit(std::string_view text, size_t i) {
  if (i + 6 > text.size() || text[i] != '\\' || text[i + 1] != 'u') return -1;
  int unit = 0;
  for (size_t k = i + 2; k < i + 6; k++) {
    int digit = hex_value(text[k]);
    if (digit < 0) return -1;
    unit = unit << 4 | digit;
  }
  return unit;
}

bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

size_t escape_length(std::string_view text, size_t i) {
  if (i + 1 >= text.size()) return 0;
  if (text[i + 1] != 'u') return std::memchr("\"\\/bfnrt", text[i + 1], 8) ? 2 : 0;
  int unit = code_unit(text, i);
  if (unit < 0 || is_low(unit)) return 0;
  if (!is_high(unit)) return 6;
  return is_low(code_unit(text, i + 6)) ? 12 : 0;
}

namespace {

char short_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

char *put_utf8(uint32_t scalar, char *out) {
  if (scalar < 0x80) {
    *out++ = static_cast<char>(scalar);
    return out;
  }
  int rest = scalar < 0x800 ? 1 : scalar < 0x10000 ? 2 : 3;
  static constexpr uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
  *out++ = static_cast<char>(lead[rest] | scalar >> (6 * rest));
  while (rest-- > 0) *out++ = static_cast<char>(0x80 | (scalar >> (6 * rest) & 0x3F));
  return out;
}

uint32_t scalar_at(std::string_view text, size_t i) {
  int unit = code_unit(text, i);
  if (!is_high(unit)) return static_cast<uint32_t>(unit);
  int low = code_unit(text, i + 6);
  return 0x10000u + (static_cast<uint32_t>(unit - 0xD800) << 10) +
         static_cast<uint32_t>(low - 0xDC00);
}

}  // namespace

size_t bad_escape(std::string_view text) {
  for (size_t i = 0; (i = text.find('\\', i)) != std::string_view::npos;) {
    size_t length = escape_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return none;
}

size_t unescape(std::string_view text, char *out) {
  char *next = out;
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      *next++ = text[i++];
    } else if (text[i + 1] != 'u') {
      *next++ = short_escape(text[i + 1]);
      i += 2;
    } else {
      size_t length = escape_length(text, i);
      next = put_utf8(scalar_at(text, i), next);
      i += length;
    }
  }
  return static_cast<size_t>(next - out);
}

}  // namespace uc
