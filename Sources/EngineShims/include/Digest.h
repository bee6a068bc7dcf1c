#ifndef ENGINE_DIGEST_H
#define ENGINE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/// Writes the SHA-256 of `count` bytes into the 32 bytes of `digest`; returns 0 when the library refuses.
int cdigest_sha256(const void *bytes, size_t count, uint8_t *digest);

#endif
