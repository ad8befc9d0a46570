#ifndef FOB_CHARDENING_PROBE_H
#define FOB_CHARDENING_PROBE_H

/// System calls that Swift cannot make, each 0 or -1 with `errno`.

/// Sets up an io_uring, through which sockets could be made out of a filter's sight.
int fob_try_io_uring(void);

/// Asks for the process id by the number that it has in x86-64's second table of calls, x32.
int fob_try_other_table(void);

/// Asks a descriptor what it can do as a camera.
int fob_try_camera(int descriptor);

/// Asks a descriptor how it is set as a terminal.
int fob_try_terminal(int descriptor);

#endif
