// The C face of profiles and record parsers.
#include "record.h"

#include "json_tokenizer.h"
#include "profile.h"
#include "record_parser.h"

size_t uc_record_padding(void) { return uc::Tokenizer::padding(); }

uc_profile *uc_profile_create(void) { return new uc_profile; }
void uc_profile_destroy(uc_profile *profile) { delete profile; }

void uc_profile_add_model(uc_profile *profile, uc_text model_type) {
  profile->begin_revision();
  profile->models.push_back({uc::view_of(model_type), {}, {}});
}

void uc_profile_add_field(uc_profile *profile, uc_field_kind kind, uc_text name, uc_text inner) {
  profile->models.back().fields.push_back({kind, {}});
  uc_profile_add_name(profile, name, inner);
}

void uc_profile_add_name(uc_profile *profile, uc_text name, uc_text inner) {
  profile->begin_revision();
  auto &model = profile->models.back();
  auto &names = model.fields.back().names;
  std::string_view text = uc::view_of(name);
  size_t key = model.keys.size();
  for (size_t other = key; other-- > 0;) {
    if (std::string_view(model.keys[other].name) != text) continue;
    model.keys[other].next_alike = key;
    break;
  }
  model.keys.push_back({text, model.fields.size() - 1, names.size()});
  names.push_back({text, uc::view_of(inner), key});
  profile->keys.add(text);
  // Other spellings are asked for, too.
  std::string spelled = uc::with_underscores(text);
  if (spelled.size() > 3) profile->keys.add(spelled);
}

uc_record_parser *uc_record_parser_create(size_t depth_max, bool is_plain) {
  return new uc_record_parser(depth_max, is_plain);
}
void uc_record_parser_destroy(uc_record_parser *parser) { delete parser; }

const uc_record *uc_record_parse(uc_record_parser *parser, const uc_profile *profile,
                                 const char *bytes, size_t length) {
  return parser->parse(*profile, bytes, length);
}

bool uc_lines_check(uc_record_parser *parser, const uc_profile *profile, const char *bytes,
                    size_t length, bool is_spanning) {
  return parser->lines.check(bytes, length, is_spanning, profile->keys);
}

const uc_record *uc_lines_next(uc_record_parser *parser, const uc_profile *profile) {
  return parser->next(*profile);
}
