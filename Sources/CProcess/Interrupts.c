#define _GNU_SOURCE

#include "CProcess.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t arrived;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static const int signals[] = {SIGINT, SIGTERM};
enum { COUNT = sizeof signals / sizeof *signals };
static struct sigaction before[COUNT];

static void prepare(void) { sem_init(&arrived, 0, 0); }

// Calls only what POSIX calls async-signal-safe.
static void note(int signal) {
    (void)signal;
    int error = errno;
    sem_post(&arrived);
    errno = error;
}

void ascribe_interrupts_take(void) {
    pthread_once(&prepared, prepare);
    struct sigaction noting = {.sa_handler = note, .sa_flags = SA_RESTART};
    for (int i = 0; i < COUNT; i++) {
        // Also where the parent ignores them, as shells do for work in the background: work must have an end.
        sigaction(signals[i], &noting, &before[i]);
    }
}

void ascribe_interrupts_wait(int seconds) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += seconds;
    while ((seconds < 0 ? sem_wait(&arrived) : sem_timedwait(&arrived, &end)) != 0 && errno == EINTR) {}
}

void ascribe_interrupts_wake(void) { sem_post(&arrived); }

void ascribe_interrupts_leave(void) {
    for (int i = 0; i < COUNT; i++) sigaction(signals[i], &before[i], NULL);
}
