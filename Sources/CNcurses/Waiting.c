#define _GNU_SOURCE
#include "CNcurses.h"
#include "Terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// The self-pipe: signal handlers and other threads wake the thread that owns the terminal.

static int read_end = -1;
// Written by the thread that opens the screen, read by any.
static _Atomic int write_end = -1;

bool ascribe_wake_open(void) {
    if (read_end >= 0) return true;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
}

int ascribe_wake_end(void) { return read_end; }

void ascribe_wake(int bit) {
    int end = write_end;
    if (end < 0) return;
    int error = errno;
    uint8_t byte = (uint8_t)bit;
    // A full pipe already wakes; what it means is in the mailbox, and a size is asked for anew.
    ssize_t ignored = write(end, &byte, 1);
    (void)ignored;
    errno = error;
}
