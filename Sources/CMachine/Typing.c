#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
enum { ending_count = sizeof ending / sizeof *ending };

static int terminal = -1;
static struct termios shown, hidden;
static struct sigaction before[ending_count], before_stop;
static char prompt[1024];

static void say(const char *text) {
  ssize_t written = write(terminal, text, strlen(text));
  (void)written;
}

// The handlers call only what signal-safety(7) allows.

// The default action is back already (SA_RESETHAND): the signal ends the process on return.
static void end_by(int signal) {
  tcsetattr(terminal, TCSAFLUSH, &shown);
  say("\n");
  raise(signal);
}

static void stop_by(int number) {
  int saved_errno = errno;
  tcsetattr(terminal, TCSAFLUSH, &shown);
  say("\n");
  struct sigaction mine;
  sigset_t stop;
  sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, &mine);
  raise(number);
  sigemptyset(&stop);
  sigaddset(&stop, number);
  sigprocmask(SIG_UNBLOCK, &stop, NULL);
  // Here the process stops, until somebody lets it go on.
  sigprocmask(SIG_BLOCK, &stop, NULL);
  sigaction(number, &mine, NULL);
  tcsetattr(terminal, TCSAFLUSH, &hidden);
  say(prompt);
  errno = saved_errno;
}

/// A signal that the parent has chosen to ignore (nohup) stays ignored.
static void handle(int number, void (*handler)(int), int flags, struct sigaction *old) {
  sigaction(number, NULL, old);
  if (old->sa_handler == SIG_IGN) return;
  sigaction(number, &(struct sigaction){.sa_handler = handler, .sa_flags = flags}, NULL);
}

int fob_hide_typing(int descriptor, const char *text) {
  if (tcgetattr(descriptor, &shown) != 0) return -1;
  terminal = descriptor;
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  snprintf(prompt, sizeof prompt, "%s", text);
  for (int i = 0; i < ending_count; i++) handle(ending[i], end_by, SA_RESETHAND, &before[i]);
  handle(SIGTSTP, stop_by, SA_RESTART, &before_stop);
  if (tcsetattr(terminal, TCSAFLUSH, &hidden) != 0) {
    fob_show_typing();
    return -1;
  }
  say(prompt);
  return 0;
}

void fob_show_typing(void) {
  tcsetattr(terminal, TCSAFLUSH, &shown);
  sigaction(SIGTSTP, &before_stop, NULL);
  for (int i = 0; i < ending_count; i++) sigaction(ending[i], &before[i], NULL);
}

void fob_drop_typing(int descriptor) {
  tcflush(descriptor, TCIFLUSH);
}
