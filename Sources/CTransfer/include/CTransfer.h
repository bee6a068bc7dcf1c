// The system's HTTP client, libcurl, as plain functions: Swift sees neither its variadic calls nor its constants.
//
// One `ascribe_transfers` belongs to one thread; only `ascribe_transfers_wake` may be called from others. Needs libcurl 7.68
// or newer.

#ifndef ASCRIBE_CTRANSFER_H
#define ASCRIBE_CTRANSFER_H

#include <stdbool.h>
#include <stddef.h>

/// Requests under way, which share connections.
typedef struct ascribe_transfers ascribe_transfers;
/// One request under way.
typedef struct ascribe_transfer ascribe_transfer;

/// Who hears about a request; called on the thread that steps.
typedef struct {
    /// Handed to each function.
    void *context;
    /// The connection stands and the body begins to leave.
    void (*sent)(void *context);
    /// One line of a response's head with its end, the empty last one too; `false` ends the request.
    bool (*head)(void *context, const char *bytes, size_t count);
    /// A piece of the body; `false` ends the request.
    bool (*body)(void *context, const char *bytes, size_t count);
} ascribe_listener;

/// How a request ended.
typedef enum {
    ASCRIBE_TRANSFER_DONE,
    ASCRIBE_TRANSFER_UNRESOLVABLE,
    ASCRIBE_TRANSFER_UNREACHABLE,
    ASCRIBE_TRANSFER_UNTRUSTED,
    ASCRIBE_TRANSFER_BROKEN,
} ascribe_transfer_end;

/// Whether the library is there; asked once, from any thread.
bool ascribe_transfers_available(void);

/// Makes an empty set with so many connections at most to one host; NULL when the library is not there.
ascribe_transfers *ascribe_transfers_make(long connections);

/// Frees a set without requests.
void ascribe_transfers_free(ascribe_transfers *set);

/// Begins a request; everything is copied. NULL when there is no memory.
///
/// Headers are lines without their ends.
ascribe_transfer *ascribe_transfers_begin(ascribe_transfers *set, const char *method, const char *address,
                                          const char *const *headers, size_t header_count, const void *body,
                                          size_t body_size, ascribe_listener listener);

/// Sends and receives what can be, without waiting.
void ascribe_transfers_step(ascribe_transfers *set);

/// Sleeps until more can be sent or received, a wake or so many milliseconds.
void ascribe_transfers_sleep(ascribe_transfers *set, int milliseconds);

/// The next request that has ended, and how; NULL when there is none. It is to be removed.
ascribe_transfer *ascribe_transfers_ended(ascribe_transfers *set, ascribe_transfer_end *end);

/// Takes a request away, ended or not; its listener hears no more.
void ascribe_transfers_remove(ascribe_transfers *set, ascribe_transfer *transfer);

/// Ends a sleep, the next one if there is none, from any thread.
void ascribe_transfers_wake(ascribe_transfers *set);

#endif
