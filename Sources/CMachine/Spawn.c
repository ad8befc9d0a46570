#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/// What a child is to become.
struct program {
  const char *path;
  char *const *arguments;
  char *const *environment;
  int input, output, error;
  /// Whether it goes on by itself, in a session of its own, after its parent has ended.
  int is_detached;
};

/// Whoever ends the parent, even by SIGKILL, ends the child. SIGTERM, so that a child that holds a
/// terminal can give that back.
static int end_with(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0) return -1;
  // It may have ended before.
  if (getppid() == parent) return 0;
  errno = ESRCH;
  return -1;
}

/// Every signal at its default, and none blocked.
static int reset_signals(void) {
  struct sigaction usual = {.sa_handler = SIG_DFL};
  // The few that cannot be set are as they must be.
  for (int number = 1; number < NSIG; number++) sigaction(number, &usual, NULL);
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

/// In the child, which has its parent's memory until it is the program: nothing here may change that,
/// nor call what signal-safety(7) does not allow. Descriptors 0 to 2 become the three given, and
/// every other is closed. Returns an errno.
static int become(const struct program *program, pid_t parent) {
  // The descriptors given lie above the standard ones: fob opens them after those.
  if ((program->is_detached ? setsid() : end_with(parent)) < 0 || dup2(program->input, 0) < 0 ||
      dup2(program->output, 1) < 0 || dup2(program->error, 2) < 0 ||
      close_range(3, ~0u, 0) < 0 || reset_signals() < 0)
    return errno;
  execve(program->path, program->arguments, program->environment);
  return errno;
}

/// posix_spawn(3) cannot tie a child to its parent. vfork(2) copies no memory, which may be full of
/// secrets, and waits until the child is the program. No handler may run in the child meanwhile.
static int start(const struct program *program, pid_t *process) {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  volatile int result = 0;
  pid_t child = vfork();
  if (child == 0) {
    result = become(program, parent);
    _exit(127);
  }
  if (child < 0) result = errno;
  sigprocmask(SIG_SETMASK, &before, NULL);
  if (child > 0 && result) waitpid(child, NULL, 0);
  *process = child;
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

int fob_spawn(const char *path, char *const arguments[], char *const environment[], int input,
              int output, int error, struct fob_child *child) {
  struct program program = {path, arguments, environment, input, output, error, 0};
  int result = start(&program, &child->process);
  return result ? result : watch(child);
}

int fob_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                       int input, int output, int error) {
  struct program program = {path, arguments, environment, input, output, error, 1};
  // The process between ends at once, so that the program is nobody's child.
  pid_t between = fork();
  if (between < 0) return errno;
  if (between == 0) {
    pid_t process;
    _exit(start(&program, &process));
  }
  int status = 0;
  while (waitpid(between, &status, 0) < 0)
    if (errno != EINTR) return errno;
  return WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}
