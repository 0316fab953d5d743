// Blanks and numbers as JSON writes them, for the readers of documents and of records.
#pragma once

#include <string_view>

namespace uc {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The four blanks of RFC 8259 §2; other control characters belong to the token and spoil it.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline std::string_view trimmed(std::string_view token) {
  while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
  return token;
}

// The number grammar of RFC 8259 §6. The text is never converted, so no number is too large.
bool is_number(std::string_view text);

}  // namespace uc
