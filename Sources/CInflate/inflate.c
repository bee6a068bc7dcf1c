#include "CInflate.h"

#include <string.h>
#include <zlib.h>

long ascribe_inflate(const unsigned char *packed, size_t size, unsigned char *plain, size_t capacity) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    // 32 lets zlib tell gzip and zlib apart.
    if (inflateInit2(&stream, 15 + 32) != Z_OK) return -1;
    stream.next_in = (unsigned char *)packed;
    stream.avail_in = (uInt)size;
    stream.next_out = plain;
    stream.avail_out = (uInt)capacity;
    int status = inflate(&stream, Z_FINISH);
    long written = (long)stream.total_out;
    int is_full = stream.avail_out == 0;
    inflateEnd(&stream);
    if (status == Z_STREAM_END) return written;
    return is_full ? -2 : -1;
}
