#include "Gzip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { block = 1 << 16 };

struct ascribe_gzip {
    z_stream stream;
    int descriptor;
    /// Within a member; else the next bytes begin one, or are what pads the file.
    int inside;
    int members;
    const char *error;
    unsigned char packed[block];
};

ascribe_gzip *ascribe_gzip_open(int descriptor) {
    ascribe_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip) return NULL;
    gzip->descriptor = descriptor;
    if (inflateInit2(&gzip->stream, 15 + 16) == Z_OK) return gzip;
    free(gzip);
    return NULL;
}

void ascribe_gzip_close(ascribe_gzip *gzip) {
    if (!gzip) return;
    inflateEnd(&gzip->stream);
    free(gzip);
}

static long failed(ascribe_gzip *gzip, const char *why) {
    gzip->error = why;
    return -1;
}

/// Reads more packed bytes when none are left: 1 when there are some, 0 at the end of the file, -1 on an error.
static int fill(ascribe_gzip *gzip) {
    if (gzip->stream.avail_in > 0) return 1;
    ssize_t got;
    do got = read(gzip->descriptor, gzip->packed, block);
    while (got < 0 && errno == EINTR);
    if (got < 0) return (int)failed(gzip, strerror(errno));
    gzip->stream.next_in = gzip->packed;
    gzip->stream.avail_in = (uInt)got;
    return got > 0;
}

/// Moves to the next member: 1 when one begins, 0 at the end of the file, -1 when something else follows.
static int begin(ascribe_gzip *gzip) {
    for (;;) {
        int more = fill(gzip);
        if (more <= 0) return more;
        // Tapes and blocks are filled up with zeros.
        if (gzip->members == 0 || *gzip->stream.next_in != 0) break;
        gzip->stream.next_in++;
        gzip->stream.avail_in--;
    }
    if (gzip->members > 0 && *gzip->stream.next_in != 0x1F) {
        return (int)failed(gzip, "bytes that are not packed follow the packed ones");
    }
    gzip->members++;
    gzip->inside = 1;
    inflateReset(&gzip->stream);
    return 1;
}

long ascribe_gzip_read(ascribe_gzip *gzip, void *bytes, size_t size) {
    gzip->stream.next_out = bytes;
    gzip->stream.avail_out = (uInt)size;
    while (gzip->stream.avail_out == size) {
        if (!gzip->inside) {
            int began = begin(gzip);
            if (began <= 0) return began;
        }
        int more = fill(gzip);
        if (more < 0) return more;
        if (more == 0) return failed(gzip, "the file ends within the packed bytes");
        switch (inflate(&gzip->stream, Z_NO_FLUSH)) {
        case Z_OK:
        case Z_BUF_ERROR: break;
        case Z_STREAM_END: gzip->inside = 0; break;
        case Z_MEM_ERROR: return failed(gzip, "out of memory");
        default: return failed(gzip, gzip->stream.msg ? gzip->stream.msg : "not packed as gzip packs");
        }
    }
    return (long)(size - gzip->stream.avail_out);
}

const char *ascribe_gzip_error(ascribe_gzip *gzip) { return gzip->error ? gzip->error : "damaged"; }
