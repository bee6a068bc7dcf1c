#include "Archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { block = 1 << 16 };

struct ascribe_archive {
    struct archive *reader;
    struct archive_entry *entry;
    int descriptor;
    int opened;
};

static ascribe_archive *started(struct archive *reader, int descriptor) {
    ascribe_archive *archive = reader ? calloc(1, sizeof *archive) : NULL;
    if (!archive) {
        if (reader) archive_read_free(reader);
        return NULL;
    }
    archive->reader = reader;
    archive->descriptor = descriptor;
    archive->opened = archive_read_open_fd(reader, descriptor, block) == ARCHIVE_OK;
    return archive;
}

ascribe_archive *ascribe_archive_open_compressed(int descriptor) {
    struct archive *reader = archive_read_new();
    if (reader) {
        archive_read_support_filter_zstd(reader);
        archive_read_support_filter_bzip2(reader);
        archive_read_support_filter_xz(reader);
        archive_read_support_filter_lz4(reader);
        archive_read_support_format_raw(reader);
        archive_read_support_format_empty(reader);
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
    case ARCHIVE_WARN:
        if (archive_format(archive->reader) == ARCHIVE_FORMAT_RAW
            && archive_filter_code(archive->reader, 0) == ARCHIVE_FILTER_NONE) {
            archive_set_error(archive->reader, EILSEQ, "cut short within its first bytes");
            return -1;
        }
        return 1;
    case ARCHIVE_EOF: return 0;
    default: return -1;
    }
}

const char *ascribe_archive_entry_name(ascribe_archive *archive) {
    const char *name = archive_entry_pathname_utf8(archive->entry);
    return name ? name : archive_entry_pathname(archive->entry);
}

/// Whether anything but zeros follows what was unpacked; libarchive's bzip2 takes it for the end.
static int goes_on(ascribe_archive *archive) {
    unsigned char rest[4096];
    off_t place = archive_filter_bytes(archive->reader, -1);
    ssize_t got;
    while ((got = pread(archive->descriptor, rest, sizeof rest, place)) > 0) {
        for (ssize_t i = 0; i < got; i++) {
            if (rest[i] != 0) return 1;
        }
        place += got;
    }
    return 0;
}

long ascribe_archive_read(ascribe_archive *archive, void *bytes, size_t size) {
    la_ssize_t got = archive_read_data(archive->reader, bytes, size);
    if (got == 0 && archive_format(archive->reader) == ARCHIVE_FORMAT_RAW && goes_on(archive)) {
        archive_set_error(archive->reader, EILSEQ, "bytes that are not packed follow the packed ones");
        return -1;
    }
    return got < 0 ? -1 : (long)got;
}

const char *ascribe_archive_error(ascribe_archive *archive) {
    const char *words = archive_error_string(archive->reader);
    return words ? words : "damaged";
}
