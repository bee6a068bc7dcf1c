#ifndef CNCURSES_H
#define CNCURSES_H
/// The version of the curses library that is in use.
const char *ascribe_curses_version(void);
#endif
