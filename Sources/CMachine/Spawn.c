#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/// Descriptors 0 to 2 become the three given, and every other is closed.
static int arrange(posix_spawn_file_actions_t *actions, int input, int output, int error) {
  // The descriptors given lie above the standard ones: fob opens them after those.
  int result = posix_spawn_file_actions_adddup2(actions, input, 0);
  if (!result) result = posix_spawn_file_actions_adddup2(actions, output, 1);
  if (!result) result = posix_spawn_file_actions_adddup2(actions, error, 2);
  if (!result) result = posix_spawn_file_actions_addclosefrom_np(actions, 3);
  return result;
}

/// Every signal at its default, and none blocked; and whatever else the flags ask for.
static int set(posix_spawnattr_t *attributes, short flags) {
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  int result = posix_spawnattr_setsigdefault(attributes, &all);
  if (!result) result = posix_spawnattr_setsigmask(attributes, &none);
  if (!result)
    result =
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | flags);
  return result;
}

/// A descriptor of the child that has just been started; without one it could not be waited for
/// beside others, so it is ended again.
static int watch(struct fob_child *child) {
  child->descriptor = pidfd_open(child->process, 0);
  if (child->descriptor >= 0) return 0;
  int result = errno;
  kill(child->process, SIGKILL);
  waitpid(child->process, NULL, 0);
  return result;
}

static int spawn(const char *path, char *const arguments[], char *const environment[], int input,
                 int output, int error, short flags, pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int result = posix_spawn_file_actions_init(&actions);
  if (result) return result;
  result = posix_spawnattr_init(&attributes);
  if (!result) {
    result = arrange(&actions, input, output, error);
    if (!result) result = set(&attributes, flags);
    if (!result) result = posix_spawn(process, path, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

int fob_spawn(const char *path, char *const arguments[], char *const environment[], int input,
              int output, int error, struct fob_child *child) {
  int result = spawn(path, arguments, environment, input, output, error, 0, &child->process);
  return result ? result : watch(child);
}

int fob_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                       int input, int output, int error) {
  // The process between ends at once, so that the program is nobody's child.
  pid_t between = fork();
  if (between < 0) return errno;
  if (between == 0) {
    pid_t process;
    _exit(spawn(path, arguments, environment, input, output, error, POSIX_SPAWN_SETSID, &process));
  }
  int status = 0;
  while (waitpid(between, &status, 0) < 0)
    if (errno != EINTR) return errno;
  return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}
