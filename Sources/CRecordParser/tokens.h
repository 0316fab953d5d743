// Text that has been checked, as tokens: the brackets, commas, colons, strings and scalars whose
// places simdjson's first stage finds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace uc {

// A token is named by its index; a value by its first token.
using Token = uint32_t;
inline constexpr Token no_token = UINT32_MAX;

struct Tokens {
  const char *bytes = nullptr;
  // Where each token begins; one more after the last.
  const uint32_t *positions = nullptr;

  char first_byte(Token token) const { return bytes[positions[token]]; }
  size_t position(Token token) const { return positions[token]; }
  // The text between the quotes, escapes as written. Only blanks come between the closing quote and
  // the next token: anything else would be a token itself.
  std::string_view raw_string(Token token) const {
    size_t begin = position(token) + 1;
    size_t end = position(token + 1) - 1;
    while (end > begin && bytes[end] != '"') end--;
    return {bytes + begin, end - begin};
  }
  // The token after a value.
  Token after(Token value) const;
};

struct Member {
  Token key;
  Token value;
};

// The parts of a record that matter, as its keys are met one after the other.
class Envelope {
 public:
  // A record begins.
  void begin(Token root);
  // A key of the root. `has_escapes`: the key may hold some.
  void add_root_key(const Tokens &tokens, Token key, bool has_escapes);
  // A key of an object that is in the root.
  void add_inner_key(Token key) {
    if (collect_) collect_->push_back({key, key + 2});
  }

  Token root = 0;
  // The root is an object with a key `resources` or `pagination`.
  bool is_page = false;
  // Any string of the record may hold escapes.
  bool has_escapes = false;
  // The last values of these keys of the root, and their members where they are objects: all, or at
  // least those that somebody asks for.
  Token meta = no_token;
  Token data = no_token;
  std::vector<Member> meta_members;
  std::vector<Member> data_members;

 private:
  std::vector<Member> *collect_ = nullptr;
};

}  // namespace uc
