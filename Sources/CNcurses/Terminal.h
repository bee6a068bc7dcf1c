#ifndef ASCRIBE_TERMINAL_H
#define ASCRIBE_TERMINAL_H
#include <stdbool.h>
#include <stddef.h>

// How a terminal is taken and given back, whatever happens; shared by the files of this target.

/// Remembers the settings of the terminal and the strings that give it back, and installs the handlers.
void ascribe_restore_prepare(int input, int output, const char *strings);
/// Gives the terminal back, once; async-signal-safe.
void ascribe_restore_now(void);
/// Curses gave the terminal back: only makes sure of its settings.
void ascribe_restore_disarm(void);
/// Stops the process as C-z does and returns when it is continued.
void ascribe_stop(void);
/// The terminal is taken (again): from here on a crash has to give it back.
void ascribe_restore_arm(void);
/// Puts the handlers back that were there before.
void ascribe_restore_finish(void);
/// Keeps stderr in an unnamed file while the terminal is taken, when stderr is a terminal.
void ascribe_stderr_keep(void);
/// Gives stderr back and writes out what it got; async-signal-safe.
void ascribe_stderr_show(void);
/// Makes the pipe that wakes `ascribe_wait`, which also waits for keys.
bool ascribe_wake_open(int keys);
/// Sets up the reading of keys on the screen that curses has open.
void ascribe_keys_open(int input);
/// Lets the terminal report the mouse, or stops it.
void ascribe_keys_mouse(bool mouse);
/// Ends the reading of keys.
void ascribe_keys_close(void);
/// Writes everything, however often `write` is interrupted; async-signal-safe.
void ascribe_write_all(int file, const char *bytes, size_t count);
/// Whether a crash already gave the terminal back: nothing may be drawn any more.
bool ascribe_restored(void);
#endif
