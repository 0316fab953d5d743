// The only file that uses the internal types of simdjson. They are not part of its public
// interface, so the build stops at a version for which they were not checked.
#include "json_tokenizer.h"

#include <simdjson.h>

#include <algorithm>

static_assert(simdjson::SIMDJSON_VERSION_MAJOR == 3,
              "simdjson 3 is required: the first stage of other versions may differ");

namespace uc {

struct Tokenizer::Stage {
  size_t capacity;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;

  simdjson::error_code reserve(size_t length) {
    if (!parser) {
      return simdjson::get_active_implementation()->create_dom_parser_implementation(
          std::max(length, capacity), 1, parser);
    }
    if (length <= parser->capacity()) return simdjson::SUCCESS;
    return parser->allocate(std::max(length, 2 * parser->capacity()), 1);
  }
};

namespace {

TokenStatus status_of(simdjson::error_code code) {
  switch (code) {
    case simdjson::UTF8_ERROR: return TokenStatus::not_utf8;
    case simdjson::UNCLOSED_STRING: return TokenStatus::unclosed_string;
    case simdjson::UNESCAPED_CHARS: return TokenStatus::control_character;
    case simdjson::EMPTY: return TokenStatus::empty;
    default: return TokenStatus::failed;
  }
}

TokenList failure(simdjson::error_code code) {
  return {status_of(code), simdjson::error_message(code), nullptr, 0};
}

}  // namespace

Tokenizer::Tokenizer(size_t capacity) : stage_(new Stage{capacity, nullptr}) {}
Tokenizer::~Tokenizer() = default;

size_t Tokenizer::padding() { return simdjson::SIMDJSON_PADDING; }

TokenList Tokenizer::run(const char *bytes, size_t length) {
  if (auto code = stage_->reserve(length)) return failure(code);
  auto &parser = *stage_->parser;
  auto code = parser.stage1(reinterpret_cast<const uint8_t *>(bytes), length,
                            simdjson::stage1_mode::regular);
  if (code) return failure(code);
  return {TokenStatus::found, nullptr, parser.structural_indexes.get(),
          parser.n_structural_indexes};
}

}  // namespace uc
