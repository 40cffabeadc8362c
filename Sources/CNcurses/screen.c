#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include "CNcurses.h"

// Macros of <term.h> that take ordinary words.
#undef columns
#undef lines

enum { LONGEST_ROW = 1000 };

static SCREEN *screen;
static FILE *input;
static FILE *output;
static bool has_colour;

/// Cells that were made lately: a screen has few different ones, and curses takes its time over each.
static struct {
  treetop_cell cell;
  bool is_there;
  cchar_t made;
} known[256];

static void forget_cells(void) { memset(known, 0, sizeof known); }

int treetop_term_status(const char *name, int out) {
  int status = 0;
  if (setupterm(name, out, &status) != OK) {
    // A generic or hard-copy entry also fails with status 1 or 0, but knows how to do nothing.
    return status == 1 ? TREETOP_TERM_DUMB : TREETOP_TERM_UNKNOWN;
  }
  const char *cup = tigetstr("cup");
  bool usable = cup != NULL && cup != (char *)-1 && *cup != '\0';
  del_curterm(cur_term);
  return usable ? TREETOP_TERM_USABLE : TREETOP_TERM_DUMB;
}

static void close_files(void) {
  if (input) fclose(input);
  if (output) fclose(output);
  input = output = NULL;
}

// Asked itself, curses takes any size that the tty claims, 65,535 by 65,535 too: in newterm, and in
// the first update after every endwin. These variables go before the tty; left in the environment
// they would freeze the size, here and in programs that are started.
static void announce_size(int height, int width) {
  char text[16];
  snprintf(text, sizeof text, "%d", height);
  setenv("LINES", text, 1);
  snprintf(text, sizeof text, "%d", width);
  setenv("COLUMNS", text, 1);
}

static void withdraw_size(void) {
  unsetenv("LINES");
  unsetenv("COLUMNS");
}

static void update(void) {
  bool is_away = isendwin();
  if (is_away) announce_size(getmaxy(stdscr), getmaxx(stdscr));
  doupdate();
  if (is_away) withdraw_size();
}

/// Keeps curses from resetting the terminal's palette each time it takes the screen: the colours that
/// the person has set would be lost, and none are changed here.
///
/// The variable of <term.h> is a copy that curses does not look at; the string itself is emptied.
static void keep_palette(void) {
  char *reset = tigetstr("oc");
  if (reset != NULL && reset != (char *)-1) *reset = '\0';
}

bool treetop_screen_open(const char *name, int in, int out, int height, int width) {
  input = fdopen(dup(in), "r");
  output = fdopen(dup(out), "w");
  announce_size(height, width);
  // newterm reports an error; initscr would end the process.
  screen = input && output ? newterm(name, output, input) : NULL;
  withdraw_size();
  if (screen) treetop_guard_silence(fileno(output));
  if (!screen) {
    close_files();
    return false;
  }
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  // Without this an update is cut short while input is waiting.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  keep_palette();
  has_colour = has_colors() && start_color() == OK;
  forget_cells();
  if (has_colour) use_default_colors();
  // Until the first endwin ncurses flushes after every cursor move: a thousand writes a frame.
  endwin();
  update();
  return true;
}

void treetop_screen_end(bool silent) {
  if (!screen) return;
  // The frame of a lost terminal has nowhere to go; endwin would try to write it.
  if (!silent) {
    endwin();
    delscreen(screen);
    close_files();
  }
  screen = NULL;
}

void treetop_screen_leave(void) { endwin(); }

// The update after endwin does this too, but keys typed until then would be echoed.
void treetop_screen_return(void) { reset_prog_mode(); }

int treetop_screen_colours(void) { return has_colour ? COLORS : 0; }

void treetop_screen_set_colour(int role, int foreground) {
  if (!has_colour) return;
#if NCURSES_VERSION_PATCH >= 20170401
  init_extended_pair(role + 1, foreground, -1);
#else
  init_pair((short)(role + 1), (short)foreground, -1);
#endif
}

void treetop_screen_resize(int height, int width) { resizeterm(height, width); }

static attr_t attributes(uint8_t emphasis) {
  attr_t result = A_NORMAL;
  if (emphasis & TREETOP_BOLD) result |= A_BOLD;
  if (emphasis & TREETOP_DIM) result |= A_DIM;
  if (emphasis & TREETOP_UNDERLINE) result |= A_UNDERLINE;
  if (emphasis & TREETOP_REVERSE) result |= A_REVERSE;
  return result;
}

static bool is_same(const treetop_cell *one, const treetop_cell *other) {
  return one->base == other->base && one->mark == other->mark &&
         one->second_mark == other->second_mark && one->width == other->width &&
         one->role == other->role && one->emphasis == other->emphasis;
}

/// Makes one or two curses cells of one cell and returns how many.
static int make_cells(cchar_t *target, const treetop_cell *cell) {
  unsigned place = (cell->base + 31u * cell->role + 101u * cell->emphasis) % 256;
  if (known[place].is_there && is_same(&known[place].cell, cell)) {
    *target = known[place].made;
    return 1;
  }
  wchar_t text[4] = {(wchar_t)cell->base, (wchar_t)cell->mark, (wchar_t)cell->second_mark, 0};
  attr_t look = attributes(cell->emphasis);
  int pair = has_colour ? cell->role + 1 : 0;
  // ncurses counts columns by the C library's table. Where that differs from ours, the rest of the
  // row would shift; the character is given up instead.
  bool agrees = cell->base < 0x80 || wcwidth((wchar_t)cell->base) == cell->width;
#if NCURSES_VERSION_PATCH >= 20170401
  void *extended = &pair;
#else
  void *extended = NULL;
#endif
  if (agrees && setcchar(target, text, look, (short)pair, extended) == OK) {
    known[place].cell = *cell;
    known[place].made = *target;
    known[place].is_there = true;
    return 1;
  }
  wchar_t unknown[2] = {L'?', 0};
  for (int i = 0; i < cell->width; i++) setcchar(target + i, unknown, look, (short)pair, extended);
  return cell->width;
}

void treetop_screen_put_row(int row, int column, const treetop_cell *cells, int count) {
  static cchar_t line[LONGEST_ROW + 1];
  int made = 0;
  for (int i = 0; i < count && made < LONGEST_ROW; i++) {
    // The right half of a wide character is made by ncurses.
    if (cells[i].width > 0) made += make_cells(line + made, cells + i);
  }
  // All at once: neither wraps at the edge nor fails in the lower right corner.
  mvwadd_wchnstr(stdscr, row, column, line, made);
}

void treetop_screen_set_cursor(int row, int column, bool shown) {
  wmove(stdscr, row, column);
  curs_set(shown ? 1 : 0);
}

void treetop_screen_erase(void) { werase(stdscr); }

void treetop_screen_invalidate(void) { clearok(curscr, TRUE); }

void treetop_screen_update(void) {
  wnoutrefresh(stdscr);
  update();
}

int treetop_screen_read_row(
    int row, uint32_t *bases, uint8_t *emphases, int16_t *pairs, int count) {
  int columns = getmaxx(stdscr) < count ? getmaxx(stdscr) : count;
  for (int column = 0; column < columns; column++) {
    cchar_t cell;
    wchar_t text[CCHARW_MAX + 1] = {0};
    attr_t look = 0;
    short pair = 0;
    mvwin_wch(stdscr, row, column, &cell);
    getcchar(&cell, text, &look, &pair, NULL);
    bases[column] = (uint32_t)text[0];
    emphases[column] = (uint8_t)((look & A_BOLD ? TREETOP_BOLD : 0) |
                                 (look & A_DIM ? TREETOP_DIM : 0) |
                                 (look & A_UNDERLINE ? TREETOP_UNDERLINE : 0) |
                                 (look & A_REVERSE ? TREETOP_REVERSE : 0));
    pairs[column] = pair;
  }
  return columns;
}

void treetop_locale_adopt(const char *fallback) {
  forget_cells();
  if (!setlocale(LC_CTYPE, "")) setlocale(LC_CTYPE, fallback);
}

bool treetop_locale_select(const char *name) {
  forget_cells();
  return setlocale(LC_CTYPE, name) != NULL;
}

bool treetop_locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }
