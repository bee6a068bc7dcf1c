// Bodies that come packed although nobody asked for it, as some gateways send them.
//
// libcurl would unpack them, too, and refuse an answer whose encoding it does not know, such as `utf-8`.

#ifndef ASCRIBE_UNPACKING_H
#define ASCRIBE_UNPACKING_H

#include <stdbool.h>
#include <stddef.h>
#include <zlib.h>

#include "CTransfer.h"

/// The unpacking of one body; all zeros before its head is heard.
typedef struct {
    /// Whether the body is packed, in a way that is known here.
    bool is_packed;
    /// Whether it lacks the frame that `deflate` has.
    bool is_raw;
    z_stream stream;
} ascribe_unpacking;

/// Looks at a line of a response's head.
void ascribe_unpacking_head(ascribe_unpacking *unpacking, const char *bytes, size_t count);

/// Hands on what a piece of the body holds; `false` ends the request: the listener said so, or the body is damaged.
bool ascribe_unpacking_body(ascribe_unpacking *unpacking, const char *bytes, size_t count,
                            const ascribe_listener *listener);

void ascribe_unpacking_end(ascribe_unpacking *unpacking);

#endif
