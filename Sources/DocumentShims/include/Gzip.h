#ifndef DOCUMENT_GZIP_H
#define DOCUMENT_GZIP_H
#include <stddef.h>

/// Unpacks a gzip or zlib stream from memory, all its members, into at most `capacity` bytes.
///
/// Answers the number of bytes, -1 when the stream is damaged or cut short, -2 when it holds more than `capacity`.
long ascribe_inflate(const unsigned char *packed, size_t size, unsigned char *plain, size_t capacity);

/// A gzip file that is being read, all its members, their checksums and lengths compared. One thread at a time.
typedef struct ascribe_gzip ascribe_gzip;

/// Starts to read at the descriptor's current place, and the descriptor must stay open; NULL when there is no memory.
ascribe_gzip *ascribe_gzip_open(int descriptor);

void ascribe_gzip_close(ascribe_gzip *gzip);

/// Reads up to `size` bytes: 0 at the end, -1 when the file is damaged, is cut short or goes on with something else.
/// Zeros that fill it up are no more than that.
long ascribe_gzip_read(ascribe_gzip *gzip, void *bytes, size_t size);

/// What went wrong last; never NULL.
const char *ascribe_gzip_error(ascribe_gzip *gzip);

#endif
