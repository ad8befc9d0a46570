#ifndef FOB_CHARDENING_H
#define FOB_CHARDENING_H

/// What Swift cannot call itself: variadic functions, and system calls that glibc does not wrap.
/// Those that change something return 0 where it is in force, else -1.

/// No other process of this user may trace this one or read its memory (PR_SET_DUMPABLE).
int fob_forbid_tracing(void);

/// 1 where other processes of this user may trace this one, 0 where not.
int fob_may_be_traced(void);

/// From now on `socket` makes AF_UNIX sockets only, EACCES otherwise, and io_uring is missing.
/// Calls of another architecture's table end the process.
int fob_deny_network(void);

/// The version of Landlock that this kernel has, 0 where it has none.
int fob_landlock_version(void);

/// 1 where a filter of system calls is in force in this process, else 0.
int fob_has_filter(void);

/// Landlock with no path, no port and no signal allowed, as far as this kernel knows them.
int fob_deny_paths(void);

/// Only what computing and reading and writing open descriptors needs; file calls fail with EACCES,
/// any other ends the process.
int fob_allow_computing_only(void);

/// The same, and what it takes to get pictures from an open camera (V4L2); any other `ioctl` ends the
/// process.
int fob_allow_camera_only(void);

/// From now on this process is killed when the one that started it ends; fails where that just has.
int fob_end_with_parent(void);

/// Closes every descriptor but the standard ones.
int fob_close_all_but_standard(void);

#endif
