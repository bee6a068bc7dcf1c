#include "Pages.h"

// Swift compiles the bytes of a file as a literal of as many numbers, which took a seventh of the
// engine's time in the optimiser (decision 31).
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t runners[] = {
#embed "../CreditEngine/CreditEngine.docc/Runners.md"
};
static const uint8_t programs[] = {
#embed "../CreditEngine/CreditEngine.docc/Programs.md"
};
static const uint8_t team_file[] = {
#embed "../CreditEngine/CreditEngine.docc/TeamFile.md"
};
static const uint8_t trace_format[] = {
#embed "../CreditEngine/CreditEngine.docc/TraceFormat.md"
};
static const uint8_t production[] = {
#embed "../CreditEngine/CreditEngine.docc/Production.md"
};

#define PAGE(name) \
    engine_page engine_page_##name(void) { return (engine_page){name, sizeof name}; }

PAGE(runners)
PAGE(programs)
PAGE(team_file)
PAGE(trace_format)
PAGE(production)
