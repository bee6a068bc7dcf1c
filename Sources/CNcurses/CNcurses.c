#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include "CNcurses.h"
#include <curses.h>

const char *ascribe_curses_version(void) { return curses_version(); }
