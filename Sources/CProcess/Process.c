#define _GNU_SOURCE

#include "CProcess.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int ascribe_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int ascribe_spawn_in(posix_spawn_file_actions_t *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

int ascribe_exchange(int folder, const char *one, const char *other) {
    return renameat2(folder, one, folder, other, RENAME_EXCHANGE);
}

int ascribe_move(int from, int to, const char *name) { return renameat2(from, name, to, name, RENAME_NOREPLACE); }

int ascribe_spawn_session(void) { return POSIX_SPAWN_SETSID; }
