// The parts of JSON's grammar that are inside one token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "json_scalar.h"

namespace uc {

// null, true, false or a number.
bool is_scalar(std::string_view text);

inline constexpr size_t none = SIZE_MAX;

// The bytes of the escape that begins with the backslash at `i` (RFC 8259 §7; a lone surrogate is
// not valid), 0 where it is not valid.
size_t escape_length(std::string_view text, size_t i);

// The index of the first backslash that begins no valid escape, or `none`. `text` is between the
// quotes.
size_t bad_escape(std::string_view text);

// Writes the text of a string whose escapes are valid; never longer than the escaped one.
size_t unescape(std::string_view text, char *out);

}  // namespace uc
