#ifndef ASCRIBE_INFLATE_H
#define ASCRIBE_INFLATE_H
#include <stddef.h>

/// Unpacks a gzip or zlib stream from memory into at most `capacity` bytes.
///
/// Answers the number of bytes, -1 when the stream is damaged or cut short, -2 when it holds more than `capacity`.
long ascribe_inflate(const unsigned char *packed, size_t size, unsigned char *plain, size_t capacity);

#endif
