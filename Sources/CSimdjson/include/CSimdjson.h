/// A thin face of simdjson's On-Demand parser for Swift. No policy here: what a record means is
/// decided by the callers.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "record.h"
#include "scan.h"

#ifdef __cplusplus
extern "C" {
#endif

/// What `uc_document_walk` met. Containers come as begin and end; a key comes before its value.
typedef enum uc_event_kind {
  UC_EVENT_NULL = 0,
  UC_EVENT_FALSE = 1,
  UC_EVENT_TRUE = 2,
  UC_EVENT_NUMBER = 3,  // text is the number as it stands
  UC_EVENT_STRING = 4,  // text is unescaped UTF-8
  UC_EVENT_KEY = 5,     // text is unescaped UTF-8
  UC_EVENT_ARRAY_BEGIN = 6,
  UC_EVENT_ARRAY_END = 7,
  UC_EVENT_OBJECT_BEGIN = 8,
  UC_EVENT_OBJECT_END = 9,
} uc_event_kind;

/// `offset` is the byte of the value in the document; `text` lives until the callback returns.
typedef void (*uc_event_callback)(void *_Nullable context, uc_event_kind kind,
                                  const char *_Nullable text, size_t length, size_t offset);

/// `message` is null when all went well; it is a static string otherwise.
typedef struct uc_outcome {
  const char *_Nullable message;
  size_t offset;
} uc_outcome;

/// The bytes that may be read beyond the end of a text; they must be allocated.
size_t uc_padding(void);

/// Walks one whole document of `length` bytes (with `uc_padding()` readable bytes behind it),
/// every value checked, at most `depth_max` containers deep.
uc_outcome uc_document_walk(const char *_Nonnull bytes, size_t length, size_t depth_max,
                            void *_Nullable context, uc_event_callback _Nonnull callback);

#ifdef __cplusplus
}
#endif
