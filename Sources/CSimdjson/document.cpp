// One whole document, value by value. For rule sets, profiles and platform facts: small files, so
// every scalar is checked here.
#include "CSimdjson.h"

#include "json_scalar.h"

#include <simdjson.h>

namespace {

namespace od = simdjson::ondemand;

struct Failure {
  const char *message;
  const char *at;
};

// A lone surrogate comes out of the unescaper as three bytes ED A0..BF xx, which is not UTF-8.
bool has_surrogate(std::string_view text) {
  for (size_t i = 0; i + 1 < text.size(); i++) {
    if (static_cast<unsigned char>(text[i]) == 0xED && static_cast<unsigned char>(text[i + 1]) >= 0xA0)
      return true;
  }
  return false;
}

class Walker {
 public:
  Walker(const char *base, size_t depth_max, void *context, uc_event_callback callback)
      : base_(base), depth_max_(depth_max), context_(context), callback_(callback) {}

  const char *last = nullptr;
  // A scalar that is the whole document is looked at, not consumed.
  const char *root_scalar_end = nullptr;

  template <typename Value>
  void walk(Value &value, size_t depth) {
    od::json_type type;
    check(value.type().get(type));
    switch (type) {
      case od::json_type::object: object(value, depth + 1); break;
      case od::json_type::array: array(value, depth + 1); break;
      case od::json_type::string: string(value); break;
      default: {
        std::string_view text = uc::trimmed(token(value));
        if (depth == 0) root_scalar_end = text.data() + text.size();
        scalar(text);
      }
    }
  }

 private:
  template <typename Value>
  std::string_view token(Value &value) {
    std::string_view text;
    check(simdjson::simdjson_result<std::string_view>(value.raw_json_token()).get(text));
    last = text.data();
    return text;
  }

  template <typename Value>
  void string(Value &value) {
    const char *at = token(value).data();
    std::string_view text;
    check(value.get_string().get(text));
    checkUTF8(text);
    emit(UC_EVENT_STRING, text, at);
  }

  void scalar(std::string_view text) {
    if (text == "null") return emit(UC_EVENT_NULL, text, text.data());
    if (text == "true") return emit(UC_EVENT_TRUE, text, text.data());
    if (text == "false") return emit(UC_EVENT_FALSE, text, text.data());
    if (!uc::is_number(text)) throw Failure{"not a JSON value", last};
    emit(UC_EVENT_NUMBER, text, text.data());
  }

  template <typename Value>
  void array(Value &value, size_t depth) {
    const char *at = enter(value, depth);
    od::array elements;
    check(value.get_array().get(elements));
    emit(UC_EVENT_ARRAY_BEGIN, {}, at);
    for (auto result : elements) {
      od::value element;
      check(std::move(result).get(element));
      walk(element, depth);
    }
    emit(UC_EVENT_ARRAY_END, {}, at);
  }

  template <typename Value>
  void object(Value &value, size_t depth) {
    const char *at = enter(value, depth);
    od::object fields;
    check(value.get_object().get(fields));
    emit(UC_EVENT_OBJECT_BEGIN, {}, at);
    for (auto result : fields) {
      od::field field;
      check(std::move(result).get(field));
      std::string_view key;
      const char *key_at = field.key().raw() - 1;
      last = key_at;
      check(field.unescaped_key().get(key));
      checkUTF8(key);
      emit(UC_EVENT_KEY, key, key_at);
      od::value member = field.value();
      walk(member, depth);
    }
    emit(UC_EVENT_OBJECT_END, {}, at);
  }

  template <typename Value>
  const char *enter(Value &value, size_t depth) {
    const char *at = token(value).data();
    if (depth > depth_max_) throw Failure{"nested too deeply", at};
    return at;
  }

  void emit(uc_event_kind kind, std::string_view text, const char *at) {
    callback_(context_, kind, text.data(), text.size(), static_cast<size_t>(at - base_));
  }

  void check(simdjson::error_code code) {
    if (code) throw Failure{simdjson::error_message(code), last};
  }

  void checkUTF8(std::string_view text) {
    if (has_surrogate(text)) throw Failure{"a lone surrogate is no UTF-8", last};
  }

  const char *base_;
  size_t depth_max_;
  void *context_;
  uc_event_callback callback_;
};

}  // namespace

size_t uc_padding(void) { return simdjson::SIMDJSON_PADDING; }

uc_outcome uc_document_walk(const char *bytes, size_t length, size_t depth_max, void *context,
                            uc_event_callback callback) {
  od::parser parser;
  od::document document;
  if (auto code = parser.iterate(bytes, length, length + simdjson::SIMDJSON_PADDING).get(document)) {
    return {simdjson::error_message(code), 0};
  }
  Walker walker(bytes, depth_max, context, callback);
  walker.last = bytes;
  try {
    walker.walk(document, 0);
  } catch (const Failure &failure) {
    return {failure.message, static_cast<size_t>(failure.at - bytes)};
  }
  const char *rest = walker.root_scalar_end;
  const char *end = bytes + length;
  while (rest && rest < end && uc::is_blank(*rest)) rest++;
  if (rest ? rest < end : !document.current_location().get(rest)) {
    return {"more text after the end of the document", static_cast<size_t>(rest - bytes)};
  }
  return {nullptr, 0};
}
