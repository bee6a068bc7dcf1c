#define _GNU_SOURCE

#include "CProcess.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

enum { LIMIT = 64 };

int ascribe_files_at_hand(int wanted) {
    int files[LIMIT], count = 0;
    while (count < wanted && count < LIMIT && (files[count] = open("/", O_PATH | O_CLOEXEC)) >= 0) count++;
    for (int i = 0; i < count; i++) close(files[i]);
    return count;
}

static void *stay(void *gate) {
    pthread_mutex_lock(gate);
    pthread_mutex_unlock(gate);
    return NULL;
}

int ascribe_threads_at_hand(int wanted) {
    pthread_t threads[LIMIT];
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    pthread_attr_t small;
    int count = 0;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 << 10);
    pthread_mutex_lock(&gate);
    while (count < wanted && count < LIMIT && pthread_create(&threads[count], &small, stay, &gate) == 0) count++;
    pthread_mutex_unlock(&gate);
    for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
    pthread_attr_destroy(&small);
    return count;
}
