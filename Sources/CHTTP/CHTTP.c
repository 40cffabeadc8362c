#define _GNU_SOURCE 1

#include "CHTTP.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "libcurl.h"

typedef struct transfer transfer;
struct transfer {
  uint64_t id;
  void *easy;
  struct curl_list *headers;
  uint8_t *request;
  uint8_t *body;
  size_t count;
  size_t capacity;
  size_t largest;
  /// When it began or last brought something.
  int64_t active;
  bool has_begun;
  long first_ms;
  long silence_ms;
  /// Why it was ended here, DONE while it was not.
  int stopped;
  char error[ERROR_SIZE];
  transfer *next;
};

struct treetop_http {
  const struct libcurl *curl;
  void *multi;
  uint64_t last_id;
  transfer *running;
  /// Ended, in the order of their ends.
  transfer *ended;
};

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

const char *treetop_http_problem(void) {
  const char *problem;
  treetop_libcurl(&problem);
  return problem;
}

treetop_http *treetop_http_open(void) {
  const char *problem;
  const struct libcurl *curl = treetop_libcurl(&problem);
  if (!curl) return NULL;
  treetop_http *client = calloc(1, sizeof *client);
  if (!client) return NULL;
  client->curl = curl;
  client->multi = curl->multi_init();
  if (!client->multi) {
    free(client);
    return NULL;
  }
  // Some TLS libraries write without saying that a broken connection is no reason to die.
  sigset_t broken;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken, NULL);
  return client;
}

static void free_transfer(treetop_http *client, transfer *done) {
  if (done->easy) client->curl->easy_cleanup(done->easy);
  client->curl->slist_free_all(done->headers);
  free(done->request);
  free(done->body);
  free(done);
}

void treetop_http_close(treetop_http *client) {
  if (!client) return;
  for (transfer *each = client->running; each;) {
    transfer *next = each->next;
    client->curl->multi_remove_handle(client->multi, each->easy);
    free_transfer(client, each);
    each = next;
  }
  for (transfer *each = client->ended; each;) {
    transfer *next = each->next;
    free_transfer(client, each);
    each = next;
  }
  client->curl->multi_cleanup(client->multi);
  free(client);
}

/// Takes a piece of a body; what it returns other than `count` ends the transfer.
static size_t take(char *bytes, size_t size, size_t count, void *context) {
  transfer *into = context;
  count *= size;
  into->active = now_ms();
  into->has_begun = true;
  if (count > into->largest - into->count) {
    into->stopped = TREETOP_HTTP_TOO_LARGE;
    return 0;
  }
  if (into->count + count > into->capacity) {
    size_t capacity = into->capacity ? into->capacity : 4096;
    while (capacity < into->count + count) capacity *= 2;
    uint8_t *body = realloc(into->body, capacity);
    if (!body) {
      into->stopped = TREETOP_HTTP_TOO_LARGE;
      return 0;
    }
    into->body = body;
    into->capacity = capacity;
  }
  memcpy(into->body + into->count, bytes, count);
  into->count += count;
  return count;
}

/// Sets all options; the first code that is none of success.
static int set_up(const struct libcurl *curl, transfer *of, const treetop_http_request *request) {
  void *easy = of->easy;
  int code = CODE_OK;
#define SET(option, value) \
  if (code == CODE_OK) code = curl->easy_setopt(easy, option, value)
  SET(OPTION_PRIVATE, (void *)of);
  SET(OPTION_ERRORBUFFER, of->error);
  SET(OPTION_NOSIGNAL, 1L);
  SET(OPTION_NOPROGRESS, 1L);
  // A key must not travel to another server.
  SET(OPTION_FOLLOWLOCATION, 0L);
  SET(OPTION_PROTOCOLS, (long)(PROTOCOL_HTTP | PROTOCOL_HTTPS));
  // Nor to a proxy that only passes on what it cannot read.
  SET(OPTION_HEADEROPT, (long)HEADER_SEPARATE);
  SET(OPTION_USERAGENT, "treetop");
  SET(OPTION_CONNECTTIMEOUT_MS, request->connect_ms);
  SET(OPTION_WRITEFUNCTION, take);
  SET(OPTION_WRITEDATA, (void *)of);
  if (request->ca_file) SET(OPTION_CAINFO, request->ca_file);
  if (request->body) {
    SET(OPTION_POST, 1L);
    SET(OPTION_POSTFIELDS, (const char *)of->request);
    SET(OPTION_POSTFIELDSIZE_LARGE, (int64_t)request->body_count);
  }
  SET(OPTION_HTTPHEADER, of->headers);
  SET(OPTION_URL, request->url);
#undef SET
  return code;
}

static bool append_header(const struct libcurl *curl, transfer *to, const char *line) {
  struct curl_list *list = curl->slist_append(to->headers, line);
  if (list) to->headers = list;
  return list != NULL;
}

uint64_t treetop_http_start(treetop_http *client, const treetop_http_request *request) {
  const struct libcurl *curl = client->curl;
  transfer *new = calloc(1, sizeof *new);
  if (!new) return 0;
  new->largest = request->largest;
  new->first_ms = request->first_ms;
  new->silence_ms = request->silence_ms;
  new->active = now_ms();
  bool is_fine = true;
  if (request->body) {
    new->request = malloc(request->body_count + 1);
    is_fine = new->request != NULL;
    if (is_fine) memcpy(new->request, request->body, request->body_count);
  }
  // Without this a server that does not know the question is waited for.
  is_fine = is_fine && append_header(curl, new, "Expect:");
  for (size_t index = 0; is_fine && index < request->header_count; index++) {
    is_fine = append_header(curl, new, request->headers[index]);
  }
  if (is_fine) new->easy = curl->easy_init();
  if (!new->easy || set_up(curl, new, request) != CODE_OK ||
      curl->multi_add_handle(client->multi, new->easy) != 0) {
    free_transfer(client, new);
    return 0;
  }
  new->id = ++client->last_id;
  new->next = client->running;
  client->running = new;
  return new->id;
}

/// Takes a transfer out of those that run; false where it is none of them.
static bool unlink_running(treetop_http *client, transfer *ended) {
  for (transfer **link = &client->running; *link; link = &(*link)->next) {
    if (*link != ended) continue;
    *link = ended->next;
    ended->next = NULL;
    client->curl->multi_remove_handle(client->multi, ended->easy);
    return true;
  }
  return false;
}

static transfer *running(const treetop_http *client, uint64_t id) {
  transfer *each = client->running;
  while (each && each->id != id) each = each->next;
  return each;
}

void treetop_http_cancel(treetop_http *client, uint64_t id) {
  transfer *dropped = running(client, id);
  if (dropped && unlink_running(client, dropped)) {
    free_transfer(client, dropped);
    return;
  }
  for (transfer **link = &client->ended; *link; link = &(*link)->next) {
    if ((*link)->id != id) continue;
    transfer *late = *link;
    *link = late->next;
    free_transfer(client, late);
    return;
  }
}

static int result_of(int code) {
  switch (code) {
    case CODE_OK: return TREETOP_HTTP_DONE;
    case CODE_NO_PROXY_ADDRESS:
    case CODE_NO_ADDRESS: return TREETOP_HTTP_NO_ADDRESS;
    case CODE_REFUSED: return TREETOP_HTTP_REFUSED;
    case CODE_SSL_CONNECT:
    case CODE_SSL_ENGINE:
    case CODE_SSL_CERTIFICATE:
    case CODE_SSL_CIPHER:
    case CODE_PEER_UNVERIFIED:
    case CODE_SSL_ISSUER: return TREETOP_HTTP_UNTRUSTED;
    case CODE_TIMED_OUT: return TREETOP_HTTP_TIMED_OUT;
    case CODE_PARTIAL_FILE:
    case CODE_NOTHING_CAME:
    case CODE_SEND_ERROR:
    case CODE_RECEIVE_ERROR:
    case CODE_HTTP2_STREAM: return TREETOP_HTTP_CUT;
    case CODE_UNSUPPORTED_PROTOCOL:
    case CODE_URL_MALFORMAT:
    case CODE_SSL_CA_FILE: return TREETOP_HTTP_UNUSABLE;
    default: return TREETOP_HTTP_OTHER;
  }
}

/// Puts a transfer behind those that have ended.
static void end(treetop_http *client, transfer *ended, int code) {
  if (!unlink_running(client, ended)) return;
  if (ended->stopped == TREETOP_HTTP_DONE) ended->stopped = result_of(code);
  if (code != CODE_OK && !ended->error[0]) {
    strncpy(ended->error, client->curl->easy_strerror(code), ERROR_SIZE - 1);
  }
  transfer **link = &client->ended;
  while (*link) link = &(*link)->next;
  *link = ended;
}

static int64_t deadline(const transfer *of) {
  return of->active + (of->has_begun ? of->silence_ms : of->first_ms);
}

void treetop_http_wait(treetop_http *client, int milliseconds) {
  const struct libcurl *curl = client->curl;
  int64_t start = now_ms();
  int64_t until = start + milliseconds;
  for (transfer *each = client->running; each; each = each->next) {
    if (deadline(each) < until) until = deadline(each);
  }
  int count = 0;
  curl->multi_perform(client->multi, &count);
  int64_t rest = until - now_ms();
  // What has ended already is not waited for.
  int left = 0;
  struct curl_message *message = curl->multi_info_read(client->multi, &left);
  if (!message && !client->ended) {
    curl->multi_poll(client->multi, NULL, 0, rest > 0 ? (int)rest : 0, &count);
    curl->multi_perform(client->multi, &count);
    message = curl->multi_info_read(client->multi, &left);
  }
  while (message) {
    char *context = NULL;
    if (message->kind == MESSAGE_DONE &&
        curl->easy_getinfo(message->easy, INFO_PRIVATE, &context) == CODE_OK && context) {
      end(client, (transfer *)(void *)context, message->data.code);
    }
    message = curl->multi_info_read(client->multi, &left);
  }
  int64_t now = now_ms();
  for (transfer *each = client->running; each;) {
    transfer *next = each->next;
    if (deadline(each) <= now) end(client, each, CODE_TIMED_OUT);
    each = next;
  }
}

void treetop_http_wake(treetop_http *client) { client->curl->multi_wakeup(client->multi); }

bool treetop_http_next(treetop_http *client, treetop_http_reply *reply) {
  transfer *ended = client->ended;
  memset(reply, 0, sizeof *reply);
  if (!ended) return false;
  client->ended = ended->next;
  const struct libcurl *curl = client->curl;
  reply->id = ended->id;
  reply->result = ended->stopped;
  curl->easy_getinfo(ended->easy, INFO_RESPONSE_CODE, &reply->status);
  char *type = NULL;
  if (curl->easy_getinfo(ended->easy, INFO_CONTENT_TYPE, &type) == CODE_OK && type) {
    reply->content_type = strdup(type);
  }
  int64_t seconds = 0;
  bool is_known = curl->easy_getinfo(ended->easy, INFO_RETRY_AFTER, &seconds) == CODE_OK;
  reply->retry_after = is_known && seconds > 0 ? seconds : -1;
  if (ended->stopped != TREETOP_HTTP_DONE) reply->message = strdup(ended->error);
  reply->body = ended->body;
  reply->body_count = ended->count;
  ended->body = NULL;
  free_transfer(client, ended);
  return true;
}

void treetop_http_release(treetop_http_reply *reply) {
  free(reply->body);
  free(reply->content_type);
  free(reply->message);
  memset(reply, 0, sizeof *reply);
}

int64_t treetop_http_silence(const treetop_http *client, uint64_t id) {
  const transfer *of = running(client, id);
  return of ? now_ms() - of->active : -1;
}
