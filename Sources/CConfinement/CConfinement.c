// For O_PATH, CLONE_THREAD and F_SETSIG.
#define _GNU_SOURCE

#include "CConfinement.h"

#include <CHardening.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { most_bytes = 512 << 20, most_seconds = 10, most_files = 64 };

/// What programs are made of, and what they draw text with.
static const char *const readable[] = {
    "/usr/lib", "/usr/share", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/fonts",
    "/var/cache/fontconfig", "/usr/local/lib", "/usr/local/share/fonts",
};

/// The loaders that the kernel runs for a program.
static const char *const loaders[] = {
    "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1", "/lib/ld-linux-riscv64-lp64d.so.1",
};

/// Sets the soft and the hard limit; a lower one that held before stays.
static int limit(int resource, rlim_t value) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) {
    return -1;
  }
  limit.rlim_max = value < limit.rlim_max ? value : limit.rlim_max;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit(resource, &limit);
}

static int set_limits(void) {
  return limit(RLIMIT_AS, most_bytes) | limit(RLIMIT_CPU, most_seconds) | limit(RLIMIT_FSIZE, 0) |
         limit(RLIMIT_CORE, 0) | limit(RLIMIT_NOFILE, most_files);
}

/// Allows what lies at a path, if there is anything.
static void allow(int ruleset, const char *path, uint64_t access) {
  struct landlock_path_beneath_attr rule = {.allowed_access = access};
  rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
  if (rule.parent_fd >= 0) {
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
  }
}

static long landlock_version(void) {
  return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int fob_can_confine(void) {
  return landlock_version() >= 1;
}

/// Denies every file right of the first Landlock, and those of later ones that this kernel knows.
static int deny_paths(const char *program) {
  long abi = landlock_version();
  if (abi < 1) {
    return -1;
  }
  struct landlock_ruleset_attr rules = {0};
  rules.handled_access_fs = (UINT64_C(1) << (abi >= 3 ? 15 : abi >= 2 ? 14 : 13)) - 1;
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0) {
    return -1;
  }
  const uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE;
  for (size_t i = 0; i < COUNT(readable); i++) {
    allow(ruleset, readable[i], file | LANDLOCK_ACCESS_FS_READ_DIR);
    allow(ruleset, readable[i], file);
  }
  for (size_t i = 0; i < COUNT(loaders); i++) {
    allow(ruleset, loaders[i], file | LANDLOCK_ACCESS_FS_EXECUTE);
  }
  allow(ruleset, program, file | LANDLOCK_ACCESS_FS_EXECUTE);
  int result = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(ruleset);
  return result;
}

/// What would reach another process, the network or the machine.
static const int denied[] = {
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(accept),
    SCMP_SYS(accept4), SCMP_SYS(listen), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(execveat), SCMP_SYS(kill), SCMP_SYS(tkill),
    SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(perf_event_open),
    SCMP_SYS(bpf), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(unshare),
    SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(open_by_handle_at),
    SCMP_SYS(userfaultfd), SCMP_SYS(shmget), SCMP_SYS(shmat), SCMP_SYS(msgget), SCMP_SYS(semget),
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown),
    SCMP_SYS(fchownat), SCMP_SYS(utimensat), SCMP_SYS(setxattr), SCMP_SYS(chdir),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(setpriority),
    SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_setparam),
    SCMP_SYS(sched_setattr), SCMP_SYS(ioprio_set), SCMP_SYS(process_madvise),
    SCMP_SYS(migrate_pages), SCMP_SYS(move_pages), SCMP_SYS(kcmp),
};

/// Denies a call where one of its arguments is this. The kernel looks at 32 bits of it, so the
/// others must not hide it.
static int deny_value(scmp_filter_ctx filter, int call, unsigned argument, uint32_t value) {
  struct scmp_arg_cmp same = SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, value);
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1, same);
}

/// Denies what names another process where it may name the own one. The process keeps its number
/// when it becomes the program, and `abort` signals by it; libc names the own limits by 0.
static int deny_other_processes(scmp_filter_ctx filter) {
  struct scmp_arg_cmp other = SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)getpid());
  struct scmp_arg_cmp named = SCMP_A0(SCMP_CMP_NE, 0);
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(tgkill), 1, other) |
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(prlimit64), 1, named) |
         deny_value(filter, SCMP_SYS(fcntl), 1, F_SETOWN) |
         deny_value(filter, SCMP_SYS(fcntl), 1, F_SETOWN_EX) |
         deny_value(filter, SCMP_SYS(fcntl), 1, F_SETSIG);
}

static int deny_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == NULL) {
    return -1;
  }
  int failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  for (size_t i = 0; i < COUNT(denied); i++) {
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), denied[i], 0);
  }
  // Threads are let be; `clone3` hides in memory what it makes, and glibc does without it.
  struct scmp_arg_cmp no_thread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(clone), 1, no_thread);
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(io_uring_setup), 0);
  failed |= deny_other_processes(filter);
  failed |= deny_value(filter, SCMP_SYS(prctl), 0, PR_SET_PDEATHSIG);
  failed = failed != 0 || seccomp_load(filter) != 0;
  seccomp_release(filter);
  return failed ? -1 : 0;
}

int fob_become_converter(const char *program, char *const arguments[]) {
  char *const environment[] = {"LC_ALL=C.UTF-8", "HOME=/nonexistent", NULL};
  syscall(SYS_close_range, 3u, ~0u, 0u);
  // What is ignored stays so in the program, which then would go on writing in vain.
  signal(SIGPIPE, SIG_DFL);
  signal(SIGXFSZ, SIG_DFL);
  if (fob_end_with_parent() != 0 || set_limits() != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || deny_paths(program) != 0 ||
      deny_calls() != 0) {
    return EPERM;
  }
  execve(program, arguments, environment);
  return errno;
}
