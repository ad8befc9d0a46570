#ifndef FOB_CCONFINEMENT_H
#define FOB_CCONFINEMENT_H

/// Whether this kernel has what it takes to confine a converter (Landlock).
int fob_can_confine(void);

/// Ends in a converter that may do nothing but convert: it reads its standard input, the system's
/// libraries and fonts, and writes its standard output.
///
/// Limits on memory (512 MiB), processor time (10 s) and files; Landlock, by which only `program`
/// can be run and nothing be written; seccomp, by which there is no socket, no other process and no
/// look into one, nor a signal to one. It ends with the process that started it. `arguments` ends
/// with NULL. Returns only where one of them is not to be had, or where the program cannot be run, the
/// errno.
int fob_become_converter(const char *program, char *const arguments[]);

#endif
