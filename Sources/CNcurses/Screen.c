#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include "CNcurses.h"
#include "Terminal.h"
#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// From <term.h>, which defines macros such as `columns` and `lines` and is therefore never included.
extern int setupterm(const char *term, int file, int *error);

static SCREEN *screen;
static FILE *input_file, *output_file;
static bool wants_mouse;
static wchar_t replacement = L'?';

const char *ascribe_screen_capability(const char *name) {
    if (output_file == NULL) return NULL;
    char *value = tigetstr(name);
    return value == NULL || value == (char *)-1 ? NULL : value;
}

ascribe_opening ascribe_terminal_inspect(const char *term, int *colors) {
    int error = 0;
    *colors = 0;
    if (term == NULL || *term == 0 || setupterm(term, 1, &error) != OK) return ASCRIBE_UNKNOWN_TERM;
    int found = tigetnum("colors");
    if (found > 0) *colors = found;
    char *cup = tigetstr("cup");
    if (cup == NULL || cup == (char *)-1 || strcmp(term, "dumb") == 0) return ASCRIBE_TOO_DUMB;
    return ASCRIBE_OPENED;
}

bool ascribe_terminal_size(int *columns, int *rows) {
    for (int stream = 0; stream <= 2; stream++) {
        struct winsize size;
        if (ioctl(stream, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) continue;
        *columns = size.ws_col;
        *rows = size.ws_row;
        return true;
    }
    return false;
}

const char *ascribe_curses_version(void) { return curses_version(); }

// A locale nobody chose is taken to be UTF-8; one that somebody chose is respected.
static void choose_locale(void) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") == 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "");
    replacement = wcwidth(0xFFFD) == 1 ? 0xFFFD : L'?';
}

bool ascribe_terminal_is_utf8(void) {
    choose_locale();
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// A terminal of our own for keys (or drawing) when the standard one is data.
static FILE *terminal(int standard, const char *mode) {
    int file = isatty(standard) ? fcntl(standard, F_DUPFD_CLOEXEC, 3) : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return NULL;
    FILE *stream = fdopen(file, mode);
    if (stream == NULL) close(file);
    return stream;
}

static void drop_files(void) {
    if (input_file) fclose(input_file);
    if (output_file) fclose(output_file);
    input_file = output_file = NULL;
}

static void write_now(const char *text) { ascribe_screen_write((const uint8_t *)text, (long)strlen(text)); }

// Modes that curses knows nothing of.
static void take(void) {
    ascribe_restore_arm();
    write_now("\033[?2004h");
}

static void give_back_modes(void) { write_now("\033[?2004l"); }

// Nothing of a frame may stay: tmux leaves rows of it on the main screen when the window has grown meanwhile.
static void wipe(void) {
    const char *clear = ascribe_screen_capability("clear");
    if (clear != NULL && ascribe_screen_capability("rmcup") != NULL) write_now(clear);
}

// What gives the terminal back when curses cannot be asked any more.
static void prepare_restore(void) {
    char strings[1024] = "\033[?1006l\033[?1003l\033[?1002l\033[?1000l\033[?2004l";
    bool has_own_screen = ascribe_screen_capability("rmcup") != NULL;
    const char *names[] = {"sgr0", "op", "cnorm", "rmkx", "clear", "rmcup"};
    // Where there is no screen of its own, the last frame stays.
    for (size_t i = 0; i < (has_own_screen ? 6 : 4); i++) {
        const char *value = ascribe_screen_capability(names[i]);
        if (value != NULL && strlen(strings) + strlen(value) + 1 < sizeof strings) strcat(strings, value);
    }
    if (!has_own_screen) strcat(strings, "\r\n");
    ascribe_restore_prepare(fileno(input_file), fileno(output_file), strings);
}

ascribe_opening ascribe_screen_open(bool mouse) {
    if (screen != NULL) return ASCRIBE_OPENED;
    choose_locale();
    input_file = terminal(0, "r");
    output_file = terminal(1, "w");
    if (input_file == NULL || output_file == NULL || !ascribe_wake_open(fileno(input_file))) {
        drop_files();
        return ASCRIBE_NO_TERMINAL;
    }
    const char *term = getenv("TERM");
    int error = 0;
    if (term == NULL || *term == 0 || setupterm(term, fileno(output_file), &error) != OK) {
        drop_files();
        return ASCRIBE_UNKNOWN_TERM;
    }
    if (ascribe_screen_capability("cup") == NULL || strcmp(term, "dumb") == 0) {
        drop_files();
        return ASCRIBE_TOO_DUMB;
    }
    prepare_restore();
    ascribe_restore_arm();
    screen = newterm(NULL, output_file, input_file);
    if (screen == NULL) {
        ascribe_restore_now();
        ascribe_restore_finish();
        drop_files();
        return ASCRIBE_UNKNOWN_TERM;
    }
    set_term(screen);
    ascribe_stderr_keep();
    set_escdelay(25);
    raw();
    noecho();
    nonl();
    start_color();
    use_default_colors();
    ascribe_keys_open(fileno(input_file));
    ascribe_screen_mouse(mouse);
    take();
    return ASCRIBE_OPENED;
}

void ascribe_screen_mouse(bool mouse) {
    wants_mouse = mouse;
    ascribe_keys_mouse(mouse);
}

void ascribe_screen_close(void) {
    if (screen == NULL) return;
    if (!ascribe_restored()) {
        ascribe_keys_mouse(false);
        give_back_modes();
        curs_set(1);
        wipe();
        endwin();
    }
    ascribe_restore_disarm();
    ascribe_stderr_show();
    ascribe_restore_finish();
    ascribe_keys_close();
    delscreen(screen);
    screen = NULL;
    drop_files();
}

void ascribe_screen_resume(void) {
    ascribe_restore_arm();
    ascribe_stderr_keep();
    reset_prog_mode();
    ascribe_keys_mouse(wants_mouse);
    clearok(curscr, TRUE);
    take();
}

void ascribe_screen_leave(void) {
    ascribe_keys_mouse(false);
    give_back_modes();
    curs_set(1);
    wipe();
    endwin();
    ascribe_restore_disarm();
    ascribe_stderr_show();
}

void ascribe_screen_suspend(void) {
    ascribe_screen_leave();
    ascribe_stop();
    ascribe_screen_resume();
}

void ascribe_screen_resize(int *columns, int *rows) {
    struct winsize size;
    int wide = COLS, high = LINES;
    if (ioctl(fileno(output_file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        wide = size.ws_col;
        high = size.ws_row;
    }
    if (wide != COLS || high != LINES) resize_term(high, wide);
    *columns = wide;
    *rows = high;
    werase(stdscr);
    clearok(curscr, TRUE);
}

int ascribe_screen_colors(void) { return has_colors() ? COLORS : 0; }

void ascribe_screen_pair(int pair, int foreground, int background) {
    init_extended_pair(pair, foreground, background);
}

void ascribe_screen_put(
    int row, int column, const uint32_t *scalars, int count, int width, int pair, int attributes
) {
    wchar_t text[CCHARW_MAX + 1] = {0};
    int kept = count < CCHARW_MAX ? count : CCHARW_MAX;
    bool as_counted = kept > 0 && wcwidth((wchar_t)scalars[0]) == width;
    for (int i = 0; i < kept; i++) {
        text[i] = (wchar_t)scalars[i];
        if (i > 0 && wcwidth(text[i]) != 0) as_counted = false;
    }
    attr_t attribute = A_NORMAL;
    if (attributes & ASCRIBE_BOLD) attribute |= A_BOLD;
    if (attributes & ASCRIBE_REVERSE) attribute |= A_REVERSE;
    if (attributes & ASCRIBE_UNDERLINE) attribute |= A_UNDERLINE;
    if (attributes & ASCRIBE_DIM) attribute |= A_DIM;
    cchar_t cell;
    if (as_counted && setcchar(&cell, text, attribute, (short)pair, &pair) == OK) {
        mvadd_wch(row, column, &cell);
        return;
    }
    for (int i = 0; i < width; i++) {
        wchar_t instead[2] = {i == 0 ? replacement : L' ', 0};
        if (setcchar(&cell, instead, attribute, (short)pair, &pair) == OK) mvadd_wch(row, column + i, &cell);
    }
}

void ascribe_screen_show(int cursor_column, int cursor_row) {
    if (ascribe_restored()) return;
    curs_set(cursor_column >= 0);
    if (cursor_column >= 0) move(cursor_row, cursor_column);
    wnoutrefresh(stdscr);
    doupdate();
}

void ascribe_screen_ask_background(void) {
    const char *term = getenv("TERM");
    // The console of Linux takes OSC for the beginning of its palette.
    if (term == NULL || strncmp(term, "linux", 5) == 0) return;
    write_now("\033]11;?\033\\");
}

void ascribe_screen_forget(void) { clearok(curscr, TRUE); }

void ascribe_screen_write(const uint8_t *bytes, long count) {
    if (!ascribe_restored()) ascribe_write_all(fileno(output_file), (const char *)bytes, (size_t)count);
}
