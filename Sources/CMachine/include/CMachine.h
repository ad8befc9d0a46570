#ifndef FOB_CMACHINE_H
#define FOB_CMACHINE_H

/// System calls that Swift's Glibc module does not show.

/// A file in memory that never has a name (memfd_create), closed on exec. -1 and errno on failure.
int fob_anonymous_file(void);

#endif
