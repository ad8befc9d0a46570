#define _GNU_SOURCE
#include "CMachine.h"

#include <sys/mman.h>

int fob_anonymous_file(void) { return memfd_create("fob", MFD_CLOEXEC); }
