#define _GNU_SOURCE 1

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif
#include <time.h>
#include <unistd.h>

#include "CMappings.h"
#include "CNcurses.h"

/// What the loop is told.
static const int reported[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT};
enum { REPORTED = sizeof reported / sizeof *reported };

static struct sigaction reported_before[REPORTED];
static struct sigaction deadly_before[NSIG];
/// Whether the signal is answered by restoring the terminal.
static bool is_taken[NSIG];
static struct sigaction pipe_before;
static int reading = -1;
static int writing = -1;
static int64_t last_term = INT64_MIN;

/// Whether a signal ends the process unless somebody catches it.
///
/// All do that are not known for something else: the real-time ones too, and what a system has of its own.
static bool is_deadly(int signal) {
  for (int i = 0; i < REPORTED; i++) {
    if (reported[i] == signal) return false;
  }
  switch (signal) {
    // Caught by nobody.
    case SIGKILL:
    case SIGSTOP:
    // Stop the process, or do nothing.
    case SIGTTIN:
    case SIGTTOU:
    case SIGCHLD:
    case SIGURG:
#ifdef __APPLE__
    case SIGIO:
    case SIGINFO:
#endif
    // A closed pipe is an error of the write that met it, no reason to die with the screen open.
    case SIGPIPE: return false;
    default: return true;
  }
}

#ifdef __linux__
/// An action as the kernel has it, the handler first; the rest is only copied.
///
/// The C library keeps two signals to itself and lets nobody catch them. Where it has no use for one yet
/// that signal, sent from outside, ends the process like any other.
typedef struct {
  unsigned long words[8];
} kernel_action;
static kernel_action hidden_before[NSIG];
static bool is_hidden[NSIG];

static bool set_hidden(int signal, const kernel_action *action, kernel_action *before) {
  return syscall(SYS_rt_sigaction, signal, action, before, (NSIG - 1) / 8) == 0;
}

/// Takes a signal that the C library hides, the way another one is taken.
static void take_hidden(int signal, int model) {
  kernel_action action;
  if (!set_hidden(model, NULL, &action)) return;
  bool is_default = set_hidden(signal, NULL, &hidden_before[signal]) &&
                    hidden_before[signal].words[0] == (unsigned long)SIG_DFL;
  if (is_default) is_hidden[signal] = set_hidden(signal, &action, &hidden_before[signal]);
}

static void release_hidden(int signal) {
  if (is_hidden[signal]) set_hidden(signal, &hidden_before[signal], NULL);
  is_hidden[signal] = false;
}
#else
static void take_hidden(int signal, int model) {
  (void)signal;
  (void)model;
}

static void release_hidden(int signal) { (void)signal; }
#endif

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

/// Whether the instruction that failed will fail again as soon as the handler returns.
static bool comes_again(int signal, const siginfo_t *info) {
  if (info->si_code <= 0) return false;
  return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE;
}

/// Restores the terminal, lets the runtime write its report, and dies of the signal.
static void die(int signal, siginfo_t *info, void *context) {
  if (treetop_mapping_mends(signal, info)) return;
  treetop_guard_restore();
  // Called and not raised: the report needs the context of the fault.
  const struct sigaction *before = &deadly_before[signal];
  if (before->sa_flags & SA_SIGINFO) {
    before->sa_sigaction(signal, info, context);
  } else if (before->sa_handler != SIG_DFL && before->sa_handler != SIG_IGN) {
    before->sa_handler(signal);
  }
  struct sigaction end = {.sa_flags = 0};
  end.sa_handler = SIG_DFL;
  if (sigaction(signal, &end, NULL) != 0) release_hidden(signal);
  // Not raised: the C library does not send the signals that it hides.
  if (!comes_again(signal, info)) kill(getpid(), signal);
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

/// Puts back the handler of a signal that ends the process.
static void release(int signal) {
  if (is_taken[signal]) sigaction(signal, &deadly_before[signal], NULL);
  is_taken[signal] = false;
  release_hidden(signal);
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
  // Its handler is asked by ours: it must be the one that ours takes the place of.
  treetop_mapping_prepare();
  for (int i = 0; i < REPORTED; i++) {
    sigaction(reported[i], NULL, &reported_before[i]);
    install(reported[i], report);
  }
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
  action.sa_sigaction = die;
  sigemptyset(&action.sa_mask);
  for (int signal = 1; signal < NSIG; signal++) {
    if (!is_deadly(signal)) continue;
    if (sigaction(signal, &action, &deadly_before[signal]) != 0) {
      take_hidden(signal, SIGSEGV);
      continue;
    }
    is_taken[signal] = true;
    // What whoever started the program has ignored stays ignored.
    bool is_ignored = !(deadly_before[signal].sa_flags & SA_SIGINFO) &&
                      deadly_before[signal].sa_handler == SIG_IGN;
    if (is_ignored) release(signal);
  }
  struct sigaction ignore = {.sa_flags = 0};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &pipe_before);
  return reading;
}

void treetop_signals_close(void) {
  for (int i = 0; i < REPORTED; i++) sigaction(reported[i], &reported_before[i], NULL);
  for (int signal = 1; signal < NSIG; signal++) {
    if (is_deadly(signal)) release(signal);
  }
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
