// Many records at once: text of whole lines, checked by operations on 64 tokens at a time.
//
// The same grammar as `Structure`, with one answer for all: where this says yes, each record is
// well-formed to its last byte. Where it says no, it does not say why, and one reads line by line.
#pragma once

#include <vector>

#include "json_tokenizer.h"
#include "key_filter.h"
#include "token_masks.h"
#include "tokens.h"

namespace uc {

class Lines {
 public:
  // `is_plain`: without what only some processors can do.
  Lines(size_t depth_max, bool is_plain)
      : loops_(is_plain ? MaskLoops::plain() : MaskLoops::best()), depth_max_(depth_max) {}

  // Whether each line holds a JSON object, or nothing. `is_spanning`: objects may span lines.
  bool check(const char *bytes, size_t length, bool is_spanning, const KeyFilter &filter);

  // Goes on to the next object; false after the last. Of its members and those of `meta` and `data`
  // `envelope` has at least those whose keys pass the filter.
  bool next();

  const Tokens &tokens() const { return tokens_; }
  const Envelope &envelope() const { return envelope_; }
  // From `{` to `}`.
  std::string_view text() const;

 private:
  // A tuning constant: what is made at first. It grows at once to the length of a text.
  static constexpr size_t capacity_min = 8 << 10;

  bool check_escapes();
  bool check_scalars() const;
  bool check_lines(bool is_spanning);
  void find_keys(const KeyFilter &filter);
  // The colons of a word, one level in, whose keys hold escapes.
  uint64_t escaped_keys(size_t word);
  // Whether escapes begin between two bytes; to be asked in ascending order.
  bool has_escapes(size_t from, size_t to);

  Tokenizer tokenizer_{capacity_min};
  MaskLoops loops_;
  size_t depth_max_;
  Tokens tokens_;
  size_t length_ = 0;
  size_t count_ = 0;
  size_t line_feed_count_ = 0;
  std::vector<uint64_t> backslashes_;
  std::vector<TokenMasks> masks_;
  // Where escapes begin, ascending; one more after all text.
  std::vector<uint32_t> escapes_;
  // The last token of each object.
  std::vector<Token> ends_;

  Envelope envelope_;
  size_t next_object_ = 0;
  size_t next_escape_ = 0;
};

}  // namespace uc
