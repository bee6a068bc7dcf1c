#define _GNU_SOURCE

#include "CProcess.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct work {
    void (*body)(void *);
    void *argument;
    char name[16];
};

static void *run(void *argument) {
    struct work work = *(struct work *)argument;
    free(argument);
    if (*work.name) pthread_setname_np(pthread_self(), work.name);
    work.body(work.argument);
    return NULL;
}

int ascribe_thread_start(const char *name, size_t stack, void (*body)(void *), void *argument) {
    struct work *work = calloc(1, sizeof *work);
    pthread_attr_t detached;
    pthread_t thread;
    if (!work) abort();
    *work = (struct work){.body = body, .argument = argument};
    strncpy(work->name, name, sizeof work->name - 1);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, stack);
    int code = pthread_create(&thread, &detached, run, work);
    pthread_attr_destroy(&detached);
    if (code != 0) free(work);
    return code;
}
