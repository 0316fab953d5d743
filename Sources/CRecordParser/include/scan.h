/// Where values end, for text that comes in pieces and is too long to be held.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How far the value has come. All zero before its first byte.
typedef struct uc_scan_state {
  uint64_t depth;
  bool in_string;
  bool is_escaped;
  bool is_done;
} uc_scan_state;

/// Goes on with a value whose first byte is `{`, `[` or `"`; stops after its last byte
/// (`is_done`) or at the end of the piece. Only quotes and brackets are looked at.
/// @return the bytes of the piece that belong to the value.
size_t uc_scan_value(uc_scan_state *_Nonnull state, const char *_Nonnull bytes, size_t length);

/// True if a string, as written between its quotes, means exactly `text`.
bool uc_string_equals(const char *_Nonnull escaped, size_t length, const char *_Nonnull text,
                      size_t text_length);

#ifdef __cplusplus
}
#endif
