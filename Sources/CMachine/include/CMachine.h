#ifndef FOB_CMACHINE_H
#define FOB_CMACHINE_H

#include <sys/types.h>

/// System calls that Swift's Glibc module does not show, or that take pointers only.

/// A file in memory that never has a name (memfd_create), closed on exec. -1 and errno on failure.
int fob_anonymous_file(void);

/// Starts a program without arguments and with an empty environment. Its standard descriptors are the
/// three given; it inherits no other, and no signal handling. Returns 0 or an errno.
int fob_spawn(const char *path, int input, int output, int error, pid_t *process);

#endif
