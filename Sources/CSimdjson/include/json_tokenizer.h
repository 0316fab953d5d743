// The first stage of simdjson: where the tokens of a text begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace uc {

enum class TokenStatus {
  found,
  not_utf8,
  unclosed_string,
  control_character,  // unescaped, inside a string
  empty,              // the text has no token
  failed,             // for instance for lack of memory
};

// Brackets, commas, colons, and the first bytes of strings and scalars.
struct TokenList {
  TokenStatus status;
  // Null where tokens were found; a static string otherwise.
  const char *message;
  // Offsets of the tokens, ascending, and one more at the end of the text; valid until the next run.
  const uint32_t *positions;
  size_t count;
};

// To be used by one thread at a time.
class Tokenizer {
 public:
  // With room for texts of `capacity` bytes, allocated by the first run; it grows for longer ones.
  explicit Tokenizer(size_t capacity);
  ~Tokenizer();

  // The number of bytes after a text that may be read; they must be allocated.
  static size_t padding();

  TokenList run(const char *bytes, size_t length);

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace uc
