// A whole JSON text checked against the grammar in one walk over the tokens that simdjson's first
// stage finds, and the members of the two objects that matter, found on the way.
//
// On-Demand parsing does not look into values that are not asked for; here a record with a broken
// value anywhere is refused, for the price of one step per token.
#pragma once

#include <vector>

#include "json_tokenizer.h"
#include "tokens.h"

namespace uc {

class Structure {
 public:
  explicit Structure(size_t depth_max)
      : nesting_(depth_max + page_depth), depth_max_(depth_max) {}

  // False where the text is malformed: see `message` and `offset`.
  bool check(const char *bytes, size_t length);

  const char *message = nullptr;
  size_t offset = 0;

  const Tokens &tokens() const { return tokens_; }
  const Envelope &envelope() const { return envelope_; }

 private:
  // A page holds its records two levels down; they are checked again, each by itself.
  static constexpr size_t page_depth = 2;

  bool walk();
  bool check_depth();
  bool is_literal(const uint32_t *token) const;
  bool pass_depth(size_t depth, Token token);
  bool check_escapes(Token token);
  void find_backslash(size_t from);
  bool fail(const char *what, size_t at);
  bool fail_at(const char *what, Token token);
  bool fail_first_stage(const TokenList &found);
  std::string_view raw_string(Token token) const { return tokens_.raw_string(token); }

  Tokenizer tokenizer_{8 << 10};
  std::vector<uint8_t> nesting_;
  size_t depth_max_;
  Tokens tokens_;
  Envelope envelope_;
  size_t length_ = 0;
  Token count_ = 0;
  Token first_too_deep_ = no_token;
  bool has_escaped_keys_ = false;
  // The first one not yet checked; the end of the text where there is none.
  const char *next_backslash_ = nullptr;
};

}  // namespace uc
