#define _GNU_SOURCE 1

#include "libcurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static struct libcurl functions;
static char problem_text[512];
static pthread_once_t opened = PTHREAD_ONCE_INIT;

static const char *const names[] = {
#ifdef __APPLE__
    "libcurl.4.dylib", "/usr/lib/libcurl.4.dylib",
#else
    "libcurl.so.4", "libcurl-gnutls.so.4",
#endif
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/// Looks all functions up; the name of the first that is not there, NULL where all are.
static const char *look_up(void *library) {
  const struct {
    const char *name;
    void *place;
  } wanted[] = {
      {"curl_global_init", &functions.global_init},
      {"curl_easy_init", &functions.easy_init},
      {"curl_easy_setopt", &functions.easy_setopt},
      {"curl_easy_getinfo", &functions.easy_getinfo},
      {"curl_easy_cleanup", &functions.easy_cleanup},
      {"curl_easy_strerror", &functions.easy_strerror},
      {"curl_multi_init", &functions.multi_init},
      {"curl_multi_cleanup", &functions.multi_cleanup},
      {"curl_multi_add_handle", &functions.multi_add_handle},
      {"curl_multi_remove_handle", &functions.multi_remove_handle},
      {"curl_multi_perform", &functions.multi_perform},
      {"curl_multi_poll", &functions.multi_poll},
      {"curl_multi_wakeup", &functions.multi_wakeup},
      {"curl_multi_info_read", &functions.multi_info_read},
      {"curl_slist_append", &functions.slist_append},
      {"curl_slist_free_all", &functions.slist_free_all},
  };
  for (size_t index = 0; index < COUNT(wanted); index++) {
    void *symbol = dlsym(library, wanted[index].name);
    if (!symbol) return wanted[index].name;
    *(void **)wanted[index].place = symbol;
  }
  return NULL;
}

static void open_once(void) {
  void *library = NULL;
  const char *named = getenv("TREETOP_LIBCURL");
  if (named && *named) {
    library = dlopen(named, RTLD_NOW | RTLD_LOCAL);
  } else {
    for (size_t index = 0; index < COUNT(names) && !library; index++) {
      library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    }
  }
  if (!library) {
    const char *reason = dlerror();
    snprintf(problem_text, sizeof problem_text,
             "libcurl cannot be opened (%s); install it (Debian: libcurl4), or name the file in "
             "TREETOP_LIBCURL",
             reason ? reason : "no reason is known");
    return;
  }
  const char *missing = look_up(library);
  if (missing) {
    snprintf(problem_text, sizeof problem_text,
             "libcurl has no %s; version 7.68 or newer is needed", missing);
    return;
  }
  // 3: TLS and whatever else the system's needs.
  int code = functions.global_init(3);
  if (code != CODE_OK) {
    snprintf(problem_text, sizeof problem_text, "libcurl cannot be started: %s",
             functions.easy_strerror(code));
  }
}

const struct libcurl *treetop_libcurl(const char **problem) {
  pthread_once(&opened, open_once);
  *problem = problem_text[0] ? problem_text : NULL;
  return *problem ? NULL : &functions;
}
