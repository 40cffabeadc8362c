// Files that are seen as memory, and what happens when somebody makes one shorter.
//
// The system kills a process that touches a page which its file no longer has. Here the page, and all
// behind it, becomes zeros instead, and whoever owns the memory can ask whether that has happened.

#ifndef TREETOP_CMAPPINGS_H
#define TREETOP_CMAPPINGS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/// A mapped file that is watched.
typedef struct treetop_mapping treetop_mapping;

/// Installs the handler of SIGBUS, once; what is no fault of a mapped file goes to the one before.
///
/// A handler that is installed later must ask `treetop_mapping_mends` first.
void treetop_mapping_prepare(void);

/// Watches read-only memory that maps a file; NULL where there is no memory left to note it.
treetop_mapping *treetop_mapping_watch(void *start, size_t count);
/// Ends the watch, before the memory is given back.
void treetop_mapping_forget(treetop_mapping *mapping);
/// Whether pages have become zeros.
bool treetop_mapping_is_damaged(const treetop_mapping *mapping);

/// Answers a fault of a mapped file; false where it is none. For handlers of SIGBUS.
bool treetop_mapping_mends(int signal, const siginfo_t *info);

#endif
