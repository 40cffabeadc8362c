// Wide ncurses and the tty as Swift can use them. No curses type appears here: <curses.h> is full of
// macros and mutable globals that Swift 6 refuses, and on macOS it clashes with the system module.

#ifndef TREETOP_CNCURSES_H
#define TREETOP_CNCURSES_H

#include <stdbool.h>
#include <stdint.h>

// MARK: Screen (screen.c). One screen at a time, one thread.

/// One column, or the first of two, as the presenter hands it over.
typedef struct {
  uint32_t base;
  uint32_t mark;
  uint32_t second_mark;
  uint8_t width;
  uint8_t role;
  uint8_t emphasis;
} treetop_cell;

enum treetop_emphasis {
  TREETOP_BOLD = 1,
  TREETOP_DIM = 2,
  TREETOP_UNDERLINE = 4,
  TREETOP_REVERSE = 8,
};

enum treetop_term_status {
  TREETOP_TERM_USABLE,
  TREETOP_TERM_UNKNOWN,
  TREETOP_TERM_DUMB,
};

/// Looks a terminal up in terminfo without touching it; never exits, as initscr would.
int treetop_term_status(const char *name, int out);

/// Opens the screen on two descriptors. Returns whether it worked.
bool treetop_screen_open(const char *name, int in, int out, int height, int width);
/// Ends the screen and forgets it. With `silent`, nothing is written: the terminal is gone.
void treetop_screen_end(bool silent);
/// Leaves the screen for a while and gives the tty the modes that it had.
void treetop_screen_leave(void);
/// Takes the tty back; the next update draws everything.
void treetop_screen_return(void);

/// How many colours the terminal says it has; 0 or less for none.
int treetop_screen_colours(void);
/// Gives a role a foreground colour over the terminal's own background.
void treetop_screen_set_colour(int role, int foreground);

void treetop_screen_resize(int height, int width);
/// Replaces `count` cells of a row from a column on, which must not begin or end inside a wide character.
void treetop_screen_put_row(int row, int column, const treetop_cell *cells, int count);
/// Places the hardware cursor, shown or hidden.
void treetop_screen_set_cursor(int row, int column, bool shown);
/// Empties the picture, not yet the screen.
void treetop_screen_erase(void);
/// Makes the next update repaint everything.
void treetop_screen_invalidate(void);
/// Writes what has changed.
void treetop_screen_update(void);

/// Reads a row back as base characters and `treetop_emphasis`, for tests; returns the columns read.
int treetop_screen_read_row(int row, uint32_t *bases, uint8_t *emphases, int16_t *pairs, int count);

// MARK: Locale (screen.c)

/// Takes the locale of the environment, or `fallback` where it is not installed.
void treetop_locale_adopt(const char *fallback);
/// Takes a locale by name. Returns whether it is installed.
bool treetop_locale_select(const char *name);
/// Whether the locale's characters are UTF-8.
bool treetop_locale_is_utf8(void);

// MARK: Guard (guard.c). Restores the terminal, once, on every way out.

/// Remembers the modes of the tty and restores them on exit and on fatal signals from now on.
bool treetop_guard_arm(int in, int out);
/// Switches a mode string on; it is part of what the guard resets.
void treetop_guard_write(const char *text, int count);
/// Restores the modes after the screen has been ended in good order.
void treetop_guard_disarm(bool silent);
/// Names the descriptor of the pictures: once the terminal is restored by force they go nowhere.
void treetop_guard_silence(int descriptor);
/// Restores by force; safe in a signal handler, does nothing unless armed.
void treetop_guard_restore(void);

// MARK: Signals (signals.c)

enum treetop_ready {
  TREETOP_READY_TTY = 1,
  TREETOP_READY_LOST = 2,
  TREETOP_READY_WAKE = 4,
  TREETOP_READY_SIGNAL = 8,
};

/// Installs the handlers; returns the descriptor on which signals arrive, -1 on failure.
int treetop_signals_open(void);
/// Puts back the handlers that were there before.
void treetop_signals_close(void);
/// Returns the next signal that arrived, 0 if there is none.
int treetop_signals_next(void);
/// Stops the process group as ^Z does and returns when it runs again.
void treetop_signals_stop(void);

/// Waits for any of three descriptors, -1 for one that does not matter; a negative timeout is for
/// ever. Returns what is ready, 0 when the time is over or a signal came.
int treetop_wait(int tty, int wake, int signals, int milliseconds);
/// Reads what is there; 0 or less means that the tty is gone, unless it is TREETOP_READ_AGAIN.
int treetop_read(int tty, uint8_t *buffer, int count);
enum { TREETOP_READ_AGAIN = -2 };

// MARK: Descriptors (descriptors.c)

/// Opens the two ends of a wake-up; one descriptor twice where the system has such a thing.
bool treetop_wake_open(int *reading, int *writing);
void treetop_wake_signal(int writing);
void treetop_wake_drain(int reading);

/// Opens the controlling tty; -1 if there is none.
int treetop_tty_open(void);
/// The size that the tty claims; 0 where it does not say.
void treetop_tty_size(int tty, int *width, int *height);
/// A clock that only goes forward, in milliseconds.
int64_t treetop_milliseconds(void);

/// An anonymous file for standard error while the screen is open; -1 if there can be none.
int treetop_scratch_open(void);

#endif
