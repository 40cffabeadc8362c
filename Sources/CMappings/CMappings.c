#define _GNU_SOURCE 1

#include "CMappings.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// The handler reads these: they are never freed, but used again.
struct treetop_mapping {
  /// 0 while nothing is watched. Set last, taken back first.
  atomic_uintptr_t start;
  atomic_size_t count;
  atomic_bool is_damaged;
  treetop_mapping *next;
};

static _Atomic(treetop_mapping *) first;
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static struct sigaction before;
static uintptr_t page;

static bool blank(treetop_mapping *mapping, uintptr_t start, uintptr_t end) {
  atomic_store(&mapping->is_damaged, true);
  void *memory = mmap((void *)start, end - start, PROT_READ,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  return memory != MAP_FAILED;
}

bool treetop_mapping_mends(int signal, const siginfo_t *info) {
  // One that was sent names no address.
  if (signal != SIGBUS || info->si_code <= 0) return false;
  uintptr_t address = (uintptr_t)info->si_addr;
  for (treetop_mapping *mapping = atomic_load(&first); mapping; mapping = mapping->next) {
    uintptr_t start = atomic_load(&mapping->start);
    uintptr_t end = start + atomic_load(&mapping->count);
    if (start == 0 || start != atomic_load(&mapping->start)) continue;
    // What lies behind a page that is gone is gone too, even if the file grows again meanwhile.
    if (address >= start && address < end) return blank(mapping, address / page * page, end);
  }
  return false;
}

static void answer(int signal, siginfo_t *info, void *context) {
  if (treetop_mapping_mends(signal, info)) return;
  if (before.sa_flags & SA_SIGINFO) {
    before.sa_sigaction(signal, info, context);
  } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
    before.sa_handler(signal);
  } else {
    // The fault comes again, and ends the process; one that was sent is sent again.
    sigaction(signal, &before, NULL);
    if (info->si_code <= 0) raise(signal);
  }
}

static void install(void) {
  page = (uintptr_t)sysconf(_SC_PAGESIZE);
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
  action.sa_sigaction = answer;
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

void treetop_mapping_prepare(void) { pthread_once(&prepared, install); }

treetop_mapping *treetop_mapping_watch(void *start, size_t count) {
  treetop_mapping_prepare();
  pthread_mutex_lock(&making);
  treetop_mapping *mapping = atomic_load(&first);
  while (mapping && atomic_load(&mapping->start) != 0) mapping = mapping->next;
  if (!mapping) {
    mapping = calloc(1, sizeof *mapping);
    if (mapping) {
      mapping->next = atomic_load(&first);
      atomic_store(&first, mapping);
    }
  }
  if (mapping) {
    atomic_store(&mapping->is_damaged, false);
    atomic_store(&mapping->count, count);
    atomic_store(&mapping->start, (uintptr_t)start);
  }
  pthread_mutex_unlock(&making);
  return mapping;
}

void treetop_mapping_forget(treetop_mapping *mapping) { atomic_store(&mapping->start, 0); }

bool treetop_mapping_is_damaged(const treetop_mapping *mapping) {
  return atomic_load_explicit(&mapping->is_damaged, memory_order_relaxed);
}
