// What the readers of whole documents and of records share: the parts of JSON's grammar that
// stand inside one token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace uc {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The four blanks of RFC 8259 §2; other control characters belong to the token and spoil it.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
  return token;
}

// The number grammar of RFC 8259 §6, on the text itself: it is never converted.
bool is_number(std::string_view text);

// null, true, false or a number.
bool is_scalar(std::string_view text);

inline constexpr size_t none = SIZE_MAX;

// The bytes of the escape that begins with the backslash at `i` (RFC 8259 §7; a lone surrogate is
// not valid), 0 where it is not valid.
size_t escape_length(std::string_view text, size_t i);

// The index of the first backslash that begins no valid escape, or `none`. `text` stands between the
// quotes.
size_t bad_escape(std::string_view text);

// Writes the text of a string whose escapes are valid; never longer than the escaped one.
size_t unescape(std::string_view text, char *out);

}  // namespace uc
