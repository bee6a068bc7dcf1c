#include "Archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

enum { block = 1 << 16 };

struct ascribe_archive {
    struct archive *reader;
    struct archive_entry *entry;
    int opened;
};

static ascribe_archive *started(struct archive *reader, int descriptor) {
    ascribe_archive *archive = reader ? calloc(1, sizeof *archive) : NULL;
    if (!archive) {
        if (reader) archive_read_free(reader);
        return NULL;
    }
    archive->reader = reader;
    archive->opened = archive_read_open_fd(reader, descriptor, block) == ARCHIVE_OK;
    return archive;
}

ascribe_archive *ascribe_archive_open_compressed(int descriptor) {
    struct archive *reader = archive_read_new();
    if (reader) {
        archive_read_support_filter_gzip(reader);
        archive_read_support_filter_zstd(reader);
        archive_read_support_filter_bzip2(reader);
        archive_read_support_filter_xz(reader);
        archive_read_support_filter_lz4(reader);
        archive_read_support_format_raw(reader);
    }
    return started(reader, descriptor);
}

ascribe_archive *ascribe_archive_open_zip(int descriptor) {
    struct archive *reader = archive_read_new();
    if (reader) archive_read_support_format_zip_seekable(reader);
    return started(reader, descriptor);
}

void ascribe_archive_close(ascribe_archive *archive) {
    if (!archive) return;
    archive_read_free(archive->reader);
    free(archive);
}

int ascribe_archive_next(ascribe_archive *archive) {
    if (!archive->opened) return -1;
    switch (archive_read_next_header(archive->reader, &archive->entry)) {
    case ARCHIVE_OK:
    case ARCHIVE_WARN: return 1;
    case ARCHIVE_EOF: return 0;
    default: return -1;
    }
}

const char *ascribe_archive_entry_name(ascribe_archive *archive) {
    const char *name = archive_entry_pathname_utf8(archive->entry);
    return name ? name : archive_entry_pathname(archive->entry);
}

long ascribe_archive_read(ascribe_archive *archive, void *bytes, size_t size) {
    la_ssize_t got = archive_read_data(archive->reader, bytes, size);
    return got < 0 ? -1 : (long)got;
}

const char *ascribe_archive_error(ascribe_archive *archive) {
    const char *words = archive_error_string(archive->reader);
    return words ? words : "damaged";
}
