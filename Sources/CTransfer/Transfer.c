#include "CTransfer.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The part of libcurl's interface that is used here. Its numbers and shapes have not changed since soname 4 (2006).
typedef void CURL;
typedef void CURLM;
struct curl_slist;
typedef struct {
    int what;
    CURL *handle;
    union {
        void *other;
        int result;
    } data;
} CURLMsg;

enum {
    OPT_WRITEDATA = 10001,
    OPT_URL = 10002,
    OPT_READDATA = 10009,
    OPT_USERAGENT = 10018,
    OPT_HTTPHEADER = 10023,
    OPT_HEADERDATA = 10029,
    OPT_PRIVATE = 10103,
    OPT_SEEKDATA = 10168,
    OPT_WRITEFUNCTION = 20011,
    OPT_READFUNCTION = 20012,
    OPT_HEADERFUNCTION = 20079,
    OPT_SOCKOPTFUNCTION = 20148,
    OPT_SEEKFUNCTION = 20167,
    OPT_POSTFIELDSIZE_LARGE = 30120,
    OPT_POST = 47,
    OPT_FOLLOWLOCATION = 52,
    OPT_SSL_VERIFYPEER = 64,
    OPT_SSL_VERIFYHOST = 81,
    OPT_NOSIGNAL = 99,
    OPT_PROTOCOLS = 181,
    OPT_TCP_KEEPALIVE = 213,
    OPT_SUPPRESS_CONNECT_HEADERS = 265,
    MULTI_MAX_HOST_CONNECTIONS = 7,
    INFO_PRIVATE = 0x100000 + 21,
    MESSAGE_DONE = 1,
    GLOBAL_DEFAULT = 3,
    PROTOCOL_HTTP_AND_HTTPS = 3,
};

static struct {
    int (*global_init)(long);
    CURL *(*easy_init)(void);
    int (*easy_setopt)(CURL *, int, ...);
    int (*easy_getinfo)(CURL *, int, ...);
    void (*easy_cleanup)(CURL *);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    CURLM *(*multi_init)(void);
    int (*multi_setopt)(CURLM *, int, ...);
    int (*multi_add)(CURLM *, CURL *);
    int (*multi_remove)(CURLM *, CURL *);
    int (*multi_perform)(CURLM *, int *);
    int (*multi_poll)(CURLM *, void *, unsigned, int, int *);
    int (*multi_wakeup)(CURLM *);
    CURLMsg *(*multi_read)(CURLM *, int *);
    int (*multi_cleanup)(CURLM *);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool available = false;

static void load(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"curl_global_init", (void **)&curl.global_init},
        {"curl_easy_init", (void **)&curl.easy_init},
        {"curl_easy_setopt", (void **)&curl.easy_setopt},
        {"curl_easy_getinfo", (void **)&curl.easy_getinfo},
        {"curl_easy_cleanup", (void **)&curl.easy_cleanup},
        {"curl_slist_append", (void **)&curl.slist_append},
        {"curl_slist_free_all", (void **)&curl.slist_free_all},
        {"curl_multi_init", (void **)&curl.multi_init},
        {"curl_multi_setopt", (void **)&curl.multi_setopt},
        {"curl_multi_add_handle", (void **)&curl.multi_add},
        {"curl_multi_remove_handle", (void **)&curl.multi_remove},
        {"curl_multi_perform", (void **)&curl.multi_perform},
        {"curl_multi_poll", (void **)&curl.multi_poll},
        {"curl_multi_wakeup", (void **)&curl.multi_wakeup},
        {"curl_multi_info_read", (void **)&curl.multi_read},
        {"curl_multi_cleanup", (void **)&curl.multi_cleanup},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
        *wanted[index].place = dlsym(library, wanted[index].name);
        if (!*wanted[index].place) return;
    }
    available = curl.global_init(GLOBAL_DEFAULT) == 0;
}

bool ascribe_transfers_available(void) {
    pthread_once(&once, load);
    return available;
}

struct ascribe_transfers {
    CURLM *multi;
};

struct ascribe_transfer {
    CURL *handle;
    struct curl_slist *headers;
    ascribe_listener listener;
    size_t size, left;
    unsigned char body[];
};

ascribe_transfers *ascribe_transfers_make(long connections) {
    if (!ascribe_transfers_available()) return NULL;
    ascribe_transfers *set = malloc(sizeof *set);
    if (!set) return NULL;
    set->multi = curl.multi_init();
    if (!set->multi) {
        free(set);
        return NULL;
    }
    curl.multi_setopt(set->multi, MULTI_MAX_HOST_CONNECTIONS, connections);
    return set;
}

void ascribe_transfers_free(ascribe_transfers *set) {
    curl.multi_cleanup(set->multi);
    free(set);
}

static size_t read_body(char *to, size_t size, size_t count, void *context) {
    ascribe_transfer *transfer = context;
    transfer->listener.sent(transfer->listener.context);
    size_t room = size * count, taken = room < transfer->left ? room : transfer->left;
    memcpy(to, transfer->body + (transfer->size - transfer->left), taken);
    transfer->left -= taken;
    return taken;
}

// A kept connection that turns out to be closed is replaced by a new one, where the body starts again.
static int seek_body(void *context, long long offset, int origin) {
    ascribe_transfer *transfer = context;
    if (origin != 0 || offset < 0 || (size_t)offset > transfer->size) return 1;
    transfer->left = transfer->size - (size_t)offset;
    return 0;
}

static size_t hear_head(char *bytes, size_t size, size_t count, void *context) {
    ascribe_transfer *transfer = context;
    return transfer->listener.head(transfer->listener.context, bytes, size * count) ? size * count : 0;
}

static size_t hear_body(char *bytes, size_t size, size_t count, void *context) {
    ascribe_transfer *transfer = context;
    return transfer->listener.body(transfer->listener.context, bytes, size * count) ? size * count : 0;
}

// Programs that are started meanwhile must not inherit a connection.
static int close_on_exec(void *context, int descriptor, int purpose) {
    (void)context;
    (void)purpose;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return 0;
}

static void discard(ascribe_transfer *transfer) {
    if (transfer->handle) curl.easy_cleanup(transfer->handle);
    curl.slist_free_all(transfer->headers);
    free(transfer);
}

ascribe_transfer *ascribe_transfers_begin(ascribe_transfers *set, const char *address, const char *const *headers,
                                          size_t header_count, const void *body, size_t body_size,
                                          ascribe_listener listener) {
    ascribe_transfer *transfer = calloc(1, sizeof *transfer + body_size);
    if (!transfer) return NULL;
    transfer->listener = listener;
    transfer->size = transfer->left = body_size;
    memcpy(transfer->body, body, body_size);
    transfer->handle = curl.easy_init();
    bool complete = transfer->handle != NULL;
    for (size_t index = 0; complete && index < header_count; index++) {
        struct curl_slist *longer = curl.slist_append(transfer->headers, headers[index]);
        complete = longer != NULL;
        if (longer) transfer->headers = longer;
    }
    if (!complete) {
        discard(transfer);
        return NULL;
    }
    CURL *handle = transfer->handle;
    curl.easy_setopt(handle, OPT_URL, address);
    curl.easy_setopt(handle, OPT_PRIVATE, (void *)transfer);
    curl.easy_setopt(handle, OPT_PROTOCOLS, (long)PROTOCOL_HTTP_AND_HTTPS);
    curl.easy_setopt(handle, OPT_POST, 1L);
    curl.easy_setopt(handle, OPT_POSTFIELDSIZE_LARGE, (long long)body_size);
    curl.easy_setopt(handle, OPT_HTTPHEADER, transfer->headers);
    curl.easy_setopt(handle, OPT_USERAGENT, "ascribe");
    curl.easy_setopt(handle, OPT_FOLLOWLOCATION, 0L);
    curl.easy_setopt(handle, OPT_SSL_VERIFYPEER, 1L);
    curl.easy_setopt(handle, OPT_SSL_VERIFYHOST, 2L);
    curl.easy_setopt(handle, OPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, OPT_TCP_KEEPALIVE, 1L);
    curl.easy_setopt(handle, OPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl.easy_setopt(handle, OPT_SOCKOPTFUNCTION, close_on_exec);
    curl.easy_setopt(handle, OPT_READFUNCTION, read_body);
    curl.easy_setopt(handle, OPT_READDATA, (void *)transfer);
    curl.easy_setopt(handle, OPT_SEEKFUNCTION, seek_body);
    curl.easy_setopt(handle, OPT_SEEKDATA, (void *)transfer);
    curl.easy_setopt(handle, OPT_HEADERFUNCTION, hear_head);
    curl.easy_setopt(handle, OPT_HEADERDATA, (void *)transfer);
    curl.easy_setopt(handle, OPT_WRITEFUNCTION, hear_body);
    curl.easy_setopt(handle, OPT_WRITEDATA, (void *)transfer);
    if (curl.multi_add(set->multi, handle) != 0) {
        discard(transfer);
        return NULL;
    }
    return transfer;
}

void ascribe_transfers_step(ascribe_transfers *set) {
    int running = 0;
    curl.multi_perform(set->multi, &running);
}

void ascribe_transfers_sleep(ascribe_transfers *set, int milliseconds) {
    curl.multi_poll(set->multi, NULL, 0, milliseconds, NULL);
}

static ascribe_transfer_end end_of(int result) {
    switch (result) {
    case 0: return ASCRIBE_TRANSFER_DONE;
    case 5: // a proxy's name
    case 6: return ASCRIBE_TRANSFER_UNRESOLVABLE;
    case 7: return ASCRIBE_TRANSFER_UNREACHABLE;
    case 51: // older libraries: the name in the certificate
    case 58:
    case 60:
    case 77:
    case 83:
    case 91: return ASCRIBE_TRANSFER_UNTRUSTED;
    default: return ASCRIBE_TRANSFER_BROKEN;
    }
}

ascribe_transfer *ascribe_transfers_ended(ascribe_transfers *set, ascribe_transfer_end *end) {
    int waiting = 0;
    CURLMsg *message;
    while ((message = curl.multi_read(set->multi, &waiting))) {
        if (message->what != MESSAGE_DONE) continue;
        void *transfer = NULL;
        curl.easy_getinfo(message->handle, INFO_PRIVATE, &transfer);
        *end = end_of(message->data.result);
        return transfer;
    }
    return NULL;
}

void ascribe_transfers_remove(ascribe_transfers *set, ascribe_transfer *transfer) {
    curl.multi_remove(set->multi, transfer->handle);
    discard(transfer);
}

void ascribe_transfers_wake(ascribe_transfers *set) { curl.multi_wakeup(set->multi); }
