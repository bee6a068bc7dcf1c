// What the C library offers beyond POSIX for starting programs, which Swift does not see.

#ifndef ASCRIBE_CPROCESS_H
#define ASCRIBE_CPROCESS_H

#include <spawn.h>

/// A pipe that programs started meanwhile do not inherit: 0, or -1 with `errno`.
int ascribe_pipe(int ends[2]);

/// Makes a program start in a folder: 0, or an error number.
int ascribe_spawn_in(posix_spawn_file_actions_t *actions, const char *folder);

#endif
