// A whole JSON text checked against the grammar in one walk over the tokens that simdjson's first
// stage finds, and the members of the two objects that matter, found on the way.
//
// On-Demand parsing does not look into values that nobody asks for; here a record with a broken
// value anywhere is refused, for the price of one step per token.
#pragma once

#include <simdjson.h>

#include <memory>
#include <string_view>
#include <vector>

namespace uc {

// A token is named by its index; a value by its first token.
using Token = uint32_t;
inline constexpr Token no_token = UINT32_MAX;

struct Member {
  Token key;
  Token value;
};

class Structure {
 public:
  explicit Structure(size_t depth_max)
      : nesting_(depth_max + page_depth), depth_max_(depth_max) {}

  // False where the text is malformed: see `message` and `offset`.
  bool check(const char *bytes, size_t length);

  const char *message = nullptr;
  size_t offset = 0;

  // The root is an object with a key `resources` or `pagination`.
  bool is_page = false;
  // The last values of these keys of the root, and their members where they are objects.
  Token meta = no_token;
  Token data = no_token;
  std::vector<Member> meta_members;
  std::vector<Member> data_members;

  char first_byte(Token token) const { return bytes_[indexes()[token]]; }
  size_t position(Token token) const { return indexes()[token]; }
  // Between the quotes, escapes as they stand. Behind the closing quote come only blanks before the
  // next token: anything else would be a token itself.
  std::string_view raw_string(Token token) const {
    size_t begin = position(token) + 1;
    size_t end = indexes()[token + 1] - 1;
    while (end > begin && bytes_[end] != '"') end--;
    return {bytes_ + begin, end - begin};
  }
  // The token behind a value.
  Token behind(Token value) const;
  bool has_escapes() const { return has_escapes_; }
  bool has_escaped_keys() const { return has_escaped_keys_; }

 private:
  // A page holds its records two levels down; they are checked again, each by itself.
  static constexpr size_t page_depth = 2;

  bool prepare(size_t length);
  bool walk();
  bool check_depth();
  bool is_literal(const uint32_t *token) const;
  bool pass_depth(size_t depth, Token token);
  void root_key(Token key);
  bool check_escapes(Token token);
  void find_backslash(size_t from);
  bool fail(const char *what, size_t at);
  bool fail_at(const char *what, Token token);
  bool fail_first_stage(simdjson::error_code code);
  const uint32_t *indexes() const { return stage_->structural_indexes.get(); }

  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
  std::vector<uint8_t> nesting_;
  size_t depth_max_;
  const char *bytes_ = nullptr;
  size_t length_ = 0;
  Token count_ = 0;
  Token first_too_deep_ = no_token;
  std::vector<Member> *collect_ = nullptr;
  bool has_escapes_ = false;
  bool has_escaped_keys_ = false;
  // The first one not yet checked; the end of the text where there is none.
  const char *next_backslash_ = nullptr;
};

}  // namespace uc
