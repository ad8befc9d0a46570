#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CNCurses.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// How long an Esc may take to turn out to be a function key, in milliseconds.
static const int escape_delay = 25;

static bool has_cursor_addressing(void) {
  const char *move = tigetstr("cup");
  return move && move != (const char *)-1;
}

fob_screen_status fob_screen_check(const char *terminal) {
  int found = 0;
  if (setupterm(terminal, STDOUT_FILENO, &found) == OK)
    return has_cursor_addressing() ? FOB_SCREEN_OK : FOB_SCREEN_TOO_SIMPLE;
  if (found < 0) return FOB_SCREEN_NO_DATABASE;
  return found == 0 ? FOB_SCREEN_UNKNOWN_TERMINAL : FOB_SCREEN_TOO_SIMPLE;
}

// Whether the colours of text are wanted.
static bool coloured;

/// Black and white proper where there are 256 colours; the first eight are what the user made them.
static void define_ink(void) {
  if (COLORS >= 256)
    init_pair(FOB_INK, 16, 231);
  else
    init_pair(FOB_INK, COLOR_BLACK, COLORS >= 16 ? COLOR_WHITE + 8 : COLOR_WHITE);
}

static void start_colours(void) {
  if (!has_colors() || start_color() == ERR) return;
  bool keeps_background = use_default_colors() == OK;
  static const short colours[] = {COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_CYAN};
  for (short i = 0; i < 4; i++) init_pair(i + 1, colours[i], keeps_background ? -1 : COLOR_BLACK);
  define_ink();
}

fob_screen_status fob_screen_open(const char *terminal, bool colours) {
  fob_screen_status status = fob_screen_check(terminal);
  if (status != FOB_SCREEN_OK) return status;
  set_escdelay(escape_delay);
  // The size comes from the kernel; LINES and COLUMNS in the environment go stale.
  use_env(FALSE);
  use_tioctl(TRUE);
  if (!newterm(terminal, stdout, stdin)) return FOB_SCREEN_TOO_SIMPLE;
  cbreak();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  start_colours();
  coloured = colours;
  return FOB_SCREEN_OK;
}

void fob_screen_leave(void) {
  if (!stdscr || isendwin()) return;
  // A terminal without an alternate screen would keep the codes in sight.
  werase(stdscr);
  wrefresh(stdscr);
  curs_set(1);
  endwin();
}

void fob_screen_resume(void) {
  if (!isendwin()) reset_prog_mode();
  clearok(curscr, TRUE);
  wrefresh(stdscr);
}

void fob_screen_measure(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
    resize_term(size.ws_row, size.ws_col);
  getmaxyx(stdscr, *height, *width);
}

void fob_screen_draw(int row, int column, const uint32_t *text, int look, int colour) {
  attr_t attributes = A_NORMAL;
  if (look & FOB_BOLD) attributes |= A_BOLD;
  if (look & FOB_DIM) attributes |= A_DIM;
  if (look & FOB_REVERSE) attributes |= A_REVERSE;
  if (look & FOB_UNDERLINE) attributes |= A_UNDERLINE;
  bool has_ink = COLOR_PAIRS > FOB_INK;
  if (colour == FOB_INK && !has_ink) attributes |= A_REVERSE;
  bool is_drawn = colour == FOB_INK ? has_ink : coloured && COLOR_PAIRS > colour;
  wattr_set(stdscr, attributes, is_drawn ? (short)colour : 0, NULL);
  mvwaddwstr(stdscr, row, column, (const wchar_t *)text);
}

void fob_screen_show(int cursor_row, int cursor_column) {
  curs_set(cursor_row >= 0 && cursor_column >= 0);
  wmove(stdscr, cursor_row < 0 ? 0 : cursor_row, cursor_column < 0 ? 0 : cursor_column);
  wrefresh(stdscr);
}

void fob_screen_forget(void) { clearok(curscr, TRUE); }

static int32_t key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return FOB_KEY_UP;
    case KEY_DOWN: return FOB_KEY_DOWN;
    case KEY_LEFT: return FOB_KEY_LEFT;
    case KEY_RIGHT: return FOB_KEY_RIGHT;
    case KEY_PPAGE: return FOB_KEY_PAGE_UP;
    case KEY_NPAGE: return FOB_KEY_PAGE_DOWN;
    case KEY_HOME: return FOB_KEY_HOME;
    case KEY_END: return FOB_KEY_END;
    case KEY_ENTER: return FOB_KEY_ENTER;
    case KEY_BACKSPACE: return FOB_KEY_BACKSPACE;
    case KEY_DC: return FOB_KEY_DELETE;
    case KEY_BTAB: return FOB_KEY_BACK_TAB;
    default: return FOB_KEY_OTHER;
  }
}

int32_t fob_screen_read(void) {
  wint_t code = 0;
  switch (wget_wch(stdscr, &code)) {
    case OK: return (int32_t)code;
    case KEY_CODE_YES: return key_of(code);
    default: return FOB_KEY_NONE;
  }
}

int fob_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static bool is_utf8(const char *locale) {
  return setlocale(LC_CTYPE, locale) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool fob_use_utf8(void) { return is_utf8("") || is_utf8("C.UTF-8"); }
