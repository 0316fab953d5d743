#include "lines.h"

#include <array>
#include <cstring>

#include "text.h"

namespace uc {

namespace {

// The bytes that may follow a scalar inside an object.
constexpr std::array<uint8_t, 256> ends_scalar = [] {
  std::array<uint8_t, 256> table{};
  for (char c : {' ', '\t', '\n', '\r', ',', ']', '}'}) table[static_cast<uint8_t>(c)] = 1;
  return table;
}();

bool is_number_at(const char *text) {
  const char *end = text;
  while (!ends_scalar[static_cast<uint8_t>(*end)]) {
    // Only these occur in numbers; the text may go on and on without an end.
    if (!is_digit(*end) && !std::memchr("+-.eE", *end, 5)) return false;
    end++;
  }
  return is_number({text, static_cast<size_t>(end - text)});
}

// PERF: no branches for null, true and false, which come in any order; numbers are rarer.
bool is_scalar_at(const char *text) {
  uint64_t word;
  std::memcpy(&word, text, sizeof word);
  auto four = static_cast<uint32_t>(word);
  auto is = [](const char (&name)[5]) {
    uint32_t value;
    std::memcpy(&value, name, sizeof value);
    return value;
  };
  uint32_t is_false = (four == is("fals")) & ((word >> 32 & 0xFF) == 'e');
  uint32_t is_other = static_cast<uint32_t>(four == is("null")) | (four == is("true"));
  auto next = static_cast<uint8_t>(word >> (32 + 8 * is_false));
  return ((is_false | is_other) & ends_scalar[next]) || is_number_at(text);
}

}  // namespace

bool Lines::check(const char *bytes, size_t length, bool is_spanning, const KeyFilter &filter) {
  ends_.clear();
  next_object_ = next_escape_ = 0;
  if (depth_max_ < mask_depth_max || length >= UINT32_MAX) return false;
  TokenList found = tokenizer_.run(bytes, length);
  if (found.status != TokenStatus::found) return false;
  tokens_ = {bytes, found.positions};
  length_ = length;
  count_ = found.count;
  backslashes_.resize(length / 64 + 1);
  masks_.resize(word_count(count_));
  bool is_sound = check_escapes() &&
                  loops_.classify(bytes, tokens_.positions, count_, masks_.data()) &&
                  check_nesting(masks_.data(), count_) && check_scalars() && check_lines(is_spanning);
  if (is_sound) find_keys(filter);
  return is_sound;
}

bool Lines::check_escapes() {
  escapes_.clear();
  line_feed_count_ = loops_.scan_bytes(tokens_.bytes, length_, backslashes_.data());
  std::string_view text(tokens_.bytes, length_);
  size_t escape_end = 0;
  for (size_t word = 0; word * 64 < length_; word++) {
    for (uint64_t rest = backslashes_[word]; rest; rest &= rest - 1) {
      size_t at = word * 64 + static_cast<size_t>(__builtin_ctzll(rest));
      if (at < escape_end) continue;
      size_t length = escape_length(text, at);
      if (length == 0) return false;
      escapes_.push_back(static_cast<uint32_t>(at));
      escape_end = at + length;
    }
  }
  escapes_.push_back(UINT32_MAX);
  return true;
}

bool Lines::check_scalars() const {
  for (size_t word = 0; word < masks_.size(); word++) {
    const uint32_t *positions = tokens_.positions + word * 64;
    for (uint64_t rest = masks_[word].scalars; rest; rest &= rest - 1) {
      if (!is_scalar_at(tokens_.bytes + positions[__builtin_ctzll(rest)])) return false;
    }
  }
  return true;
}

// Strings hold no line feeds: so if all line feeds are between objects, none is in one.
bool Lines::check_lines(bool is_spanning) {
  size_t line_feeds = 0;
  auto count = [&](size_t from, size_t to) {
    size_t before = line_feeds;
    for (; from < to; from++) line_feeds += tokens_.bytes[from] == '\n';
    return line_feeds - before;
  };
  count(0, tokens_.position(0));
  for (size_t word = 0; word < masks_.size(); word++) {
    for (uint64_t rest = masks_[word].ends; rest; rest &= rest - 1) {
      Token last = static_cast<Token>(word * 64) + static_cast<Token>(__builtin_ctzll(rest));
      ends_.push_back(last);
      bool is_last = last + 1 == count_;
      size_t found = count(tokens_.position(last) + 1,
                           is_last ? length_ : tokens_.position(last + 1));
      if (found == 0 && !is_last) return false;
    }
  }
  return is_spanning || line_feeds == line_feed_count_;
}

void Lines::find_keys(const KeyFilter &filter) {
  bool any_escapes = escapes_.size() > 1;
  for (size_t word = 0; word < masks_.size(); word++) {
    TokenMasks &mask = masks_[word];
    const uint32_t *positions = tokens_.positions + word * 64;
    uint64_t passing = mask.outer_colons;
    for (uint64_t rest = mask.second_colons; rest; rest &= rest - 1) {
      int bit = __builtin_ctzll(rest);
      passing |= uint64_t{filter.passes(tokens_.bytes + positions[bit - 1] + 1)} << bit;
    }
    if (any_escapes) passing |= escaped_keys(word);
    mask.passing_colons = passing;
  }
  next_escape_ = 0;
}

uint64_t Lines::escaped_keys(size_t word) {
  const uint32_t *positions = tokens_.positions + word * 64;
  uint64_t found = 0;
  for (uint64_t rest = masks_[word].second_colons; rest; rest &= rest - 1) {
    int bit = __builtin_ctzll(rest);
    found |= uint64_t{has_escapes(positions[bit - 1], positions[bit])} << bit;
  }
  return found;
}

bool Lines::has_escapes(size_t from, size_t to) {
  while (escapes_[next_escape_] < from) next_escape_++;
  return escapes_[next_escape_] < to;
}

bool Lines::next() {
  if (next_object_ == ends_.size()) return false;
  Token first = next_object_ == 0 ? 0 : ends_[next_object_ - 1] + 1;
  Token last = ends_[next_object_++];
  envelope_.begin(first);
  envelope_.has_escapes = has_escapes(tokens_.position(first), tokens_.position(last));
  for (size_t word = first / 64; word <= last / 64; word++) {
    const TokenMasks &mask = masks_[word];
    uint64_t rest = mask.passing_colons;
    if (word == first / 64) rest &= ~uint64_t{0} << (first % 64);
    if (word == last / 64) rest &= (uint64_t{1} << (last % 64)) - 1;
    for (; rest; rest &= rest - 1) {
      int bit = __builtin_ctzll(rest);
      Token key = static_cast<Token>(word * 64) + static_cast<Token>(bit) - 1;
      if (mask.outer_colons >> bit & 1) {
        envelope_.add_root_key(tokens_, key, envelope_.has_escapes);
      } else {
        envelope_.add_inner_key(key);
      }
    }
  }
  return true;
}

std::string_view Lines::text() const {
  size_t begin = tokens_.position(envelope_.root);
  return {tokens_.bytes + begin, tokens_.position(ends_[next_object_ - 1]) + 1 - begin};
}

}  // namespace uc
