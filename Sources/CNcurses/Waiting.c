#define _GNU_SOURCE
#include "CNcurses.h"
#include "Terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

// The self-pipe: signal handlers and other threads wake the thread that owns the terminal.

static int pipe_ends[2] = {-1, -1};

bool ascribe_wake_open(void) {
    return pipe_ends[0] >= 0 || pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) == 0;
}

int ascribe_wake_end(void) { return pipe_ends[0]; }

void ascribe_wake(int bit) {
    if (pipe_ends[1] < 0) return;
    int error = errno;
    uint8_t byte = (uint8_t)bit;
    // A full pipe already wakes; what it means is in the mailbox, and a size is asked for anew.
    ssize_t ignored = write(pipe_ends[1], &byte, 1);
    (void)ignored;
    errno = error;
}
