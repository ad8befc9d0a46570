#define _GNU_SOURCE
#include "Waiting.h"

#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

static const int taken[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
enum { taken_count = sizeof taken / sizeof *taken };

static sigset_t set_of_taken(void) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < taken_count; i++) sigaddset(&set, taken[i]);
  return set;
}

int fob_signals_take(void) {
  sigset_t set = set_of_taken();
  if (pthread_sigmask(SIG_BLOCK, &set, NULL) != 0) return -1;
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void fob_signals_give_back(int signals) {
  sigset_t set = set_of_taken();
  if (signals >= 0) close(signals);
  // ncurses has set handlers of its own.
  for (int i = 0; i < taken_count; i++) signal(taken[i], SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static uint32_t arrived(int signals) {
  uint32_t bits = 0;
  struct signalfd_siginfo info;
  while (read(signals, &info, sizeof info) == sizeof info)
    if (info.ssi_signo < 32) bits |= 1u << info.ssi_signo;
  return bits;
}

fob_wakeup fob_wait(int signals, int teller, int milliseconds) {
  struct pollfd watched[] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = signals, .events = POLLIN},
      {.fd = teller, .events = POLLIN},
  };
  fob_wakeup wakeup = {0};
  if (poll(watched, 3, milliseconds) <= 0) return wakeup;
  if (watched[1].revents & POLLIN) wakeup.signals = arrived(signals);
  wakeup.told = watched[2].revents != 0;
  if (watched[0].revents & POLLIN) {
    int count = 0;
    wakeup.input = ioctl(STDIN_FILENO, FIONREAD, &count) == 0 && count > 0;
    wakeup.ended = !wakeup.input;
  } else if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    wakeup.ended = true;
  }
  return wakeup;
}

int fob_read_byte(int milliseconds) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  if (poll(&input, 1, milliseconds) <= 0 || !(input.revents & POLLIN)) return -1;
  unsigned char byte;
  return read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}

void fob_stop(void) {
  sigset_t stop, go_on;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigemptyset(&go_on);
  sigaddset(&go_on, SIGCONT);
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, NULL);
  pthread_sigmask(SIG_BLOCK, &stop, NULL);
  // The signal that ended the stop is not news.
  sigtimedwait(&go_on, NULL, &(struct timespec){0});
}

int64_t fob_now(void) {
  struct timespec time = {0};
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}
