#include "Gzip.h"

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
    int status;
    // A member may follow another; whatever else follows belongs to no stream.
    do status = inflate(&stream, Z_FINISH);
    while (status == Z_STREAM_END && stream.avail_in > 0 && stream.next_in[0] == 0x1F && inflateReset(&stream) == Z_OK);
    long written = (long)(capacity - stream.avail_out);
    int is_full = stream.avail_out == 0;
    int is_all = status == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    if (is_all) return written;
    return is_full ? -2 : -1;
}
