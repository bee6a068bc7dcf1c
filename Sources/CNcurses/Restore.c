#define _GNU_SOURCE
#include "Terminal.h"
#include "CNcurses.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Everything a handler touches is set before the handler is installed. Handlers call only what POSIX calls
// async-signal-safe.

static int input_end = -1, output_end = -1;
static struct termios settings;
static char strings_back[1024];
static size_t strings_length;
static volatile sig_atomic_t armed, restored, continued;
static pthread_t owner;

// The faults; they happen again when a handler returns.
static const int faults[] = {SIGSEGV, SIGILL, SIGBUS, SIGABRT, SIGTRAP, SIGFPE, SIGSYS};
static const int wakes[] = {SIGTSTP, SIGCONT, SIGINT, SIGWINCH};
enum { FAULT_COUNT = sizeof faults / sizeof *faults, WAKE_COUNT = sizeof wakes / sizeof *wakes };
static struct sigaction before[NSIG], pipe_before;
static bool installed, chain;
static char crash_stack[64 * 1024];

void ascribe_restore_now(void) {
    if (!armed) return;
    armed = 0;
    ascribe_write_all(output_end, strings_back, strings_length);
    // Not TCSADRAIN: a terminal that was stopped with C-s would hold up the end of the process.
    tcsetattr(input_end, TCSANOW, &settings);
}

void ascribe_restore_disarm(void) {
    if (!armed) return;
    armed = 0;
    tcsetattr(input_end, TCSADRAIN, &settings);
}

static bool crashed(int signal) {
    for (int i = 0; i < FAULT_COUNT; i++) if (faults[i] == signal) return true;
    return false;
}

// Whether a signal ends a process unless it is handled: all of them, the real-time ones too, but those that do nothing,
// stop or continue a process, cannot be caught, or are handled below.
static bool ends(int signal) {
    switch (signal) {
    case SIGKILL: case SIGSTOP: case SIGTSTP: case SIGTTIN: case SIGTTOU: case SIGCONT: return false;
    case SIGCHLD: case SIGURG: case SIGWINCH: case SIGINT: case SIGPIPE: return false;
    default: return true;
    }
}

// Gives the terminal back, then lets the signal do what it would have done.
static void end(int signal, siginfo_t *info, void *context) {
    (void)context;
    int error = errno;
    // The thread that draws must not draw over the restored terminal, so a signal from outside is handled there.
    if (!crashed(signal) && !pthread_equal(pthread_self(), owner) && armed) {
        pthread_kill(owner, signal);
        errno = error;
        return;
    }
    restored = 1;
    bool was_armed = armed;
    ascribe_restore_now();
    ascribe_stderr_show();
    if (was_armed && crashed(signal)) {
        static const char sentence[] = "ascribe crashed; the terminal is as it was. Nothing that was saved is lost.\n";
        ascribe_write_all(2, sentence, sizeof sentence - 1);
    }
    // The runtime's own backtracer waits half a minute for a key on a terminal, so it only runs for those who asked for
    // it (SWIFT_BACKTRACE is set).
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(signal, chain && crashed(signal) ? &before[signal] : &standard, NULL);
    errno = error;
    // A fault happens again when the handler returns, with its own context; a signal that was sent does not.
    if (!crashed(signal) || info->si_code <= 0 || signal == SIGABRT) raise(signal);
}

static void wake(int signal) {
    int error = errno;
    switch (signal) {
    case SIGWINCH: ascribe_wake(ASCRIBE_WAKE_RESIZE); break;
    case SIGCONT:
        continued = 1;
        ascribe_wake(ASCRIBE_WAKE_CONTINUED);
        break;
    case SIGTSTP: ascribe_wake(ASCRIBE_WAKE_SUSPEND); break;
    default: ascribe_wake(ASCRIBE_WAKE_INTERRUPT); break;
    }
    errno = error;
}

// What the parent wants ignored (nohup, a shell without job control) stays ignored.
static void install(int signal, const struct sigaction *handler) {
    sigaction(signal, NULL, &before[signal]);
    if (before[signal].sa_handler != SIG_IGN) sigaction(signal, handler, NULL);
}

void ascribe_restore_prepare(int input, int output, const char *strings) {
    input_end = input;
    output_end = output;
    tcgetattr(input, &settings);
    // Padding ($<5>) is for terminals made of metal.
    strings_length = 0;
    for (const char *c = strings; *c && strings_length < sizeof strings_back; c++) {
        if (c[0] == '$' && c[1] == '<' && strchr(c, '>')) {
            c = strchr(c, '>');
        } else {
            strings_back[strings_length++] = *c;
        }
    }
    owner = pthread_self();
    chain = getenv("SWIFT_BACKTRACE") != NULL;
    restored = 0;
    if (installed) return;
    installed = true;
    // A stack of its own, so that even an overflowing stack of this thread gives the terminal back.
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
    struct sigaction ending = {.sa_sigaction = end, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
    for (int signal = 1; signal < NSIG; signal++) if (ends(signal)) install(signal, &ending);
    struct sigaction waking = {.sa_handler = wake, .sa_flags = SA_RESTART};
    for (int i = 0; i < WAKE_COUNT; i++) install(wakes[i], &waking);
    // A thread that was started from a dispatch queue inherits a mask that blocks nearly everything.
    sigset_t open;
    sigemptyset(&open);
    for (int signal = 1; signal < NSIG; signal++) if (ends(signal)) sigaddset(&open, signal);
    for (int i = 0; i < WAKE_COUNT; i++) sigaddset(&open, wakes[i]);
    pthread_sigmask(SIG_UNBLOCK, &open, NULL);
    struct sigaction ignoring = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignoring, &pipe_before);
}

void ascribe_stop(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    continued = 0;
    sigaction(SIGTSTP, NULL, &ours);
    if (ours.sa_handler == SIG_IGN) return;
    sigaction(SIGTSTP, &standard, NULL);
    // The whole job stops, as with C-z. Where nobody could continue it the kernel does not stop it either; then there
    // is no SIGCONT to wait for.
    kill(0, SIGTSTP);
    for (int round = 0; round < 20 && !continued; round++) poll(NULL, 0, 10);
    sigaction(SIGTSTP, &ours, NULL);
}

void ascribe_restore_arm(void) { armed = 1; }

bool ascribe_restored(void) { return restored; }

void ascribe_restore_finish(void) {
    if (!installed) return;
    installed = false;
    for (int signal = 1; signal < NSIG; signal++) if (ends(signal)) sigaction(signal, &before[signal], NULL);
    for (int i = 0; i < WAKE_COUNT; i++) sigaction(wakes[i], &before[wakes[i]], NULL);
    sigaction(SIGPIPE, &pipe_before, NULL);
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
}
