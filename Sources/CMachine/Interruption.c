#include "CMachine.h"

#include <signal.h>
#include <stddef.h>

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { ending_count = sizeof ending / sizeof *ending };

static struct sigaction before[ending_count];
static volatile sig_atomic_t came;
static int depth;

static void note(int number) { came = number; }

/// Without SA_RESTART, so that what waits wakes up. What is ignored (nohup) stays so.
void fob_hold_ending(void) {
  if (depth++ > 0) return;
  for (int i = 0; i < ending_count; i++) {
    sigaction(ending[i], NULL, &before[i]);
    if (before[i].sa_handler == SIG_IGN) continue;
    struct sigaction noting = {.sa_handler = note};
    sigemptyset(&noting.sa_mask);
    sigaction(ending[i], &noting, NULL);
  }
}

int fob_ending_came(void) { return came; }

void fob_release_ending(void) {
  if (--depth > 0) return;
  for (int i = 0; i < ending_count; i++) sigaction(ending[i], &before[i], NULL);
  int number = came;
  came = 0;
  if (number != 0) raise(number);
}
