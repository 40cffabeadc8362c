#define _GNU_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CNcurses.h"

// What follows is read in signal handlers: plain data, no allocation.
enum { DISARMED, ARMED, RESTORING };
static atomic_int state;
static pthread_t restorer;
static int drawing = -1;
static int tty_in = -1;
static int tty_out = -1;
static struct termios cooked;
static int real_stderr = -1;
static int scratch = -1;

/// Everything that may have been switched on, in the order in which it has to go: the modes first,
/// the alternate screen last, so that what follows lands on the normal screen.
static const char reset[] =
    "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1004l"
    "\033[0m\033[?25h\033[?1049l\r\n";

static void write_all(int descriptor, const char *text, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, text, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text += written;
    count -= (size_t)written;
  }
}

static bool is_writable(int descriptor, int milliseconds) {
  struct pollfd entry = {.fd = descriptor, .events = POLLOUT};
  return poll(&entry, 1, milliseconds) > 0 && (entry.revents & POLLOUT) != 0;
}

/// Returns whether a tty takes output, after throwing away the pictures that nobody reads if need
/// be: a stuck reader must not hold up the end of the process.
static bool makes_room(int descriptor) {
  if (is_writable(descriptor, 0)) return true;
  tcflush(descriptor, TCOFLUSH);
  return is_writable(descriptor, 50);
}

/// Sets modes from the background too: there tcsetattr would stop the process.
static void set_modes(const struct termios *modes) {
  sigset_t block, before;
  sigemptyset(&block);
  sigaddset(&block, SIGTTOU);
  sigprocmask(SIG_BLOCK, &block, &before);
  tcsetattr(tty_in, TCSADRAIN, modes);
  sigprocmask(SIG_SETMASK, &before, NULL);
}

/// Gives standard error back and shows the end of what was written to it meanwhile.
static void restore_stderr(bool silent) {
  if (real_stderr < 0) return;
  dup2(real_stderr, STDERR_FILENO);
  char text[4096];
  off_t size = lseek(scratch, 0, SEEK_END);
  off_t start = size > (off_t)sizeof text ? size - (off_t)sizeof text : 0;
  ssize_t count = size > 0 && !silent ? pread(scratch, text, sizeof text, start) : 0;
  for (ssize_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)text[i];
    unsigned char next = i + 1 < count ? (unsigned char)text[i + 1] : 0;
    // The text may quote a label; no control of either set may pass.
    bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F || is_c1) text[i] = '?';
  }
  if (count > 0) write_all(STDERR_FILENO, text, (size_t)count);
  close(real_stderr);
  close(scratch);
  real_stderr = scratch = -1;
}

static void capture_stderr(void) {
  // A redirected standard error does not draw over the screen and stays as it is.
  if (!isatty(STDERR_FILENO)) return;
  scratch = treetop_scratch_open();
  if (scratch < 0) return;
  real_stderr = dup(STDERR_FILENO);
  if (real_stderr < 0 || dup2(scratch, STDERR_FILENO) < 0) {
    if (real_stderr >= 0) close(real_stderr);
    close(scratch);
    real_stderr = scratch = -1;
  }
}

bool treetop_guard_arm(int in, int out) {
  static bool registered;
  if (tcgetattr(in, &cooked) != 0) return false;
  // Does nothing, except in the background: there the kernel stops us before anything is drawn.
  tcsetattr(in, TCSANOW, &cooked);
  tty_in = in;
  tty_out = out;
  if (!registered) registered = atexit(treetop_guard_restore) == 0;
  capture_stderr();
  atomic_store(&state, ARMED);
  return true;
}

void treetop_guard_silence(int descriptor) { drawing = descriptor; }

// Not through stdio and not through ncurses: their buffers would put the modes after the next frame
// or after the end.
void treetop_guard_write(const char *text, int count) {
  if (atomic_load(&state) == ARMED) write_all(tty_out, text, (size_t)count);
}

void treetop_guard_disarm(bool silent) {
  int expected = ARMED;
  if (!atomic_compare_exchange_strong(&state, &expected, DISARMED)) return;
  drawing = -1;
  if (!silent) set_modes(&cooked);
  restore_stderr(silent);
}

/// Waits, not for ever, while another thread restores: whoever returns from here may end the process.
static void await_restorer(void) {
  if (pthread_equal(restorer, pthread_self())) return;
  for (int i = 0; i < 100 && atomic_load(&state) == RESTORING; i++) poll(NULL, 0, 10);
}

void treetop_guard_restore(void) {
  int before = errno;
  int expected = ARMED;
  if (!atomic_compare_exchange_strong(&state, &expected, RESTORING)) {
    if (expected == RESTORING) await_restorer();
    errno = before;
    return;
  }
  restorer = pthread_self();
  sigset_t block, mask;
  sigemptyset(&block);
  sigaddset(&block, SIGTTOU);
  sigprocmask(SIG_BLOCK, &block, &mask);
  // Another thread may be drawing, and goes on until the process ends: no longer on the terminal.
  int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nothing >= 0 && drawing >= 0) dup2(nothing, drawing);
  if (makes_room(tty_out)) write_all(tty_out, reset, sizeof reset - 1);
  // Not after draining, for the same reason.
  tcsetattr(tty_in, TCSANOW, &cooked);
  sigprocmask(SIG_SETMASK, &mask, NULL);
  restore_stderr(false);
  atomic_store(&state, DISARMED);
  errno = before;
}
