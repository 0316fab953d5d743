/// Whole JSON documents, read by simdjson's On-Demand parser.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The number of bytes after a text that may be read; they must be allocated.
size_t uc_padding(void);

/// The events of `uc_document_walk`. Containers come as begin and end; a key comes before its value.
typedef enum uc_event_kind {
  UC_EVENT_NULL = 0,
  UC_EVENT_FALSE = 1,
  UC_EVENT_TRUE = 2,
  UC_EVENT_NUMBER = 3,  // text is the number as it is written
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

/// `message` is null on success and a static string on failure.
typedef struct uc_outcome {
  const char *_Nullable message;
  size_t offset;
} uc_outcome;

/// Walks one whole document of `length` bytes (followed by `uc_padding()` readable bytes), checks
/// every value, and refuses more than `depth_max` nested containers.
uc_outcome uc_document_walk(const char *_Nonnull bytes, size_t length, size_t depth_max,
                            void *_Nullable context, uc_event_callback _Nonnull callback);

#ifdef __cplusplus
}
#endif
