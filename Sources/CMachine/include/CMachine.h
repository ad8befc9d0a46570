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
/// standard descriptors are the three given; it inherits no other, and no signal handling. It gets
/// SIGTERM when this process ends, however that does. Returns 0 or an errno, and then there is no
/// child.
int fob_spawn(const char *path, char *const arguments[], char *const environment[], int input,
              int output, int error, struct fob_child *child);

/// Who is at the other end of a local socket (SO_PEERCRED).
struct fob_peer {
  uid_t user;
  pid_t process;
};

/// A listening stream socket (AF_UNIX) with the mode 0600, closed on exec, not blocking. -1 and errno
/// on failure.
int fob_listen(const char *path);

/// Connects to such a socket. Neither this nor any later read or write takes longer than `seconds`.
/// -1 and errno on failure.
int fob_connect(const char *path, int seconds, struct fob_peer *peer);

/// From now on no read or write of a socket takes longer than `seconds`. -1 and errno on failure.
int fob_bound_waiting(int descriptor, int seconds);

/// The next client of a listening socket, closed on exec, not blocking. -1 and errno where there is
/// none.
int fob_accept(int listener, struct fob_peer *peer);

/// Keeps SIGTERM, SIGINT and SIGHUP from ending the process: a descriptor is readable instead. -1 and
/// errno on failure.
int fob_watch_ends(void);

/// Starts a program as `fob_spawn` does, but to go on by itself: in a session of its own, without a
/// terminal, and without a parent that waits for it. Returns 0 or an errno.
int fob_spawn_detached(const char *path, char *const arguments[], char *const environment[],
                       int input, int output, int error);

/// Opens /dev/null in place of those of the descriptors 0 to 2 that are closed, the wrong way round,
/// so that reading or writing them still fails. No file that is opened later gets their numbers.
void fob_guard_standard_descriptors(void);

/// Stops a terminal from showing what is typed. A signal that ends or stops the process meanwhile
/// finds the terminal as it was; after a stop the question that is open is written again. -1 and
/// errno where `terminal` is none, and then nothing has begun. Pairs may be nested, on one terminal.
int fob_hide_typing(int terminal);

/// Ends what `fob_hide_typing` began. What was typed and not read is thrown away.
void fob_show_typing(void);

/// Writes a question (up to 1023 bytes) to the terminal that hides what is typed.
void fob_ask_hidden(const char *question);

/// The question is answered, or no longer asked: ends its line.
void fob_end_question(void);

/// Notes that a question is asked otherwise.
void fob_note_question(void);

/// 1 if any question was asked, else 0.
int fob_has_asked(void);

/// Throws away what was typed and not read, unless the terminal is somebody else's now.
void fob_drop_typing(int terminal);

/// From now on a signal that asks the process to end is noted, until `fob_release_ending`, which then
/// lets it come. Pairs may be nested.
void fob_hold_ending(void);
void fob_release_ending(void);

/// The signal that was noted meanwhile, 0 where none was.
int fob_ending_came(void);

/// 1 if another process may still be writing a regular file that is open for reading here (fcntl(2),
/// leases), 0 if none is, -1 where this cannot be told: of files of other users, and on some file
/// systems. SIGIO is ignored from then on.
int fob_is_being_written(int descriptor);

/// Makes an open camera (Video for Linux 2) wait for its next picture when it is asked for one. -1
/// where the descriptor is none that streams pictures.
int fob_prepare_camera(int descriptor);

typedef struct {
  int columns, rows;
} fob_size;

/// The characters that a terminal shows across and down, 0 where the descriptor is none.
fob_size fob_terminal_size(int descriptor);

enum { fob_clock_free = -1, fob_clock_unknown = -2 };

/// By how many microseconds at most the kernel takes its clock to be wrong (adjtimex);
/// `fob_clock_free` where nothing keeps it right, `fob_clock_unknown` where the kernel does not tell.
long fob_clock_error(void);

/// 1 if so much memory can be locked now, else 0.
int fob_can_lock(size_t bytes);

/// The limit on locked memory (RLIMIT_MEMLOCK); all bits set where there is none.
unsigned long long fob_lockable_bytes(void);

/// The magic number of the file system that a file or folder lies on (statfs), 0 on failure.
unsigned long fob_file_system(int descriptor);

/// Calls `body` with `context` on a thread of its own, which gets no signals. -1 where there can be
/// none, and then it is not called.
int fob_begin_work(void (*body)(void *context), void *context);

#endif
