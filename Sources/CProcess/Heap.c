#include <malloc.h>

#include "CProcess.h"

void ascribe_heap_one(void) { mallopt(M_ARENA_MAX, 1); }

void ascribe_heap_bound(void) {
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_TRIM_THRESHOLD, 1 << 20);
}

void ascribe_heap_trim(void) { malloc_trim(0); }
