#define _GNU_SOURCE
#include "CMachine.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/timex.h>
#include <sys/vfs.h>

long fob_clock_error(void) {
  struct timex clock = {0};
  int state = adjtimex(&clock);
  if (state == -1) return fob_clock_unknown;
  return state == TIME_ERROR || (clock.status & STA_UNSYNC) ? fob_clock_free : clock.maxerror;
}

int fob_can_lock(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 0;
  int locked = mlock(memory, bytes) == 0;
  munmap(memory, bytes);
  return locked;
}

unsigned long long fob_lockable_bytes(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return 0;
  return limit.rlim_cur == RLIM_INFINITY ? ~0ULL : limit.rlim_cur;
}

unsigned long fob_file_system(int descriptor) {
  struct statfs system;
  if (fstatfs(descriptor, &system) != 0) return 0;
  // Of 32 bits, but a signed word, so that magic numbers of the upper half would come out longer.
  return (unsigned long)system.f_type & 0xFFFFFFFFUL;
}
