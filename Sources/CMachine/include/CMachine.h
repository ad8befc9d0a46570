#ifndef FOB_CMACHINE_H
#define FOB_CMACHINE_H

#include <sys/types.h>

/// System calls that Swift's Glibc module does not show, or that take pointers only, and what
/// must be done in signal handlers.

/// A file in memory that never has a name (memfd_create), closed on exec. -1 and errno on failure.
int fob_anonymous_file(void);

/// Makes room for at least `size` bytes in a pipe. -1 and errno where that is more than is allowed.
int fob_widen_pipe(int descriptor, int size);

/// Renames a file to a name that nothing has yet. -1 and errno where it is taken.
int fob_rename_new(const char *old, const char *new);

/// 1 if a file or folder lies on a file system that is only in memory (tmpfs, ramfs), else 0.
int fob_is_in_memory(int descriptor);

/// A child, and a descriptor (pidfd_open, closed on exec) that is readable once it has ended.
struct fob_child {
  pid_t process;
  int descriptor;
};

/// Starts a program with `arguments` (its own name first) and `environment`, both ended by NULL. Its
/// standard descriptors are the three given; it inherits no other, and no signal handling. Returns 0
/// or an errno, and then there is no child.
int fob_spawn(const char *path, char *const arguments[], char *const environment[], int input,
              int output, int error, struct fob_child *child);

/// Starts a program as `fob_spawn` does, but to go on by itself: in a session of its own, without a
/// terminal, and without a parent that waits for it. Returns 0 or an errno.
int fob_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                       int input, int output, int error);

/// Opens /dev/null in place of those of the descriptors 0 to 2 that are closed, the wrong way round,
/// so that reading or writing them still fails. No file that is opened later gets their numbers.
void fob_guard_standard_descriptors(void);

/// Stops a terminal from showing what is typed, then writes `prompt` (up to 1023 bytes) to it. A
/// signal that ends or stops the process meanwhile finds the terminal as it was; after a stop the
/// prompt is written again. -1 and errno where `terminal` is none. One at a time.
int fob_hide_typing(int terminal, const char *prompt);

/// Ends what `fob_hide_typing` began. What was typed and not read is thrown away.
void fob_show_typing(void);

/// The columns of a terminal, 0 where the descriptor is none.
int fob_terminal_columns(int descriptor);

#endif
