#include "record_parser.h"

#include <algorithm>
#include <string>

#include "text.h"

using uc::no_token;
using uc::Token;

namespace {

// The keys of `meta` that are asked for.
enum MetaKey { model_type_key, path_key, hierarchy_key, pkid_key, meta_key_count };
const uc::Name meta_names[meta_key_count] = {std::string_view("model_type"),
                                             std::string_view("path"),
                                             std::string_view("hierarchy"),
                                             std::string_view("pkid")};

// Whether a text is a number as a spreadsheet shows a long id: 6.2E+23.
bool is_rounded(std::string_view text) {
  size_t i = 0;
  auto digits = [&] {
    size_t start = i;
    while (i < text.size() && uc::is_digit(text[i])) i++;
    return i > start;
  };
  if (!digits()) return false;
  bool has_point = i < text.size() && (text[i] == '.' || text[i] == ',');
  if (has_point && (i++, !digits())) return false;
  if (i == text.size() || (text[i] | 0x20) != 'e') return false;
  i++;
  bool has_sign = i < text.size() && (text[i] == '+' || text[i] == '-');
  if (has_sign) i++;
  return digits() && i == text.size() && (has_point || has_sign);
}

struct Refusal {
  const char *message;
  std::string_view field;
  size_t offset;
};

}  // namespace

bool uc::is_spelled_like(std::string_view left, std::string_view right) {
  size_t i = 0, k = 0;
  auto next = [](std::string_view text, size_t &at) {
    while (at < text.size() && text[at] == '_') at++;
    if (at == text.size()) return -1;
    char c = text[at++];
    return int{static_cast<uint8_t>(c >= 'A' && c <= 'Z' ? c | 0x20 : c)};
  };
  for (;;) {
    int letter = next(left, i);
    if (letter != next(right, k)) return false;
    if (letter < 0) return true;
  }
}

std::string uc::with_underscores(std::string_view name) {
  std::string text;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z' && !text.empty()) text += '_';
    text += c;
  }
  return text;
}

const uc_record *uc_record_parser::parse(const uc_profile &profile, const char *bytes,
                                         size_t length) {
  record = {};
  record.raw = {bytes, length};
  if (structure.check(bytes, length)) {
    read(profile, structure.tokens(), structure.envelope());
  } else {
    record.kind = UC_RECORD_MALFORMED;
    record.message = structure.message;
    record.offset = structure.offset;
  }
  return &record;
}

const uc_record *uc_record_parser::next(const uc_profile &profile) {
  if (!lines.next()) return nullptr;
  record = {};
  record.raw = uc::text_of(lines.text());
  read(profile, lines.tokens(), lines.envelope());
  return &record;
}

template <typename Body>
void uc_record_parser::for_each_member(Token object, Body body) {
  for (Token key = object + 1; tokens.first_byte(key) != '}';) {
    body(plain(key), key + 2);
    key = tokens.after(key + 2);
    if (tokens.first_byte(key) == ',') key++;
  }
}

void uc_record_parser::read(const uc_profile &profile, const uc::Tokens &text,
                            const uc::Envelope &parts) {
  tokens = text;
  envelope = &parts;
  unescaped.clear();
  try {
    read(profile);
  } catch (const Refusal &refusal) {
    record.kind = UC_RECORD_MALFORMED;
    record.message = refusal.message;
    record.field = uc::text_of(refusal.field);
    record.offset = refusal.offset;
  }
}

void uc_record_parser::read(const uc_profile &profile) {
  if (kind(envelope->root) != '{') {
    refuse("expected an object: {\"meta\": …, \"data\": …}", {}, envelope->root);
  }
  if (envelope->is_page) {
    record.kind = UC_RECORD_PAGE;
    return;
  }
  read_meta(profile);
  if (record.kind == UC_RECORD_WANTED) read_data(profile, profile.models[record.model]);
}

// The index of the first of `count` names that is this key's, or `count`.
template <typename NameOf>
size_t uc_record_parser::find_name(uc::KeyOrder &order, size_t position, Token key, size_t count,
                                   NameOf name_of) {
  size_t known = order.find(position, tokens.bytes + tokens.position(key) + 1);
  if (known != uc::KeyOrder::unknown) return known;
  std::string_view name = plain(key);
  size_t index = 0;
  while (index < count && !name_of(index).is(name)) index++;
  order.learn(position, tokens.raw_string(key), index);
  return index;
}

void uc_record_parser::read_meta(const uc_profile &profile) {
  if (kind(envelope->meta) != '{') {
    refuse("a record needs an object under this key", "meta", envelope->meta);
  }
  // One more for the keys that are not asked for.
  Token members[meta_key_count + 1] = {no_token, no_token, no_token, no_token, no_token};
  auto name_of = [](size_t index) -> const uc::Name & { return meta_names[index]; };
  size_t position = 0;
  for (auto [key, value] : envelope->meta_members) {
    members[find_name(meta_order, position++, key, meta_key_count, name_of)] = value;
  }
  auto [type, path, hierarchy, pkid, other] = members;
  if (kind(type) != '"') refuse("expected a string", "meta.model_type", type);
  std::string_view model_type = plain(type);
  if (model_type.empty()) refuse("must not be empty", "meta.model_type", type);
  record.model_type = uc::text_of(model_type);
  record.model = find_model(profile, model_type);
  if (record.model == profile.models.size()) {
    record.kind = UC_RECORD_SKIPPED;
    if (kind(pkid) == '"') record.pkid = uc::text_of(plain(pkid));
    return;
  }
  read_place(path, hierarchy);
  variants.clear();
  if (revision != profile.revision) {
    revision = profile.revision;
    seen.assign(profile.models.size(), {});
    orders.assign(profile.models.size(), {});
  }
  if (pkid == no_token) find_pkid_variants(profile);
  record.seen.has_pkid = pkid != no_token;
  std::string_view id = reference(pkid, "meta.pkid");
  if (is_rounded(id)) {
    refuse("a number and not a PKID: did a spreadsheet round it?", "meta.pkid", pkid);
  }
  record.pkid = uc::text_of(id);
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
  record.place = uc::text_of(text);
}

size_t uc_record_parser::find_model(const uc_profile &profile, std::string_view type) {
  const auto &models = profile.models;
  if (last_model < models.size() && models[last_model].type.is(type)) return last_model;
  for (size_t index = 0; index < models.size(); index++) {
    if (models[index].type.is(type)) return last_model = index;
  }
  return models.size();
}

void uc_record_parser::read_data(const uc_profile &profile, const uc::Model &model) {
  if (kind(envelope->data) != '{') {
    refuse("a record of this model needs an object under this key", "data", envelope->data);
  }
  find_fields(profile, model);
  texts.clear();
  flags.clear();
  list_counts.clear();
  items.clear();
  for (size_t index = 0; index < model.fields.size(); index++) {
    const uc::Field &field = model.fields[index];
    const auto [token, rank] = found[index];
    const uc::FieldName &name = field.names[rank];
    switch (field.kind) {
      case UC_FIELD_TEXT: texts.push_back(uc::text_of(reference(token, name, name.name))); break;
      case UC_FIELD_FLAG: flags.push_back(flag(token, name.name)); break;
      case UC_FIELD_LIST: read_list(token, field, rank); break;
      case UC_FIELD_VALUE: texts.push_back(value(token, name)); break;
    }
  }
  record.texts = texts.data();
  record.flags = flags.data();
  record.list_counts = list_counts.data();
  record.items = items.data();
  record.variants = variants.data();
  record.variant_count = variants.size();
  uc_seen_keys &all = seen[record.model];
  all.fields |= record.seen.fields;
  all.lists |= record.seen.lists;
  all.values |= record.seen.values;
  all.has_pkid |= record.seen.has_pkid;
}

void uc_record_parser::find_fields(const uc_profile &profile, const uc::Model &model) {
  found.assign(model.fields.size(), {});
  auto name_of = [&](size_t index) -> const uc::Name & { return model.keys[index].name; };
  uc::KeyOrder &order = orders[record.model];
  size_t position = 0;
  for (auto [key, value] : envelope->data_members) {
    size_t index = find_name(order, position++, key, model.keys.size(), name_of);
    if (index == model.keys.size()) continue;
    do {
      const uc::FieldKey &wanted = model.keys[index];
      Found &field = found[wanted.field];
      if (field.value == no_token || wanted.rank <= field.rank) {
        field = {value, static_cast<uint32_t>(wanted.rank)};
      }
      if (wanted.field < 64) record.seen.fields |= uint64_t{1} << wanted.field;
      index = wanted.next_alike;
    } while (index != 0);
  }
  size_t count = model.fields.size();
  uint64_t all = count < 64 ? (uint64_t{1} << count) - 1 : ~uint64_t{0};
  uint64_t known = seen[record.model].fields | record.seen.fields;
  if (uint64_t unseen = all & ~known) find_variants(profile, model, unseen);
}

// The filter of the lines passes these; others are not looked at there.
bool uc_record_parser::is_variant(const uc_profile &profile, std::string_view name,
                                  std::string_view wanted) {
  // PERF: most differ in the first letter.
  return !name.empty() && ((name.front() ^ wanted.front()) & ~0x20) == 0 &&
         uc::is_spelled_like(name, wanted) && profile.keys.passes(name.data());
}

// Of a model that is wanted: `meta` has no `pkid`.
void uc_record_parser::find_pkid_variants(const uc_profile &profile) {
  if (seen[record.model].has_pkid) return;
  for (auto [key, value] : envelope->meta_members) {
    std::string_view name = plain(key);
    if (is_variant(profile, name, meta_names[pkid_key])) {
      variants.push_back({UC_KEY_PKID, 0, uc::text_of(name)});
    }
  }
}

void uc_record_parser::find_variants(const uc_profile &profile, const uc::Model &model,
                                     uint64_t unseen) {
  for (auto [key, value] : envelope->data_members) {
    std::string_view name = plain(key);
    for (const uc::FieldKey &wanted : model.keys) {
      bool is_unseen = wanted.field < 64 && (unseen >> wanted.field & 1);
      if (is_unseen && is_variant(profile, name, wanted.name)) {
        size_t index = static_cast<size_t>(&wanted - model.keys.data());
        variants.push_back({UC_KEY_FIELD, index, uc::text_of(name)});
      }
    }
  }
}

// Of an object that has not got a key that it should have. `part`: a list or a value.
void uc_record_parser::find_inner_variants(Token object, uc_key_part part,
                                           const uc::FieldName &field, std::string_view wanted) {
  for_each_member(object, [&](std::string_view name, Token) {
    if (uc::is_spelled_like(name, wanted)) {
      variants.push_back({part, field.key, uc::text_of(name)});
    }
  });
}

// A string, null, "", absent, or an object: the first non-empty of its `value` and `_value_1`.
std::string_view uc_record_parser::reference(Token token, std::string_view field) {
  if (kind(token) != '{') return part(token, field);
  std::string_view text = part(last_member(token, "value"), field);
  return text.empty() ? part(last_member(token, "_value_1"), field) : text;
}

// The same of a field. `shown`: the key that errors name.
std::string_view uc_record_parser::reference(Token token, const uc::FieldName &field,
                                             std::string_view shown) {
  if (kind(token) != '{') return part(token, shown);
  Token first = last_member(token, "value");
  Token second = last_member(token, "_value_1");
  if (first != no_token || second != no_token) {
    note_seen(UC_KEY_VALUE, field);
  } else if (!is_seen(UC_KEY_VALUE, field)) {
    find_inner_variants(token, UC_KEY_VALUE, field, "value");
    find_inner_variants(token, UC_KEY_VALUE, field, "_value_1");
  }
  std::string_view text = part(first, shown);
  return text.empty() ? part(second, shown) : text;
}

// The bits of a part.
static uint64_t &bits(uc_seen_keys &keys, uc_key_part part) {
  return part == UC_KEY_LIST ? keys.lists : keys.values;
}

void uc_record_parser::note_seen(uc_key_part part, const uc::FieldName &field) {
  if (field.key < 64) bits(record.seen, part) |= uint64_t{1} << field.key;
}

bool uc_record_parser::is_seen(uc_key_part part, const uc::FieldName &field) {
  if (field.key >= 64) return true;
  return (bits(record.seen, part) | bits(seen[record.model], part)) >> field.key & 1;
}

std::string_view uc_record_parser::part(Token token, std::string_view field) {
  char c = kind(token);
  if (c == '"') return plain(token);
  if (c == 'n') return {};
  if (c == '-' || uc::is_digit(c)) {
    refuse("expected a string, null or an object, found a number: did a spreadsheet round it?",
           field, token);
  }
  refuse("expected a string, null or an object with \"value\" or \"_value_1\"", field, token);
}

// As it is written; without bytes where the record says nothing.
uc_text uc_record_parser::value(Token token, const uc::FieldName &field) {
  switch (kind(token)) {
    case 'n': return {nullptr, 0};
    case '"': return uc::text_of(plain(token));
    case '{': return uc::text_of(reference(token, field, field.name));
    case '[': refuse("expected a string, a number, true, false or null", field.name, token);
    default: break;
  }
  size_t begin = tokens.position(token);
  return uc::text_of(uc::trimmed({tokens.bytes + begin, tokens.position(token + 1) - begin}));
}

void uc_record_parser::read_list(Token token, const uc::Field &list, size_t rank) {
  const uc::FieldName &field = list.names[rank];
  size_t before = items.size();
  switch (kind(token)) {
    case '{': read_entries(token, list, rank); break;
    case 'n': break;
    case '"':
      if (tokens.raw_string(token).empty()) break;
      [[fallthrough]];
    default:
      if (kind(token) == '[' && tokens.first_byte(token + 1) == ']') break;
      refuse("expected an object that holds a list, null, \"\" or []", field.name, token);
  }
  list_counts.push_back(items.size() - before);
}

// Of the names that share the outer key, the first one counts whose inner key the object has.
void uc_record_parser::read_entries(Token object, const uc::Field &list, size_t rank) {
  const uc::FieldName &first = list.names[rank];
  const uc::FieldName *found = &first;
  Token inner = last_member(object, first.inner);
  for (size_t other = rank + 1; inner == no_token && other < list.names.size(); other++) {
    if (!list.names[other].shares_key(first)) continue;
    found = &list.names[other];
    inner = last_member(object, found->inner);
  }
  if (inner != no_token) {
    note_seen(UC_KEY_LIST, first);
  } else if (!is_seen(UC_KEY_LIST, first)) {
    for (const uc::FieldName &name : list.names) {
      if (name.shares_key(first)) find_inner_variants(object, UC_KEY_LIST, first, name.inner);
    }
  }
  read_entries(inner, *found);
}

void uc_record_parser::read_entries(Token token, const uc::FieldName &field) {
  if (kind(token) != '[') {
    items.push_back(uc::text_of(reference(token, field, field.inner)));
    return;
  }
  for (Token entry = token + 1; tokens.first_byte(entry) != ']';) {
    items.push_back(uc::text_of(reference(entry, field, field.inner)));
    entry = tokens.after(entry);
    if (tokens.first_byte(entry) == ',') entry++;
  }
}

uc_flag uc_record_parser::flag(Token token, std::string_view field) {
  char c = kind(token);
  if (c == 'n') return UC_FLAG_UNSET;
  if (c == 't') return UC_FLAG_TRUE;
  if (c == 'f') return UC_FLAG_FALSE;
  std::string text;
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
  for_each_member(object, [&](std::string_view key, Token value) {
    if (key == name) found = value;
  });
  return found;
}

std::string_view uc_record_parser::plain(Token string) {
  std::string_view raw = tokens.raw_string(string);
  if (!envelope->has_escapes || raw.find('\\') == std::string_view::npos) return raw;
  unescaped.push_back(std::make_unique<char[]>(raw.size() + uc::name_padding));
  return {unescaped.back().get(), uc::unescape(raw, unescaped.back().get())};
}

void uc_record_parser::refuse(const char *message, std::string_view field, Token token) const {
  size_t start = tokens.position(envelope->root);
  throw Refusal{message, field, token == no_token ? 0 : tokens.position(token) - start};
}
