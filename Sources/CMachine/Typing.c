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
static int depth, asked;

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

int fob_hide_typing(int descriptor) {
  if (depth > 0) {
    depth++;
    return 0;
  }
  if (tcgetattr(descriptor, &shown) != 0) return -1;
  terminal = descriptor;
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t)ECHO;
  prompt[0] = 0;
  depth = 1;
  for (int i = 0; i < ending_count; i++) handle(ending[i], end_by, SA_RESETHAND, &before[i]);
  handle(SIGTSTP, stop_by, SA_RESTART, &before_stop);
  if (tcsetattr(terminal, TCSAFLUSH, &hidden) == 0) return 0;
  fob_show_typing();
  return -1;
}

void fob_show_typing(void) {
  if (--depth > 0) return;
  tcsetattr(terminal, TCSAFLUSH, &shown);
  sigaction(SIGTSTP, &before_stop, NULL);
  for (int i = 0; i < ending_count; i++) sigaction(ending[i], &before[i], NULL);
}

void fob_ask_hidden(const char *text) {
  asked = 1;
  snprintf(prompt, sizeof prompt, "%s", text);
  say(prompt);
}

void fob_end_question(void) {
  prompt[0] = 0;
  say("\n");
}

void fob_note_question(void) { asked = 1; }

int fob_has_asked(void) { return asked; }

void fob_drop_typing(int descriptor) {
  // From behind it would stop this process.
  if (tcgetpgrp(descriptor) == getpgrp()) tcflush(descriptor, TCIFLUSH);
}
