#include "CHardening.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/socket.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/// A filter that answers `otherwise` to what no rule names.
static scmp_filter_ctx new_filter(uint32_t otherwise) {
  scmp_filter_ctx filter = seccomp_init(otherwise);
  if (filter != NULL) {
    seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  }
  return filter;
}

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (seccomp_rule_add(filter, action, calls[i], 0) != 0) {
      return -1;
    }
  }
  return 0;
}

/// Loads the filter if its rules could be added, and frees it.
static int load(scmp_filter_ctx filter, int rules) {
  int loaded = rules == 0 && seccomp_load(filter) == 0 ? 0 : -1;
  seccomp_release(filter);
  return loaded;
}

int fob_deny_network(void) {
  scmp_filter_ctx filter = new_filter(SCMP_ACT_ALLOW);
  if (filter == NULL) {
    return -1;
  }
  // The kernel reads 32 bits of the family, so the rule must look at no more.
  struct scmp_arg_cmp not_unix = SCMP_A0_32(SCMP_CMP_NE, AF_UNIX);
  int rules = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, not_unix);
  rules |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(io_uring_setup), 0);
  return load(filter, rules);
}

static const int computing[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close),
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
    SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
};

/// zbar's iconv looks for conversion modules even where it needs none: it is told no, and lives.
static const int files[] = {
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(creat), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd), SCMP_SYS(lseek), SCMP_SYS(fcntl),
};

/// What pictures from a camera take (Video for Linux 2, streaming).
static const uint32_t camera[] = {
    VIDIOC_QUERYCAP, VIDIOC_S_FMT, VIDIOC_REQBUFS, VIDIOC_QUERYBUF,
    VIDIOC_QBUF, VIDIOC_DQBUF, VIDIOC_STREAMON, VIDIOC_STREAMOFF,
};

/// A filter under which a process computes; what it may do by `ioctl` is left open.
static int allow_computing(scmp_filter_ctx filter) {
  struct scmp_arg_cmp data_only = SCMP_A2_32(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  int rules = add_all(filter, SCMP_ACT_ALLOW, computing, COUNT(computing));
  rules |= add_all(filter, SCMP_ACT_ERRNO(EACCES), files, COUNT(files));
  return rules | seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, data_only);
}

int fob_allow_computing_only(void) {
  scmp_filter_ctx filter = new_filter(SCMP_ACT_KILL_PROCESS);
  if (filter == NULL) {
    return -1;
  }
  int rules = allow_computing(filter);
  rules |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(ioctl), 0);
  return load(filter, rules);
}

int fob_allow_camera_only(void) {
  scmp_filter_ctx filter = new_filter(SCMP_ACT_KILL_PROCESS);
  if (filter == NULL) {
    return -1;
  }
  int rules = allow_computing(filter);
  for (size_t i = 0; i < COUNT(camera); i++) {
    // The kernel reads 32 bits of the request.
    struct scmp_arg_cmp request = SCMP_A1_32(SCMP_CMP_EQ, camera[i]);
    rules |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, request);
  }
  return load(filter, rules);
}
