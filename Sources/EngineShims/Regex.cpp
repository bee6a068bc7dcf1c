#include "Regex.h"

#include <new>
#include <re2/re2.h>

struct ascribe_regex {
    re2::RE2 compiled;
};

namespace {

/// The most bytes that a compiled expression and the states of its searches may take.
constexpr int64_t memory_limit = 4 << 20;

re2::RE2::Options options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_limit);
    return options;
}

}  // namespace

ascribe_regex *ascribe_regex_compile(const char *pattern, size_t length) {
    return new (std::nothrow) ascribe_regex{{re2::StringPiece(pattern, length), options()}};
}

const char *ascribe_regex_error(const ascribe_regex *regex) {
    return regex->compiled.ok() ? nullptr : regex->compiled.error().c_str();
}

bool ascribe_regex_is_too_large(const ascribe_regex *regex) {
    return regex->compiled.error_code() == re2::RE2::ErrorPatternTooLarge;
}

bool ascribe_regex_occurs(const ascribe_regex *regex, const char *text, size_t length) {
    return regex->compiled.Match(
        re2::StringPiece(text, length), 0, length, re2::RE2::UNANCHORED, nullptr, 0);
}

void ascribe_regex_free(ascribe_regex *regex) { delete regex; }
