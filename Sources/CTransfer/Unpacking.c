#include "Unpacking.h"

#include <string.h>
#include <strings.h>

void ascribe_unpacking_end(ascribe_unpacking *unpacking) {
    if (unpacking->is_packed) inflateEnd(&unpacking->stream);
    memset(unpacking, 0, sizeof *unpacking);
}

void ascribe_unpacking_head(ascribe_unpacking *unpacking, const char *bytes, size_t count) {
    static const char name[] = "content-encoding:";
    static const char *const known[] = {"gzip", "x-gzip", "deflate"};
    const size_t length = sizeof name - 1;
    // An interim response may come before the one that counts.
    if (count > 5 && memcmp(bytes, "HTTP/", 5) == 0) ascribe_unpacking_end(unpacking);
    if (unpacking->is_packed || count < length || strncasecmp(bytes, name, length) != 0) return;
    const char *value = bytes + length, *end = bytes + count;
    while (value < end && (*value == ' ' || *value == '\t')) value++;
    while (end > value && strchr(" \t\r\n", end[-1])) end--;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if ((size_t)(end - value) != strlen(known[i]) || strncasecmp(value, known[i], strlen(known[i])) != 0) continue;
        // 32 lets zlib tell gzip and zlib apart.
        unpacking->is_packed = inflateInit2(&unpacking->stream, 15 + 32) == Z_OK;
    }
}

bool ascribe_unpacking_body(ascribe_unpacking *unpacking, const char *bytes, size_t count,
                            const ascribe_listener *listener) {
    if (!unpacking->is_packed) return listener->body(listener->context, bytes, count);
    z_stream *stream = &unpacking->stream;
    char plain[1 << 14];
    const bool is_first = stream->total_in == 0;
    stream->next_in = (unsigned char *)bytes;
    stream->avail_in = (uInt)count;
    do {
        stream->next_out = (unsigned char *)plain;
        stream->avail_out = sizeof plain;
        int status = inflate(stream, Z_NO_FLUSH);
        if (status == Z_DATA_ERROR && is_first && !unpacking->is_raw && inflateReset2(stream, -15) == Z_OK) {
            unpacking->is_raw = true;
            stream->next_in = (unsigned char *)bytes;
            stream->avail_in = (uInt)count;
            continue;
        }
        size_t got = sizeof plain - stream->avail_out;
        if (got > 0 && !listener->body(listener->context, plain, got)) return false;
        // What follows the packed bytes is nothing of the answer.
        if (status == Z_STREAM_END) return true;
        if (status != Z_OK && status != Z_BUF_ERROR) return false;
    } while (stream->avail_in > 0 || stream->avail_out == 0);
    return true;
}
