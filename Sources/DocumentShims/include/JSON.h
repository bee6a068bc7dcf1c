#ifndef DOCUMENT_JSON_H
#define DOCUMENT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable JSON parser; it grows to the longest text it was given. One thread at a time.
typedef struct ascribe_json_parser ascribe_json_parser;

/// A parsed text as simdjson lays it out: 64-bit words with a type letter in the top byte, and string bytes preceded by a
/// 32-bit length (simdjson's doc/tape.md). Valid until the parser parses again.
typedef struct {
    const uint64_t *tape;
    const uint8_t *strings;
    /// Some object holds the same key twice; the last one is meant.
    bool duplicate_keys;
} ascribe_json_document;

/// Bytes that must be readable after the end of any text given to the parser.
size_t ascribe_json_padding(void);

/// The parser's version.
void ascribe_json_version(int *major, int *minor, int *revision);

/// A new parser, or NULL when there is no memory.
ascribe_json_parser *ascribe_json_parser_create(void);
void ascribe_json_parser_destroy(ascribe_json_parser *parser);

/// Parses one JSON text strictly: every byte is validated. False when it is not JSON within the bounds (1,024 levels,
/// numbers within a double's range).
bool ascribe_json_parse(ascribe_json_parser *parser, const uint8_t *text, size_t length, ascribe_json_document *document);

#ifdef __cplusplus
}
#endif
#endif
