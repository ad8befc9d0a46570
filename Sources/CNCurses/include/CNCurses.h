#ifndef FOB_CNCURSES_H
#define FOB_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of ncurses that the live screen needs. Its own header is macros and global variables,
// neither of which Swift can use.

/// Why a screen could not be opened.
typedef enum {
  FOB_SCREEN_OK = 0,
  FOB_SCREEN_NO_DATABASE,       ///< terminfo was not found at all
  FOB_SCREEN_UNKNOWN_TERMINAL,  ///< terminfo does not know this TERM
  FOB_SCREEN_TOO_SIMPLE,        ///< the terminal cannot move its cursor (TERM=dumb)
} fob_screen_status;

/// How text looks, as bits.
enum {
  FOB_BOLD = 1,
  FOB_DIM = 2,
  FOB_REVERSE = 4,
  FOB_UNDERLINE = 8,
};

/// Colours in the foreground; the terminal's own is 0. Ink is black on white, also where no colours
/// are wanted; a terminal without any reverses its own.
enum { FOB_DEFAULT = 0, FOB_RED, FOB_GREEN, FOB_YELLOW, FOB_CYAN, FOB_INK };

/// What `fob_screen_read` gives beside characters; all are negative.
enum {
  FOB_KEY_NONE = -1,
  FOB_KEY_OTHER = -2,
  FOB_KEY_UP = -3,
  FOB_KEY_DOWN = -4,
  FOB_KEY_LEFT = -5,
  FOB_KEY_RIGHT = -6,
  FOB_KEY_PAGE_UP = -7,
  FOB_KEY_PAGE_DOWN = -8,
  FOB_KEY_HOME = -9,
  FOB_KEY_END = -10,
  FOB_KEY_ENTER = -11,
  FOB_KEY_BACKSPACE = -12,
  FOB_KEY_DELETE = -13,
  FOB_KEY_BACK_TAB = -14,
};

/// Whether a terminal of this type can show the screen; nothing is written to it.
fob_screen_status fob_screen_check(const char *terminal);

/// Opens the screen on standard input and output: the alternate screen where the terminal has one,
/// no echo, keys one by one. Once in a process; afterwards leave and resume.
fob_screen_status fob_screen_open(const char *terminal, bool colours);

/// Wipes what is shown and gives the terminal back as it was. Harmless when it is already given back.
void fob_screen_leave(void);

/// Takes the terminal again after `fob_screen_leave`, or after a stop; all is drawn anew.
void fob_screen_resume(void);

/// The terminal's size as the kernel tells it, also set for drawing.
void fob_screen_measure(int *width, int *height);

/// Draws `text` (no controls, ends in 0) from a cell on. `look` is bits, `colour` one of the above.
void fob_screen_draw(int row, int column, const uint32_t *text, int look, int colour);

/// Sends the cells that differ from what the terminal shows. The cursor is hidden below 0.
void fob_screen_show(int cursor_row, int cursor_column);

/// Sends every cell again with the next `fob_screen_show`.
void fob_screen_forget(void);

/// The next character or key that was typed, without waiting: a Unicode scalar, or a `FOB_KEY_`.
int32_t fob_screen_read(void);

/// The C library's `wcwidth`, which ncurses lays text out by: -1 for what cannot be printed.
int fob_wcwidth(uint32_t scalar);

/// Chooses the locale that characters are read and written in: the user's where it is UTF-8, else
/// C.UTF-8. Returns false where the machine has neither.
bool fob_use_utf8(void);

#endif
