/// One record of a dump, reduced to the fields that a profile names.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Text in the record's own bytes or in the parser's memory: valid until the next record.
typedef struct uc_text {
  const char *_Nullable bytes;
  size_t length;
} uc_text;

/// How a field is written (Inputs.md, "Models and fields").
typedef enum uc_field_kind {
  UC_FIELD_TEXT = 0,  // string, null, absent, or an object with `value` or `_value_1`
  UC_FIELD_FLAG = 1,  // a boolean in any of its spellings
  UC_FIELD_LIST = 2,  // an object that holds one text or an array of them under `inner`
  UC_FIELD_VALUE = 3,  // as TEXT, or a number or boolean as it is written; null and absent: no bytes
} uc_field_kind;

/// The models that are wanted, and their fields.
typedef struct uc_profile uc_profile;

uc_profile *_Nonnull uc_profile_create(void);
void uc_profile_destroy(uc_profile *_Nonnull profile);
/// Adds a model; its index is the number of models before it.
void uc_profile_add_model(uc_profile *_Nonnull profile, uc_text model_type);
/// Adds a field to the model added last. `inner` is for lists only.
void uc_profile_add_field(uc_profile *_Nonnull profile, uc_field_kind kind, uc_text name,
                          uc_text inner);
/// Adds another name to the field added last. Of those that a record has, the one added first counts.
void uc_profile_add_name(uc_profile *_Nonnull profile, uc_text name, uc_text inner);

typedef enum uc_record_kind {
  UC_RECORD_WANTED = 0,     // a model of the profile
  UC_RECORD_SKIPPED = 1,    // another model: only `model_type` is set, and a `pkid` that is a string
  UC_RECORD_PAGE = 2,       // no record: an object with `resources` or `pagination`
  UC_RECORD_MALFORMED = 3,  // `message`, `offset`, and `field` where one is at fault
} uc_record_kind;

typedef enum uc_place_kind { UC_PLACE_PATH = 0, UC_PLACE_HIERARCHY = 1 } uc_place_kind;

typedef enum uc_flag { UC_FLAG_FALSE = 0, UC_FLAG_TRUE = 1, UC_FLAG_UNSET = 2 } uc_flag;

/// The place of a key that the profile or the form of a record names.
typedef enum uc_key_part {
  UC_KEY_FIELD = 0,  // in `data`: a field
  UC_KEY_LIST = 1,   // in the object of a list: `inner`
  UC_KEY_VALUE = 2,  // in the object of a text or of an entry of a list: `value` or `_value_1`
  UC_KEY_PKID = 3,   // in `meta`: `pkid`
} uc_key_part;

/// A key that differs from one of the profile in the case of letters or in underscores only. `name`
/// counts the names of all fields of the model; for a list it is the first one with its outer key,
/// for `pkid` 0.
typedef struct uc_variant {
  uc_key_part part;
  size_t name;
  uc_text key;
} uc_variant;

/// The keys that were met: a bit for each of the first 64 fields, and for the keys inside their
/// objects a bit for each of the first 64 names of all fields.
typedef struct uc_seen_keys {
  uint64_t fields;
  uint64_t lists;
  uint64_t values;
  bool has_pkid;
} uc_seen_keys;

/// A record's content; `raw` is the record itself. `texts` (with values), `flags` and `list_counts`
/// have one entry per field of that kind in the order of the profile; `items` are the entries of all
/// lists, one list after the other. `variants` are those of keys that no record of the model has had
/// yet in this parser.
typedef struct uc_record {
  uc_record_kind kind;
  uc_place_kind place_kind;
  const char *_Nullable message;
  uc_text field;
  size_t offset;
  uc_text raw;
  size_t model;
  uc_text model_type;
  uc_text place;
  uc_text pkid;
  const uc_text *_Nullable texts;
  const uc_flag *_Nullable flags;
  const size_t *_Nullable list_counts;
  const uc_text *_Nullable items;
  uc_seen_keys seen;
  const uc_variant *_Nullable variants;
  size_t variant_count;
} uc_record;

typedef struct uc_record_parser uc_record_parser;

/// The number of bytes after a text that may be read; they must be allocated.
size_t uc_record_padding(void);

/// A parser for records nested at most `depth_max` deep; to be used by one thread at a time.
/// `is_plain`: without what only some processors can do, for tests; the results are the same.
uc_record_parser *_Nonnull uc_record_parser_create(size_t depth_max, bool is_plain);
void uc_record_parser_destroy(uc_record_parser *_Nonnull parser);

/// Checks the whole of a JSON text and reads it as a record. `uc_record_padding()` bytes after it must
/// be readable. The result is valid until the next call.
const uc_record *_Nonnull uc_record_parse(uc_record_parser *_Nonnull parser,
                                          const uc_profile *_Nonnull profile,
                                          const char *_Nonnull bytes, size_t length);

/// Checks the whole of many lines at once: true only if each is blank or one well-formed JSON
/// object, nested no deeper than allowed. False says nothing of any one of them: they are to be read
/// one by one. `uc_record_padding()` bytes after the text must be readable. `is_spanning`: an object may go
/// on over several lines, but each begins on a line of its own.
bool uc_lines_check(uc_record_parser *_Nonnull parser, const uc_profile *_Nonnull profile,
                    const char *_Nonnull bytes, size_t length, bool is_spanning);

/// The next record of lines that were checked, null after the last; `uc_record_parse` would say the
/// same of `raw`. The result is valid until the next call; records may be parsed in between.
const uc_record *_Nullable uc_lines_next(uc_record_parser *_Nonnull parser,
                                         const uc_profile *_Nonnull profile);

#ifdef __cplusplus
}
#endif
