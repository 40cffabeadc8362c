// What is used of libcurl, declared here because its headers need not be installed. The numbers are part
// of its binary interface (libcurl.so.4) and do not change.

#ifndef TREETOP_LIBCURL_H
#define TREETOP_LIBCURL_H

#include <stddef.h>
#include <stdint.h>

enum {
  OPTION_WRITEDATA = 10001,
  OPTION_URL = 10002,
  OPTION_ERRORBUFFER = 10010,
  OPTION_POSTFIELDS = 10015,
  OPTION_USERAGENT = 10018,
  OPTION_HTTPHEADER = 10023,
  OPTION_NOPROGRESS = 43,
  OPTION_POST = 47,
  OPTION_FOLLOWLOCATION = 52,
  OPTION_CAINFO = 10065,
  OPTION_NOSIGNAL = 99,
  OPTION_PRIVATE = 10103,
  OPTION_CONNECTTIMEOUT_MS = 156,
  OPTION_PROTOCOLS = 181,
  OPTION_HEADEROPT = 229,
  OPTION_WRITEFUNCTION = 20011,
  OPTION_POSTFIELDSIZE_LARGE = 30120,
};

enum { PROTOCOL_HTTP = 1, PROTOCOL_HTTPS = 2, HEADER_SEPARATE = 1, ERROR_SIZE = 256 };

enum {
  INFO_RESPONSE_CODE = 0x200002,
  INFO_CONTENT_TYPE = 0x100012,
  INFO_PRIVATE = 0x100015,
  INFO_RETRY_AFTER = 0x600039,
};

enum {
  CODE_OK = 0,
  CODE_UNSUPPORTED_PROTOCOL = 1,
  CODE_URL_MALFORMAT = 3,
  CODE_NO_PROXY_ADDRESS = 5,
  CODE_NO_ADDRESS = 6,
  CODE_REFUSED = 7,
  CODE_PARTIAL_FILE = 18,
  CODE_TIMED_OUT = 28,
  CODE_SSL_CONNECT = 35,
  CODE_NOTHING_CAME = 52,
  CODE_SSL_ENGINE = 53,
  CODE_SEND_ERROR = 55,
  CODE_RECEIVE_ERROR = 56,
  CODE_SSL_CERTIFICATE = 58,
  CODE_SSL_CIPHER = 59,
  CODE_PEER_UNVERIFIED = 60,
  CODE_SSL_CA_FILE = 77,
  CODE_SSL_ISSUER = 83,
  CODE_HTTP2_STREAM = 92,
};

enum { MESSAGE_DONE = 1 };

struct curl_message {
  int kind;
  void *easy;
  union {
    void *whatever;
    int code;
  } data;
};

struct curl_list;

/// The functions that are looked up by name.
struct libcurl {
  int (*global_init)(long flags);
  void *(*easy_init)(void);
  int (*easy_setopt)(void *easy, int option, ...);
  int (*easy_getinfo)(void *easy, int info, ...);
  void (*easy_cleanup)(void *easy);
  const char *(*easy_strerror)(int code);
  void *(*multi_init)(void);
  int (*multi_cleanup)(void *multi);
  int (*multi_add_handle)(void *multi, void *easy);
  int (*multi_remove_handle)(void *multi, void *easy);
  int (*multi_perform)(void *multi, int *running);
  int (*multi_poll)(void *multi, void *extra, unsigned count, int milliseconds, int *active);
  int (*multi_wakeup)(void *multi);
  struct curl_message *(*multi_info_read)(void *multi, int *left);
  struct curl_list *(*slist_append)(struct curl_list *list, const char *text);
  void (*slist_free_all)(struct curl_list *list);
};

/// libcurl, opened once; NULL where it cannot be, with the reason.
const struct libcurl *treetop_libcurl(const char **problem);

#endif
