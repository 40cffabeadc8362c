// Requests over HTTP by libcurl, which is opened when the first client is: a program that never asks a
// server needs no libcurl, and builds without its headers.
//
// A client is used by one thread; only treetop_http_wake may be called from others.

#ifndef TREETOP_CHTTP_H
#define TREETOP_CHTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Many transfers at once.
typedef struct treetop_http treetop_http;

/// How a transfer ended.
enum treetop_http_result {
  /// A whole reply came, with whatever status.
  TREETOP_HTTP_DONE = 0,
  /// The name of the server, or of the proxy, has no address.
  TREETOP_HTTP_NO_ADDRESS,
  /// Nobody listens there.
  TREETOP_HTTP_REFUSED,
  /// The server's certificate is not trusted, or the two sides do not agree on how to encrypt.
  TREETOP_HTTP_UNTRUSTED,
  /// Nothing came for too long.
  TREETOP_HTTP_TIMED_OUT,
  /// The connection ended before the reply was whole.
  TREETOP_HTTP_CUT,
  /// The reply is larger than allowed.
  TREETOP_HTTP_TOO_LARGE,
  /// The address, or the file of certificates, is wrong.
  TREETOP_HTTP_UNUSABLE,
  /// Anything else; the message says what.
  TREETOP_HTTP_OTHER,
};

/// What is sent.
typedef struct {
  const char *url;
  /// The body of a POST; NULL for a GET.
  const uint8_t *body;
  size_t body_count;
  /// Lines as `Name: value`.
  const char *const *headers;
  size_t header_count;
  /// A file with the certificates that are trusted; NULL for the system's.
  const char *ca_file;
  /// Milliseconds: until a connection stands, until the first byte of a reply, from one byte to the next.
  long connect_ms;
  long first_ms;
  long silence_ms;
  /// The most bytes of a reply's body.
  size_t largest;
} treetop_http_request;

/// What came back. Its texts and bytes are the caller's until treetop_http_release.
typedef struct {
  uint64_t id;
  int result;
  /// 0 where none came.
  long status;
  uint8_t *body;
  size_t body_count;
  /// NULL where none was named.
  char *content_type;
  /// Seconds; negative where the server asked for none.
  int64_t retry_after;
  /// Why it failed, in libcurl's words; NULL where it did not.
  char *message;
} treetop_http_reply;

/// Why no client can be had: NULL where one can. Opens libcurl.
const char *treetop_http_problem(void);

/// Makes a client for the thread that calls; NULL where there is no libcurl or no memory.
///
/// The thread is no longer ended by writing to a connection that is gone.
treetop_http *treetop_http_open(void);
/// Closes all connections; whatever runs is dropped.
void treetop_http_close(treetop_http *client);

/// Starts a transfer and returns its number; 0 where it cannot be started. Redirects are not followed.
uint64_t treetop_http_start(treetop_http *client, const treetop_http_request *request);
/// Drops a transfer and closes its connection; it gives no reply.
void treetop_http_cancel(treetop_http *client, uint64_t id);

/// Waits until something has come, treetop_http_wake was called or the time is up, and handles it.
void treetop_http_wait(treetop_http *client, int milliseconds);
/// Ends the wait, from any thread.
void treetop_http_wake(treetop_http *client);

/// Takes a transfer that has ended; false where there is none.
bool treetop_http_next(treetop_http *client, treetop_http_reply *reply);
/// Gives back what a reply holds.
void treetop_http_release(treetop_http_reply *reply);

/// Milliseconds since a running transfer began or last brought a byte; negative where there is none.
int64_t treetop_http_silence(const treetop_http *client, uint64_t id);

#endif
