// What the C library offers beyond POSIX for programs and files, which Swift does not see.

#ifndef ASCRIBE_CPROCESS_H
#define ASCRIBE_CPROCESS_H

#include <spawn.h>
#include <sys/types.h>

/// A pipe that programs started meanwhile do not inherit: 0, or -1 with `errno`.
int ascribe_pipe(int ends[2]);

/// Makes a program start in a folder: 0, or an error number.
int ascribe_spawn_in(posix_spawn_file_actions_t *actions, const char *folder);

/// Counts INT and TERM from now on in the place of what they did.
///
/// Needs no descriptor, so that it works where nothing more can be opened.
void ascribe_interrupts_take(void);

/// Waits for the next one, or for a call of `ascribe_interrupts_wake`; at most so many seconds, for ever when negative.
void ascribe_interrupts_wait(int seconds);

/// Ends one wait as a signal would.
void ascribe_interrupts_wake(void);

/// Gives the signals back to what handled them before.
void ascribe_interrupts_leave(void);

/// Exchanges two names of a folder in one step: 0, or -1 with `errno` (`EINVAL` where the file system cannot).
int ascribe_exchange(int folder, const char *one, const char *other);

/// Moves a file to another folder under the same name, never over another one: 0, or -1 with `errno`.
int ascribe_move(int from, int to, const char *name);

/// The flag that starts a program in a session of its own, away from the terminal.
int ascribe_spawn_session(void);

/// Starts the process that ends the groups which are still under way when this process has ended, however it ends; the
/// first call only. Without a descriptor or a process for it, groups are on their own.
void ascribe_orphans_watch(void);

/// Says that a group has begun; one that began a moment before this program was killed is not known.
void ascribe_orphans_begin(pid_t group);

/// Says that a group has ended.
void ascribe_orphans_end(pid_t group);

/// Gives all threads one heap; before the first of them.
void ascribe_heap_one(void);

/// Gives freed memory back to the system sooner: blocks from 256 KiB on have pages of their own.
void ascribe_heap_bound(void);

/// Gives the free pages in the middle of the C library's heaps back to the system.
void ascribe_heap_trim(void);

/// How many of so many files can be opened beside those that are open, at most 64.
int ascribe_files_at_hand(int wanted);

/// How many of so many threads can be started beside those that run, at most 64.
int ascribe_threads_at_hand(int wanted);

/// Starts a thread that nobody waits for; its name is cut to 15 bytes: 0, or an error number.
int ascribe_thread_start(const char *name, size_t stack, void (*body)(void *), void *argument);

#endif
