#define _GNU_SOURCE
#include "CNcurses.h"
#include "Terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

// The self-pipe: signal handlers and other threads wake the thread that owns the terminal.

static int key_end = -1, read_end = -1;
// Written by the thread that opens the screen, read by any.
static _Atomic int write_end = -1;

bool ascribe_wake_open(int keys) {
    key_end = keys;
    if (read_end >= 0) return true;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
}

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

int ascribe_wait(int milliseconds) {
    struct pollfd ends[2] = {{.fd = key_end, .events = POLLIN}, {.fd = read_end, .events = POLLIN}};
    int bits = 0;
    if (poll(ends, 2, milliseconds) <= 0) return 0;
    if (ends[0].revents) bits |= ASCRIBE_WAKE_KEYS;
    if (ends[1].revents & POLLIN) {
        uint8_t bytes[64];
        ssize_t count;
        while ((count = read(ends[1].fd, bytes, sizeof bytes)) > 0)
            for (ssize_t i = 0; i < count; i++) bits |= bytes[i];
    }
    return bits;
}
