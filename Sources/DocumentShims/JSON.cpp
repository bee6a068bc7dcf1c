#include "JSON.h"

#include <cstring>
#include <new>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <unordered_set>

struct ascribe_json_parser {
    simdjson::dom::parser parser;
    std::string widened;
};

namespace {

/// Levels of nesting that are read.
constexpr size_t max_nesting = 1024;

/// simdjson refuses integers beyond 64 bits, which JSON allows: written as floating point they can be read. False when
/// there is none.
bool widen_long_integers(const uint8_t *text, size_t length, std::string &out) {
    out.clear();
    out.reserve(length + 64 + simdjson::SIMDJSON_PADDING);
    bool in_string = false, widened = false;
    for (size_t i = 0; i < length;) {
        const char c = static_cast<char>(text[i]);
        if (in_string && c == '\\' && i + 1 < length) {
            out.append(reinterpret_cast<const char *>(text + i), 2);
            i += 2;
            continue;
        }
        if (c == '"') in_string = !in_string;
        if (in_string || c < '0' || c > '9') {
            out.push_back(c);
            i++;
            continue;
        }
        const size_t start = i;
        bool integer = true;
        while (i < length && (std::strchr("+-.eE", text[i]) != nullptr || (text[i] >= '0' && text[i] <= '9')) && text[i] != 0) {
            integer = integer && text[i] >= '0' && text[i] <= '9';
            i++;
        }
        out.append(reinterpret_cast<const char *>(text + start), i - start);
        if (integer && i - start >= 19) {
            out.append("e0");
            widened = true;
        }
    }
    return widened;
}

size_t after(const uint64_t *tape, size_t index) {
    switch (tape[index] >> 56) {
    case '{':
    case '[': return static_cast<uint32_t>(tape[index]);
    case 'l':
    case 'u':
    case 'd': return index + 2;
    default: return index + 1;
    }
}

/// The key at a place of the tape.
std::string_view key_at(const uint64_t *tape, const uint8_t *strings, size_t at) {
    const uint8_t *entry = strings + (tape[at] & 0xFFFFFFFFFFFFFF);
    uint32_t length;
    std::memcpy(&length, entry, sizeof length);
    return {reinterpret_cast<const char *>(entry + sizeof length), length};
}

/// Length and first bytes of a key in one number: keys that are equal have equal ones. simdjson keeps bytes to read
/// behind every string.
uint64_t mark_of(std::string_view key) {
    uint64_t start;
    std::memcpy(&start, key.data(), sizeof start);
    if (key.size() < sizeof start) start &= (uint64_t(1) << (8 * key.size())) - 1;
    return start ^ (uint64_t(key.size()) * 0x9E3779B97F4A7C15);
}

/// Whether the keys of the object at `index` repeat. Those of small objects are compared by their marks first, all with
/// all; those of large ones by a set.
bool repeats_a_key(const uint64_t *tape, const uint8_t *strings, size_t index) {
    constexpr size_t small = 24;
    uint64_t marks[small];
    size_t places[small], count = 0;
    size_t at = index + 1;
    for (; tape[at] >> 56 != '}' && count < small; at = after(tape, at + 1)) {
        const uint64_t mark = mark_of(key_at(tape, strings, at));
        bool same = false;
        for (size_t i = 0; i < count; i++) same |= marks[i] == mark;
        if (same) {
            const auto key = key_at(tape, strings, at);
            for (size_t i = 0; i < count; i++)
                if (marks[i] == mark && key_at(tape, strings, places[i]) == key) return true;
        }
        marks[count] = mark;
        places[count++] = at;
    }
    if (tape[at] >> 56 == '}') return false;
    std::unordered_set<std::string_view> seen;
    for (at = index + 1; tape[at] >> 56 != '}'; at = after(tape, at + 1))
        if (!seen.insert(key_at(tape, strings, at)).second) return true;
    return false;
}

/// Walks over the tape once: sets `duplicate_keys`, and answers whether the nesting is within bounds.
bool survey(ascribe_json_document &document) {
    const uint64_t *tape = document.tape;
    const size_t end = static_cast<uint32_t>(tape[0]);
    size_t depth = 0;
    document.duplicate_keys = false;
    for (size_t i = 1; i < end; i++) {
        switch (tape[i] >> 56) {
        case '{':
            if (!document.duplicate_keys)
                document.duplicate_keys = repeats_a_key(tape, document.strings, i);
            [[fallthrough]];
        case '[':
            if (++depth > max_nesting) return false;
            break;
        case '}':
        case ']': depth--; break;
        case 'l':
        case 'u':
        case 'd': i++; break;
        default: break;
        }
    }
    return true;
}

}  // namespace

void ascribe_json_version(int *major, int *minor, int *revision) {
    *major = simdjson::SIMDJSON_VERSION_MAJOR;
    *minor = simdjson::SIMDJSON_VERSION_MINOR;
    *revision = simdjson::SIMDJSON_VERSION_REVISION;
}

size_t ascribe_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

ascribe_json_parser *ascribe_json_parser_create(void) {
    auto *parser = new (std::nothrow) ascribe_json_parser;
    // simdjson does not count an empty innermost container as a level; one level more here, and `survey` counts them all.
    if (parser && parser->parser.allocate(1 << 16, max_nesting + 1)) {
        delete parser;
        return nullptr;
    }
    return parser;
}

void ascribe_json_parser_destroy(ascribe_json_parser *parser) { delete parser; }

bool ascribe_json_parse(
    ascribe_json_parser *parser, const uint8_t *text, size_t length, ascribe_json_document *document
) try {
    simdjson::dom::element root;
    auto error = parser->parser.parse(text, length, false).get(root);
    if (error && error != simdjson::UTF8_ERROR && widen_long_integers(text, length, parser->widened))
        error = parser->parser.parse(parser->widened).get(root);
    if (error) return false;
    document->tape = parser->parser.doc.tape.get();
    document->strings = parser->parser.doc.string_buf.get();
    return survey(*document);
} catch (const std::bad_alloc &) {
    return false;
}
