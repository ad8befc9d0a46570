#include "CHardening.h"

#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The numbers are the same on every architecture; older headers lack them.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

enum { ask_version = 1 };

/// The kernel's `struct landlock_ruleset_attr` up to ABI 6. An older kernel takes a longer one if
/// the fields that it does not know are zero.
struct ruleset {
  uint64_t handled_access_fs;
  uint64_t handled_access_net;
  uint64_t scoped;
};

static uint64_t low_bits(int count) {
  return (UINT64_C(1) << count) - 1;
}

/// Everything that the ABI can deny, from the kernel's table: 13 file rights at first, then refer
/// (2), truncate (3), bind and connect (4), ioctl on devices (5), abstract sockets and signals (6).
static struct ruleset everything(long abi) {
  struct ruleset rules = {0};
  rules.handled_access_fs = low_bits(abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13);
  rules.handled_access_net = abi >= 4 ? low_bits(2) : 0;
  rules.scoped = abi >= 6 ? low_bits(2) : 0;
  return rules;
}

int fob_landlock_version(void) {
  long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, ask_version);
  return abi > 0 ? (int)abi : 0;
}

int fob_deny_paths(void) {
  int abi = fob_landlock_version();
  if (abi < 1 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return -1;
  }
  struct ruleset rules = everything(abi);
  long descriptor = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (descriptor < 0) {
    return -1;
  }
  long result = syscall(SYS_landlock_restrict_self, descriptor, 0);
  close((int)descriptor);
  return result == 0 ? 0 : -1;
}
