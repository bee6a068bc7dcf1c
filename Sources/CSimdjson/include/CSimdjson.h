#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stddef.h>
#ifdef __cplusplus
extern "C" {
#endif
/// Bytes that must be readable after the end of any text given to the parser.
size_t ascribe_json_padding(void);
#ifdef __cplusplus
}
#endif
#endif
