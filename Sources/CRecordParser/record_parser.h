// What a record says, after Inputs.md, "Models and fields"; the whole text has been checked before.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "key_order.h"
#include "lines.h"
#include "profile.h"
#include "structure.h"

struct uc_record_parser {
  uc_record_parser(size_t depth_max, bool is_plain)
      : lines(depth_max, is_plain), structure(depth_max) {}

  const uc_record *parse(const uc_profile &profile, const char *bytes, size_t length);
  const uc_record *next(const uc_profile &profile);

  uc::Lines lines;

 private:
  void read(const uc_profile &profile, const uc::Tokens &text, const uc::Envelope &parts);
  void read(const uc_profile &profile);
  void read_meta(const uc_profile &profile);
  void read_place(uc::Token path, uc::Token hierarchy);
  void read_data(const uc_profile &profile, const uc::Model &model);
  void find_fields(const uc_profile &profile, const uc::Model &model);
  template <typename NameOf>
  size_t find_name(uc::KeyOrder &order, size_t position, uc::Token key, size_t count,
                   NameOf name_of);
  size_t find_model(const uc_profile &profile, std::string_view type);
  std::string_view reference(uc::Token token, const uc::FieldName &field,
                             std::string_view shown);
  std::string_view reference(uc::Token token, std::string_view field);
  std::string_view part(uc::Token token, std::string_view field);
  void read_list(uc::Token token, const uc::Field &list, size_t rank);
  void read_entries(uc::Token object, const uc::Field &list, size_t rank);
  void read_entries(uc::Token token, const uc::FieldName &field);
  uc_flag flag(uc::Token token, std::string_view field);
  uc_text value(uc::Token token, const uc::FieldName &field);
  static bool is_variant(const uc_profile &profile, std::string_view name,
                         std::string_view wanted);
  void find_variants(const uc_profile &profile, const uc::Model &model, uint64_t unseen);
  void find_pkid_variants(const uc_profile &profile);
  void note_seen(uc_key_part part, const uc::FieldName &field);
  bool is_seen(uc_key_part part, const uc::FieldName &field);
  void find_inner_variants(uc::Token object, uc_key_part part, const uc::FieldName &field,
                           std::string_view wanted);
  template <typename Body>
  void for_each_member(uc::Token object, Body body);
  uc::Token last_member(uc::Token object, std::string_view name);
  std::string_view plain(uc::Token string);
  char kind(uc::Token token) const { return token == uc::no_token ? 'n' : tokens.first_byte(token); }
  [[noreturn]] void refuse(const char *message, std::string_view field, uc::Token token) const;

  uc::Structure structure;
  uc::Tokens tokens;
  const uc::Envelope *envelope = nullptr;
  uc_record record{};
  size_t last_model = 0;
  // Of a field that a record has: its value, and the rank of its key.
  struct Found {
    uc::Token value = uc::no_token;
    uint32_t rank = 0;
  };
  // By field of the model.
  std::vector<Found> found;
  std::vector<uc_text> texts;
  std::vector<uc_flag> flags;
  std::vector<size_t> list_counts;
  std::vector<uc_text> items;
  std::vector<uc_variant> variants;
  // By model: the keys that some record had.
  std::vector<uc_seen_keys> seen;
  // Of the `meta` and, by model, of the `data` of the record before.
  uc::KeyOrder meta_order;
  std::vector<uc::KeyOrder> orders;
  // The profile to which these and `seen` belong.
  uint64_t revision = 0;
  // Texts of which the record's bytes do not have a plain copy.
  std::vector<std::unique_ptr<char[]>> unescaped;
};
