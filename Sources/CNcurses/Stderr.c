#define _GNU_SOURCE
#include "Terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

// stderr, kept out of the screen while the terminal is taken.

void ascribe_write_all(int to, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(to, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

static volatile sig_atomic_t stderr_before = -1, stderr_file = -1;

void ascribe_stderr_keep(void) {
    if (stderr_before >= 0 || !isatty(2)) return;
    char name[] = "/tmp/ascribe-stderr-XXXXXX";
    int file = mkostemp(name, O_CLOEXEC);
    if (file < 0) return;
    unlink(name);
    int before = fcntl(2, F_DUPFD_CLOEXEC, 3);
    if (before < 0 || dup2(file, 2) < 0) {
        close(file);
        return;
    }
    stderr_file = file;
    stderr_before = before;
}

void ascribe_stderr_show(void) {
    int before = stderr_before, file = stderr_file;
    if (before < 0) return;
    stderr_before = -1;
    dup2(before, 2);
    close(before);
    // Controls are shown as `?`: what was written may quote foreign text, and this also runs in a crash.
    char block[512];
    unsigned char last = 0;
    ssize_t count;
    off_t at = 0;
    while ((count = pread(file, block, sizeof block, at)) > 0) {
        at += count;
        for (ssize_t i = 0; i < count; i++) {
            unsigned char byte = (unsigned char)block[i];
            bool c1 = last == 0xC2 && byte < 0xA0;
            if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) block[i] = '?';
            if (c1) block[i] = (char)0xBF;  // U+00BF, an inverted question mark
            last = byte;
        }
        ascribe_write_all(2, block, (size_t)count);
    }
    close(file);
}
