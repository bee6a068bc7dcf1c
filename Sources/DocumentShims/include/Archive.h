#ifndef DOCUMENT_ARCHIVE_H
#define DOCUMENT_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

/// An archive or a compressed file that is being read, by libarchive. One thread at a time.
typedef struct ascribe_archive ascribe_archive;

/// Starts to read a compressed file (Zstandard, bzip2, xz, lz4) as one entry, or none when it holds nothing; NULL when there
/// is no memory. libarchive compares no checksum of gzip, which has a reader of its own.
/// The descriptor must stay open, and is read from its current place on.
ascribe_archive *ascribe_archive_open_compressed(int descriptor);

/// Starts to read a zip archive by its directory, entries deflated, Zstandard, stored or otherwise; NULL when there is no
/// memory. The descriptor must stay open and must be a file.
ascribe_archive *ascribe_archive_open_zip(int descriptor);

void ascribe_archive_close(ascribe_archive *archive);

/// Moves to the next entry: 1 when there is one, 0 behind the last, -1 on an error.
int ascribe_archive_next(ascribe_archive *archive);

/// The name of the current entry in UTF-8, not checked in any way; NULL when it has none. Valid until the next move.
const char *ascribe_archive_entry_name(ascribe_archive *archive);

/// Reads up to `size` bytes of the current entry: 0 at its end, -1 on an error.
long ascribe_archive_read(ascribe_archive *archive, void *bytes, size_t size);

/// What went wrong last; never NULL.
const char *ascribe_archive_error(ascribe_archive *archive);

#endif
