// What a record says, after inputs.md "Models and fields"; the whole text has been checked before.
#include "record.h"

#include <memory>
#include <string>
#include <vector>

#include "structure.h"
#include "text.h"

namespace {

using uc::no_token;
using uc::Token;

struct Field {
  uc_field_kind kind;
  std::string name;
  std::string inner;
};

struct Model {
  std::string type;
  std::vector<Field> fields;
  // Bit n: a field has a name of n bytes (63: of that many or more). Most keys fail here.
  uint64_t name_lengths = 0;
};

uint64_t length_bit(size_t length) { return uint64_t{1} << (length < 63 ? length : 63); }

uc_text text_of(std::string_view text) { return {text.data(), text.size()}; }
std::string string_of(uc_text text) { return {text.bytes ? text.bytes : "", text.length}; }

struct Refusal {
  const char *message;
  std::string_view field;
  size_t offset;
};

}  // namespace

struct uc_profile {
  std::vector<Model> models;
};

struct uc_record_parser {
  explicit uc_record_parser(size_t depth_max) : structure(depth_max) {}

  const uc_record *parse(const uc_profile &profile, const char *bytes, size_t length);

 private:
  void read(const uc_profile &profile);
  void read_meta(const uc_profile &profile);
  void read_place(Token path, Token hierarchy);
  void read_data(const Model &model);
  void find_fields(const Model &model);
  size_t find_model(const uc_profile &profile, std::string_view type);
  std::string_view reference(Token token, std::string_view field);
  std::string_view part(Token token, std::string_view field);
  void read_list(Token token, const Field &field);
  void read_entries(Token token, const Field &field);
  uc_flag flag(Token token, std::string_view field);
  Token last_member(Token object, std::string_view name);
  bool is(Token key, std::string_view name) { return plain(key) == name; }
  std::string_view plain(Token string);
  char kind(Token token) const { return token == no_token ? 'n' : structure.first_byte(token); }
  [[noreturn]] void refuse(const char *message, std::string_view field, Token token) const;

  uc::Structure structure;
  uc_record record{};
  size_t last_model = 0;
  std::vector<Token> values;
  std::vector<uc_text> texts;
  std::vector<uc_flag> flags;
  std::vector<size_t> list_counts;
  std::vector<uc_text> items;
  std::vector<std::unique_ptr<char[]>> unescaped;
};

const uc_record *uc_record_parser::parse(const uc_profile &profile, const char *bytes,
                                         size_t length) {
  record = {};
  unescaped.clear();
  try {
    if (!structure.check(bytes, length)) throw Refusal{structure.message, {}, structure.offset};
    read(profile);
  } catch (const Refusal &refusal) {
    record.kind = UC_RECORD_MALFORMED;
    record.message = refusal.message;
    record.field = text_of(refusal.field);
    record.offset = refusal.offset;
  }
  return &record;
}

void uc_record_parser::read(const uc_profile &profile) {
  if (kind(0) != '{') refuse("expected an object: {\"meta\": …, \"data\": …}", {}, 0);
  if (structure.is_page) {
    record.kind = UC_RECORD_PAGE;
    return;
  }
  read_meta(profile);
  if (record.kind == UC_RECORD_WANTED) read_data(profile.models[record.model]);
}

void uc_record_parser::read_meta(const uc_profile &profile) {
  if (kind(structure.meta) != '{') {
    refuse("a record needs an object under this key", "meta", structure.meta);
  }
  Token type = no_token, path = no_token, hierarchy = no_token, pkid = no_token;
  for (auto [key, value] : structure.meta_members) {
    std::string_view name = plain(key);
    if (name == "model_type") type = value;
    if (name == "path") path = value;
    if (name == "hierarchy") hierarchy = value;
    if (name == "pkid") pkid = value;
  }
  if (kind(type) != '"') refuse("expected a string", "meta.model_type", type);
  std::string_view model_type = plain(type);
  if (model_type.empty()) refuse("must not be empty", "meta.model_type", type);
  record.model_type = text_of(model_type);
  record.model = find_model(profile, model_type);
  if (record.model == profile.models.size()) {
    record.kind = UC_RECORD_SKIPPED;
    return;
  }
  read_place(path, hierarchy);
  record.pkid = text_of(reference(pkid, "meta.pkid"));
}

void uc_record_parser::read_place(Token path, Token hierarchy) {
  auto place = [&](Token token, const char *field) {
    char c = kind(token);
    if (c == '"') return plain(token);
    if (c != 'n') refuse("expected a string", field, token);
    return std::string_view{};
  };
  std::string_view text = place(path, "meta.path");
  record.place_kind = UC_PLACE_PATH;
  if (text.empty()) {
    text = place(hierarchy, "meta.hierarchy");
    record.place_kind = UC_PLACE_HIERARCHY;
  }
  if (text.empty()) refuse("no path: the record does not say where it lives", "meta.path", path);
  record.place = text_of(text);
}

size_t uc_record_parser::find_model(const uc_profile &profile, std::string_view type) {
  const auto &models = profile.models;
  if (last_model < models.size() && models[last_model].type == type) return last_model;
  for (size_t index = 0; index < models.size(); index++) {
    if (models[index].type == type) return last_model = index;
  }
  return models.size();
}

void uc_record_parser::read_data(const Model &model) {
  if (kind(structure.data) != '{') {
    refuse("a record of this model needs an object under this key", "data", structure.data);
  }
  find_fields(model);
  texts.clear();
  flags.clear();
  list_counts.clear();
  items.clear();
  for (size_t index = 0; index < model.fields.size(); index++) {
    const Field &field = model.fields[index];
    Token value = values[index];
    switch (field.kind) {
      case UC_FIELD_TEXT: texts.push_back(text_of(reference(value, field.name))); break;
      case UC_FIELD_FLAG: flags.push_back(flag(value, field.name)); break;
      case UC_FIELD_LIST: read_list(value, field); break;
    }
  }
  record.texts = texts.data();
  record.flags = flags.data();
  record.list_counts = list_counts.data();
  record.items = items.data();
}

void uc_record_parser::find_fields(const Model &model) {
  values.assign(model.fields.size(), no_token);
  for (auto [key, value] : structure.data_members) {
    std::string_view name = structure.raw_string(key);
    if (structure.has_escaped_keys()) name = plain(key);
    if (!(model.name_lengths & length_bit(name.size()))) continue;
    for (size_t index = 0; index < model.fields.size(); index++) {
      if (model.fields[index].name == name) values[index] = value;
    }
  }
}

// A string, null, "", absent, or an object: the first non-empty of its `value` and `_value_1`.
std::string_view uc_record_parser::reference(Token token, std::string_view field) {
  if (kind(token) != '{') return part(token, field);
  std::string_view text = part(last_member(token, "value"), field);
  return text.empty() ? part(last_member(token, "_value_1"), field) : text;
}

std::string_view uc_record_parser::part(Token token, std::string_view field) {
  char c = kind(token);
  if (c == '"') return plain(token);
  if (c == 'n') return {};
  refuse("expected a string, null or an object with \"value\" or \"_value_1\"", field, token);
}

void uc_record_parser::read_list(Token token, const Field &field) {
  size_t before = items.size();
  switch (kind(token)) {
    case '{': read_entries(last_member(token, field.inner), field); break;
    case 'n': break;
    case '"':
      if (structure.raw_string(token).empty()) break;
      [[fallthrough]];
    default:
      if (kind(token) == '[' && structure.first_byte(token + 1) == ']') break;
      refuse("expected an object that holds a list, null, \"\" or []", field.name, token);
  }
  list_counts.push_back(items.size() - before);
}

void uc_record_parser::read_entries(Token token, const Field &field) {
  if (kind(token) != '[') {
    items.push_back(text_of(reference(token, field.inner)));
    return;
  }
  for (Token entry = token + 1; structure.first_byte(entry) != ']';) {
    items.push_back(text_of(reference(entry, field.inner)));
    entry = structure.behind(entry);
    if (structure.first_byte(entry) == ',') entry++;
  }
}

uc_flag uc_record_parser::flag(Token token, std::string_view field) {
  char c = kind(token);
  if (c == 'n') return UC_FLAG_UNSET;
  std::string text;
  if (c == 't' || c == 'f') text = c;
  if (c == '"') {
    text = plain(token);
    if (text.empty()) return UC_FLAG_UNSET;
    for (char &letter : text) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter | 0x20);
    }
  }
  if (text == "t" || text == "true" || text == "y") return UC_FLAG_TRUE;
  if (text == "f" || text == "false" || text == "n") return UC_FLAG_FALSE;
  refuse("expected true or false, or \"true\", \"false\", \"t\", \"f\", \"Y\", \"N\"", field,
         token);
}

Token uc_record_parser::last_member(Token object, std::string_view name) {
  Token found = no_token;
  for (Token key = object + 1; structure.first_byte(key) != '}';) {
    if (is(key, name)) found = key + 2;
    key = structure.behind(key + 2);
    if (structure.first_byte(key) == ',') key++;
  }
  return found;
}

std::string_view uc_record_parser::plain(Token string) {
  std::string_view raw = structure.raw_string(string);
  if (!structure.has_escapes() || raw.find('\\') == std::string_view::npos) return raw;
  unescaped.push_back(std::make_unique<char[]>(raw.size()));
  return {unescaped.back().get(), uc::unescape(raw, unescaped.back().get())};
}

void uc_record_parser::refuse(const char *message, std::string_view field, Token token) const {
  throw Refusal{message, field, token == no_token ? 0 : structure.position(token)};
}

uc_profile *uc_profile_create(void) { return new uc_profile; }
void uc_profile_destroy(uc_profile *profile) { delete profile; }

void uc_profile_add_model(uc_profile *profile, uc_text model_type) {
  profile->models.push_back({string_of(model_type), {}, 0});
}

void uc_profile_add_field(uc_profile *profile, uc_field_kind kind, uc_text name, uc_text inner) {
  Model &model = profile->models.back();
  model.fields.push_back({kind, string_of(name), string_of(inner)});
  model.name_lengths |= length_bit(name.length);
}

uc_record_parser *uc_record_parser_create(size_t depth_max) {
  return new uc_record_parser(depth_max);
}
void uc_record_parser_destroy(uc_record_parser *parser) { delete parser; }

const uc_record *uc_record_parse(uc_record_parser *parser, const uc_profile *profile,
                                 const char *bytes, size_t length) {
  return parser->parse(*profile, bytes, length);
}
