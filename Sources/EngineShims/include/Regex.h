#ifndef ENGINE_REGEX_H
#define ENGINE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression of RE2; several threads may search with it at once.
typedef struct ascribe_regex ascribe_regex;

/// Compiles an expression in UTF-8; NULL only without memory. `ascribe_regex_free` releases it.
ascribe_regex *ascribe_regex_compile(const char *pattern, size_t length);

/// Why the expression cannot be used, as a clause in UTF-8; NULL when it can be used. It lives as long as the expression.
const char *ascribe_regex_error(const ascribe_regex *regex);

/// Whether the expression is refused for its size alone.
bool ascribe_regex_is_too_large(const ascribe_regex *regex);

/// Whether a usable expression occurs in a text in UTF-8.
bool ascribe_regex_occurs(const ascribe_regex *regex, const char *text, size_t length);

/// Releases an expression.
void ascribe_regex_free(ascribe_regex *regex);

#ifdef __cplusplus
}
#endif

#endif
