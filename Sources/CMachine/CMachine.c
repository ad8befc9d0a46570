#define _GNU_SOURCE
#include "CMachine.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

int fob_anonymous_file(void) { return memfd_create("fob", MFD_CLOEXEC); }

int fob_spawn(const char *path, int input, int output, int error, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  char *arguments[] = {(char *)path, NULL}, *environment[] = {NULL};
  sigfillset(&all);
  sigemptyset(&none);
  int result = posix_spawn_file_actions_init(&actions);
  if (result) return result;
  result = posix_spawnattr_init(&attributes);
  // The descriptors given lie above the standard ones: fob opens them after those.
  if (!result) result = posix_spawn_file_actions_adddup2(&actions, input, 0);
  if (!result) result = posix_spawn_file_actions_adddup2(&actions, output, 1);
  if (!result) result = posix_spawn_file_actions_adddup2(&actions, error, 2);
  if (!result) result = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (!result) result = posix_spawnattr_setsigdefault(&attributes, &all);
  if (!result) result = posix_spawnattr_setsigmask(&attributes, &none);
  if (!result)
    result = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  if (!result) result = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

void fob_guard_standard_descriptors(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

int fob_terminal_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
