#define _GNU_SOURCE 1

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/eventfd.h>
#endif

#include "CNcurses.h"

bool treetop_wake_open(int *reading, int *writing) {
#ifdef __linux__
  *reading = *writing = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return *reading >= 0;
#else
  int ends[2];
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  }
  *reading = ends[0];
  *writing = ends[1];
  return true;
#endif
}

void treetop_wake_signal(int writing) {
  uint64_t one = 1;
  ssize_t written = write(writing, &one, sizeof one);
  (void)written;
}

void treetop_wake_drain(int reading) {
  uint64_t count[64];
  while (read(reading, count, sizeof count) == (ssize_t)sizeof count) {
  }
}

int treetop_tty_open(void) { return open("/dev/tty", O_RDWR | O_CLOEXEC); }

void treetop_tty_size(int tty, int *width, int *height) {
  struct winsize size = {0};
  if (ioctl(tty, TIOCGWINSZ, &size) != 0) size.ws_col = size.ws_row = 0;
  *width = size.ws_col;
  *height = size.ws_row;
}

int64_t treetop_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int treetop_scratch_open(void) {
#ifdef __linux__
  return memfd_create("treetop-stderr", MFD_CLOEXEC);
#else
  char name[] = "/tmp/treetop-stderr-XXXXXX";
  int file = mkstemp(name);
  if (file >= 0) unlink(name);
  return file;
#endif
}
