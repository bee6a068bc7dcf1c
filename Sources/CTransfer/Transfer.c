#include "CTransfer.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "Unpacking.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool available = false;

static void start(void) { available = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

bool ascribe_transfers_available(void) {
    pthread_once(&once, start);
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
    ascribe_unpacking unpacking;
    unsigned char body[];
};

ascribe_transfers *ascribe_transfers_make(long connections) {
    if (!ascribe_transfers_available()) return NULL;
    ascribe_transfers *set = malloc(sizeof *set);
    if (!set) return NULL;
    set->multi = curl_multi_init();
    if (!set->multi) {
        free(set);
        return NULL;
    }
    curl_multi_setopt(set->multi, CURLMOPT_MAX_HOST_CONNECTIONS, connections);
    return set;
}

void ascribe_transfers_free(ascribe_transfers *set) {
    curl_multi_cleanup(set->multi);
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
static int seek_body(void *context, curl_off_t offset, int origin) {
    ascribe_transfer *transfer = context;
    if (origin != 0 || offset < 0 || (size_t)offset > transfer->size) return 1;
    transfer->left = transfer->size - (size_t)offset;
    return 0;
}

static size_t hear_head(char *bytes, size_t size, size_t count, void *context) {
    ascribe_transfer *transfer = context;
    ascribe_unpacking_head(&transfer->unpacking, bytes, size * count);
    return transfer->listener.head(transfer->listener.context, bytes, size * count) ? size * count : 0;
}

static size_t hear_body(char *bytes, size_t size, size_t count, void *context) {
    ascribe_transfer *transfer = context;
    return ascribe_unpacking_body(&transfer->unpacking, bytes, size * count, &transfer->listener) ? size * count : 0;
}

// Programs that are started meanwhile must not inherit a connection.
static int close_on_exec(void *context, curl_socket_t descriptor, curlsocktype purpose) {
    (void)context;
    (void)purpose;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return 0;
}

static void discard(ascribe_transfer *transfer) {
    if (transfer->handle) curl_easy_cleanup(transfer->handle);
    ascribe_unpacking_end(&transfer->unpacking);
    curl_slist_free_all(transfer->headers);
    free(transfer);
}

ascribe_transfer *ascribe_transfers_begin(ascribe_transfers *set, const char *method, const char *address,
                                          const char *const *headers, size_t header_count, const void *body,
                                          size_t body_size, ascribe_listener listener) {
    ascribe_transfer *transfer = calloc(1, sizeof *transfer + body_size);
    if (!transfer) return NULL;
    transfer->listener = listener;
    transfer->size = transfer->left = body_size;
    memcpy(transfer->body, body, body_size);
    transfer->handle = curl_easy_init();
    bool complete = transfer->handle != NULL;
    for (size_t index = 0; complete && index < header_count; index++) {
        struct curl_slist *longer = curl_slist_append(transfer->headers, headers[index]);
        complete = longer != NULL;
        if (longer) transfer->headers = longer;
    }
    if (!complete) {
        discard(transfer);
        return NULL;
    }
    CURL *handle = transfer->handle;
    curl_easy_setopt(handle, CURLOPT_URL, address);
    curl_easy_setopt(handle, CURLOPT_PRIVATE, (void *)transfer);
#if CURL_AT_LEAST_VERSION(7, 85, 0)
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    if (body_size > 0 || strcmp(method, "POST") == 0) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body_size);
    }
    if (strcmp(method, "HEAD") == 0) curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    else if (strcmp(method, "POST") != 0) curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "ascribe");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, close_on_exec);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, read_body);
    curl_easy_setopt(handle, CURLOPT_READDATA, (void *)transfer);
    curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, seek_body);
    curl_easy_setopt(handle, CURLOPT_SEEKDATA, (void *)transfer);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, hear_head);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, (void *)transfer);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, hear_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, (void *)transfer);
    if (curl_multi_add_handle(set->multi, handle) != 0) {
        discard(transfer);
        return NULL;
    }
    return transfer;
}

void ascribe_transfers_step(ascribe_transfers *set) {
    int running = 0;
    curl_multi_perform(set->multi, &running);
}

void ascribe_transfers_sleep(ascribe_transfers *set, int milliseconds) {
    curl_multi_poll(set->multi, NULL, 0, milliseconds, NULL);
}

static ascribe_transfer_end end_of(CURLcode result) {
    switch (result) {
    case CURLE_OK: return ASCRIBE_TRANSFER_DONE;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST: return ASCRIBE_TRANSFER_UNRESOLVABLE;
    case CURLE_COULDNT_CONNECT: return ASCRIBE_TRANSFER_UNREACHABLE;
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return ASCRIBE_TRANSFER_UNTRUSTED;
    default: return ASCRIBE_TRANSFER_BROKEN;
    }
}

ascribe_transfer *ascribe_transfers_ended(ascribe_transfers *set, ascribe_transfer_end *end) {
    int waiting = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(set->multi, &waiting))) {
        if (message->msg != CURLMSG_DONE) continue;
        void *transfer = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        *end = end_of(message->data.result);
        return transfer;
    }
    return NULL;
}

void ascribe_transfers_remove(ascribe_transfers *set, ascribe_transfer *transfer) {
    curl_multi_remove_handle(set->multi, transfer->handle);
    discard(transfer);
}

void ascribe_transfers_wake(ascribe_transfers *set) { curl_multi_wakeup(set->multi); }
