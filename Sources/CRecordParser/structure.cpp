#include "structure.h"

#include <algorithm>
#include <cstring>

#include "text.h"

namespace uc {

namespace {

// The first byte that is not UTF-8 (RFC 3629), for the error message only.
size_t bad_utf8(const char *bytes, size_t length) {
  auto at = [&](size_t i) { return i < length ? static_cast<uint8_t>(bytes[i]) : uint8_t{0}; };
  for (size_t i = 0; i < length;) {
    uint8_t lead = at(i);
    size_t rest = lead < 0x80 ? 0 : lead < 0xC2 ? 4 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (rest == 4 || lead > 0xF4) return i;
    for (size_t k = 1; k <= rest; k++) {
      if ((at(i + k) & 0xC0) != 0x80) return i;
    }
    uint8_t second = at(i + 1);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90)) {
      return i;
    }
    i += rest + 1;
  }
  return length;
}

// The first control character inside a string or, for a string without end, its opening quote.
size_t bad_string(const char *bytes, size_t length, bool is_unclosed) {
  size_t opened = none;
  for (size_t i = 0; i < length; i++) {
    if (opened == none) {
      if (bytes[i] == '"') opened = i;
    } else if (bytes[i] == '\\') {
      i++;
    } else if (bytes[i] == '"') {
      opened = none;
    } else if (!is_unclosed && static_cast<uint8_t>(bytes[i]) < 0x20) {
      return i;
    }
  }
  return std::min(opened, length);
}

}  // namespace

bool Structure::check(const char *bytes, size_t length) {
  length_ = length;
  first_too_deep_ = no_token;
  message = nullptr;
  envelope_.begin(0);
  TokenList found = tokenizer_.run(bytes, length);
  tokens_ = {bytes, found.positions};
  if (found.status != TokenStatus::found) return fail_first_stage(found);
  count_ = static_cast<Token>(found.count);
  find_backslash(0);
  envelope_.has_escapes = next_backslash_ < bytes + length;
  has_escaped_keys_ = false;
  return walk() && check_depth();
}

// PERF: one step per token, six bytes of text each; the labels are the three things that JSON may
// expect, so that each step tests only what its place allows.
bool Structure::walk() {
  const char *const bytes = tokens_.bytes;
  const uint32_t *const first = tokens_.positions;
  const uint32_t *const end = first + count_;
  const uint32_t *next = first;
  size_t depth = 0;
  bool in_object = false;

value:
  if (next == end) return fail_at(nullptr, count_);
  switch (bytes[*next]) {
    case '"':
      if (next_backslash_ < bytes + next[1] && !check_escapes(Token(next - first))) return false;
      break;
    case '{':
    case '[':
      if (depth >= depth_max_ && !pass_depth(depth, Token(next - first))) return false;
      in_object = bytes[*next] == '{';
      nesting_[depth++] = in_object;
      next++;
      if (next != end && bytes[*next] == (in_object ? '}' : ']')) goto close;
      if (in_object) goto key;
      goto value;
    default:
      if (!is_literal(next)) return fail_at("expected a JSON value", Token(next - first));
  }
  next++;

after_value:
  if (depth == 0) {
    return next == end ||
           fail_at("more text behind the end of the value", Token(next - first));
  }
  if (next == end) return fail_at(nullptr, count_);
  if (bytes[*next] == ',') {
    next++;
    if (in_object) goto key;
    goto value;
  }
  if (bytes[*next] != (in_object ? '}' : ']')) {
    return fail_at(in_object ? "expected ',' or '}'" : "expected ',' or ']'", Token(next - first));
  }

close:
  next++;
  depth--;
  in_object = depth > 0 && nesting_[depth - 1];
  goto after_value;

key:
  if (next == end || bytes[*next] != '"') {
    return fail_at("expected a key in double quotes", Token(next - first));
  }
  if (next_backslash_ < bytes + next[1]) {
    has_escaped_keys_ = true;
    if (!check_escapes(Token(next - first))) return false;
  }
  if (next + 1 >= end || bytes[next[1]] != ':') {
    return fail_at("expected ':' behind a key", Token(next + 1 - first));
  }
  if (depth == 1) envelope_.add_root_key(tokens_, Token(next - first), has_escaped_keys_);
  if (depth == 2) envelope_.add_inner_key(Token(next - first));
  next += 2;
  goto value;
}

bool Structure::is_literal(const uint32_t *token) const {
  const char *text = tokens_.bytes + token[0];
  size_t length = token[1] - token[0];
  if (length == 4 && (!std::memcmp(text, "null", 4) || !std::memcmp(text, "true", 4))) return true;
  if (length == 5 && !std::memcmp(text, "false", 5)) return true;
  return is_scalar(trimmed({text, length}));
}

bool Structure::pass_depth(size_t depth, Token token) {
  if (first_too_deep_ == no_token) first_too_deep_ = token;
  return depth < nesting_.size() || fail_at("nested too deeply", first_too_deep_);
}

bool Structure::check_depth() {
  return first_too_deep_ == no_token || envelope_.is_page || fail_at("nested too deeply", first_too_deep_);
}

bool Structure::check_escapes(Token token) {
  std::string_view text = raw_string(token);
  size_t bad = bad_escape(text);
  if (bad != none) {
    return fail("not a valid escape (a lone surrogate is no UTF-8)",
                static_cast<size_t>(text.data() + bad - tokens_.bytes));
  }
  const char *rest = text.data() + text.size();
  find_backslash(static_cast<size_t>(rest - tokens_.bytes));
  return true;
}

void Structure::find_backslash(size_t from) {
  const char *bytes = tokens_.bytes;
  auto found = static_cast<const char *>(std::memchr(bytes + from, '\\', length_ - from));
  next_backslash_ = found ? found : bytes + length_;
}

bool Structure::fail(const char *what, size_t at) {
  message = what;
  offset = at;
  return false;
}

// An error after the last token means that the text is cut off.
bool Structure::fail_at(const char *what, Token token) {
  if (token >= count_) return fail("the JSON text is cut off: it ends inside a value", length_);
  return fail(what, tokens_.position(token));
}

bool Structure::fail_first_stage(const TokenList &found) {
  switch (found.status) {
    case TokenStatus::not_utf8: return fail("not UTF-8", bad_utf8(tokens_.bytes, length_));
    case TokenStatus::unclosed_string:
      return fail("the JSON text is cut off: a string has no end",
                  bad_string(tokens_.bytes, length_, true));
    case TokenStatus::control_character:
      return fail("a control character inside a string must be escaped",
                  bad_string(tokens_.bytes, length_, false));
    case TokenStatus::empty: return fail("expected a JSON value", 0);
    default: return fail(found.message, 0);
  }
}

}  // namespace uc
