#ifndef FOB_WAITING_H
#define FOB_WAITING_H

#include <stdbool.h>
#include <stdint.h>

// What a program at a terminal waits for: input, signals, the time. Glibc's Swift module has no
// signalfd.

/// Why a wait has ended; all false where its time was over.
typedef struct {
  bool input;       ///< standard input has something to read
  bool ended;       ///< standard input has ended or its terminal is gone
  bool told;        ///< the teller has something to read, or has ended
  uint32_t signals; ///< bit n is set where signal n has arrived
} fob_wakeup;

/// Takes SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT and SIGWINCH: from now on they arrive
/// through `fob_wait` alone. Returns a descriptor, or -1.
int fob_signals_take(void);

/// Gives the signals back: default actions, not blocked. What has arrived meanwhile is delivered.
void fob_signals_give_back(int signals);

/// Waits at most so many milliseconds, also for another descriptor, `teller`, or none where it is -1.
fob_wakeup fob_wait(int signals, int teller, int milliseconds);

/// The next byte of standard input past ncurses, which would keep it: -1 where none comes in time.
int fob_read_byte(int milliseconds);

/// Stops the process as Ctrl-Z does, and returns when it goes on.
void fob_stop(void);

/// The wall clock in milliseconds since the Unix epoch.
int64_t fob_now(void);

#endif
