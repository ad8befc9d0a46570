#include "CHardening.h"

#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int fob_forbid_tracing(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int fob_may_be_traced(void) {
  return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}

int fob_has_filter(void) {
  return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == SECCOMP_MODE_FILTER;
}

int fob_end_with_parent(void) {
  pid_t parent = getppid();
  return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent ? 0 : -1;
}

int fob_close_all_but_standard(void) {
  return syscall(SYS_close_range, 3u, ~0u, 0u) == 0 ? 0 : -1;
}
