#define _GNU_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "CNcurses.h"

static const int reported[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
/// What ends the process: by its own fault, or because that is what the signal does by default.
static const int fatal[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGTRAP,   SIGFPE,  SIGABRT, SIGQUIT,
                            SIGSYS,  SIGUSR1, SIGUSR2, SIGALRM,   SIGPROF, SIGXCPU, SIGXFSZ,
                            SIGVTALRM};
enum { REPORTED = sizeof reported / sizeof *reported, FATAL = sizeof fatal / sizeof *fatal };

static struct sigaction reported_before[REPORTED];
static struct sigaction fatal_before[FATAL];
static struct sigaction pipe_before;
static int reading = -1;
static int writing = -1;
static int64_t last_term = INT64_MIN;

/// Only puts the signal into a pipe: all that has to be done about it is done by the loop.
static void report(int signal) {
  int before = errno;
  if (signal == SIGTERM) {
    int64_t now = treetop_milliseconds();
    if (last_term != INT64_MIN && now - last_term < 2000) {
      treetop_guard_restore();
      _exit(128 + SIGTERM);
    }
    last_term = now;
  }
  unsigned char byte = (unsigned char)signal;
  ssize_t written = write(writing, &byte, 1);
  (void)written;
  errno = before;
}

/// Restores the terminal, lets the runtime write its report, and dies of the signal.
static void die(int signal, siginfo_t *info, void *context) {
  treetop_guard_restore();
  for (int i = 0; i < FATAL; i++) {
    if (fatal[i] != signal) continue;
    // Called and not raised: the report needs the context of the fault.
    if (fatal_before[i].sa_flags & SA_SIGINFO) {
      fatal_before[i].sa_sigaction(signal, info, context);
    } else if (fatal_before[i].sa_handler != SIG_DFL && fatal_before[i].sa_handler != SIG_IGN) {
      fatal_before[i].sa_handler(signal);
    }
  }
  struct sigaction end = {.sa_flags = 0};
  end.sa_handler = SIG_DFL;
  sigaction(signal, &end, NULL);
  // A fault happens again as soon as this returns. A signal that was sent, and a trap that is
  // stepped over, do not.
  if (info->si_code <= 0 || signal == SIGTRAP) raise(signal);
}

/// Room for the handlers when the stack itself is what ran out.
static void provide_stack(void) {
  static char stack[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) == 0 && !(current.ss_flags & SS_DISABLE)) return;
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&own, NULL);
}

static void install(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_flags = SA_RESTART};
  action.sa_handler = handler;
  sigfillset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

int treetop_signals_open(void) {
  int ends[2];
  if (reading < 0) {
    if (pipe(ends) != 0) return -1;
    for (int i = 0; i < 2; i++) {
      fcntl(ends[i], F_SETFL, O_NONBLOCK);
      fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    }
    reading = ends[0];
    writing = ends[1];
  }
  provide_stack();
  for (int i = 0; i < REPORTED; i++) {
    sigaction(reported[i], NULL, &reported_before[i]);
    install(reported[i], report);
  }
  for (int i = 0; i < FATAL; i++) {
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
    action.sa_sigaction = die;
    sigemptyset(&action.sa_mask);
    sigaction(fatal[i], &action, &fatal_before[i]);
  }
  // A closed pipe is an error of the write that met it, no reason to die with the screen open.
  struct sigaction ignore = {.sa_flags = 0};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &pipe_before);
  return reading;
}

void treetop_signals_close(void) {
  for (int i = 0; i < REPORTED; i++) sigaction(reported[i], &reported_before[i], NULL);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
  sigaction(SIGPIPE, &pipe_before, NULL);
  // The pipe stays: a handler may be running on another thread.
}

int treetop_signals_next(void) {
  unsigned char byte = 0;
  return read(reading, &byte, 1) == 1 ? byte : 0;
}

void treetop_signals_stop(void) {
  struct sigaction stop = {.sa_flags = 0};
  stop.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &stop, NULL);
  kill(0, SIGTSTP);
  // Another thread may take the signal, a moment later. What comes after the stop is a SIGCONT;
  // where there is no job control nothing stops and nothing comes.
  unsigned char others[64];
  size_t kept = 0;
  for (int64_t end = treetop_milliseconds() + 100; treetop_milliseconds() < end;) {
    if (!(treetop_wait(-1, -1, reading, 20) & TREETOP_READY_SIGNAL)) continue;
    int signal = treetop_signals_next();
    if (signal == SIGCONT) break;
    if (signal != SIGTSTP && kept < sizeof others) others[kept++] = (unsigned char)signal;
  }
  // What else came goes back into the pipe.
  ssize_t written = write(writing, others, kept);
  (void)written;
  install(SIGTSTP, report);
}

#ifdef __APPLE__
// poll answers POLLNVAL for /dev/tty there.
int treetop_wait(int tty, int wake, int signals, int milliseconds) {
  fd_set set;
  FD_ZERO(&set);
  int all[] = {tty, wake, signals};
  int highest = -1;
  for (int i = 0; i < 3; i++) {
    if (all[i] < 0) continue;
    FD_SET(all[i], &set);
    if (all[i] > highest) highest = all[i];
  }
  struct timeval time = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
  int count = select(highest + 1, &set, NULL, NULL, milliseconds < 0 ? NULL : &time);
  if (count <= 0) return count < 0 && errno == EBADF ? TREETOP_READY_LOST : 0;
  return (tty >= 0 && FD_ISSET(tty, &set) ? TREETOP_READY_TTY : 0) |
         (wake >= 0 && FD_ISSET(wake, &set) ? TREETOP_READY_WAKE : 0) |
         (signals >= 0 && FD_ISSET(signals, &set) ? TREETOP_READY_SIGNAL : 0);
}
#else
int treetop_wait(int tty, int wake, int signals, int milliseconds) {
  struct pollfd all[] = {
      {.fd = tty, .events = POLLIN}, {.fd = wake, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  if (poll(all, 3, milliseconds) <= 0) return 0;
  int ready = 0;
  if (all[0].revents & POLLIN) {
    ready |= TREETOP_READY_TTY;
  } else if (all[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    ready |= TREETOP_READY_LOST;
  }
  if (all[1].revents & POLLIN) ready |= TREETOP_READY_WAKE;
  if (all[2].revents & POLLIN) ready |= TREETOP_READY_SIGNAL;
  return ready;
}
#endif

int treetop_read(int tty, uint8_t *buffer, int count) {
  ssize_t got = read(tty, buffer, (size_t)count);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return TREETOP_READ_AGAIN;
  return got < 0 ? -1 : (int)got;
}
