// The models that are wanted, and their fields.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "key_filter.h"
#include "record.h"

namespace uc {

inline uc_text text_of(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view_of(uc_text text) { return {text.bytes ? text.bytes : "", text.length}; }

// A text that others are compared with, mostly to find that they differ.
class Name {
 public:
  Name(std::string_view text) : text_(text), head_(head_of(text.data(), text.size())) {}

  operator std::string_view() const { return text_; }

  // `text` is in the bytes of a record or after a copy that is padded alike.
  // PERF: without a call unless eight bytes are equal.
  bool is(std::string_view text) const {
    size_t size = text_.size();
    if (text.size() != size || padded_head_of(text.data(), size) != head_) return false;
    return size <= sizeof head_ || std::memcmp(text.data(), text_.data(), size) == 0;
  }

 private:
  static uint64_t head_of(const char *bytes, size_t size) {
    uint64_t head = 0;
    std::memcpy(&head, bytes, size < sizeof head ? size : sizeof head);
    return head;
  }

  static uint64_t padded_head_of(const char *bytes, size_t size) {
    uint64_t head;
    std::memcpy(&head, bytes, sizeof head);
    return size < sizeof head ? head & ((uint64_t{1} << 8 * size) - 1) : head;
  }

  std::string text_;
  uint64_t head_;
};

// How many bytes after a text `Name::is` may look at.
inline constexpr size_t name_padding = 8;

// A key under which a field may be.
struct FieldName {
  Name name;
  // For lists: the key inside the object.
  Name inner;
  // Index into the model's keys.
  size_t key;

  // Whether both are in one object.
  bool shares_key(const FieldName &other) const {
    return std::string_view(name) == std::string_view(other.name);
  }
};

struct Field {
  uc_field_kind kind;
  // The first one that a record has counts.
  std::vector<FieldName> names;
};

// A name of a field, as it is compared with the keys of a record.
struct FieldKey {
  Name name;
  size_t field;
  // Index into the field's names.
  size_t rank;
  // The next key of the model with this name, 0 where there is none.
  size_t next_alike = 0;
};

struct Model {
  Name type;
  std::vector<Field> fields;
  std::vector<FieldKey> keys;
};

// Whether two keys are equal but for the case of A-Z and for underscores.
bool is_spelled_like(std::string_view left, std::string_view right);

// The name with an underscore before each capital letter inside: webExId as web_Ex_Id.
std::string with_underscores(std::string_view name);

}  // namespace uc

struct uc_profile {
  uc_profile() {
    for (auto name : {"meta", "data", "resources", "pagination", "model_type", "path", "hierarchy",
                      "pkid"}) {
      keys.add(name);
    }
  }

  // Called with every change: what was learned of keys holds for one revision only.
  void begin_revision() {
    static std::atomic<uint64_t> last{0};
    revision = ++last;
  }

  // A number that no other profile has, nor this one before its last change; not 0.
  uint64_t revision = 0;
  std::vector<uc::Model> models;
  // Everything that is asked for on the two outer levels of a record, whatever its model.
  uc::KeyFilter keys;
};
