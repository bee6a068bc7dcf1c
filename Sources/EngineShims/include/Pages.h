#ifndef ENGINE_PAGES_H
#define ENGINE_PAGES_H

#include <stddef.h>
#include <stdint.h>

/// The bytes of a file that the program carries with it; they live as long as the program.
typedef struct {
    const uint8_t *_Nonnull bytes;
    size_t count;
} engine_page;

engine_page engine_page_runners(void);
engine_page engine_page_programs(void);
engine_page engine_page_team_file(void);
engine_page engine_page_trace_format(void);
engine_page engine_page_production(void);

#endif
