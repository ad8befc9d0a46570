#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <linux/videodev2.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/vfs.h>

int fob_anonymous_file(void) { return memfd_create("fob", MFD_CLOEXEC); }

int fob_widen_pipe(int descriptor, int size) { return fcntl(descriptor, F_SETPIPE_SZ, size); }

int fob_rename_new(const char *old, const char *new) {
  return renameat2(AT_FDCWD, old, AT_FDCWD, new, RENAME_NOREPLACE);
}

int fob_is_in_memory(int descriptor) {
  struct statfs system;
  if (fstatfs(descriptor, &system) != 0) return 0;
  return system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC;
}

int fob_is_being_written(int descriptor) {
  // Who opens the file for writing in the moment of the lease waits for its end; the signal that
  // tells of it would end this process.
  signal(SIGIO, SIG_IGN);
  if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN ? 1 : -1;
  fcntl(descriptor, F_SETLEASE, F_UNLCK);
  return 0;
}

int fob_prepare_camera(int descriptor) {
  struct v4l2_capability camera;
  if (ioctl(descriptor, VIDIOC_QUERYCAP, &camera) != 0) return -1;
  unsigned own = camera.capabilities & V4L2_CAP_DEVICE_CAPS ? camera.device_caps : camera.capabilities;
  if (!(own & V4L2_CAP_VIDEO_CAPTURE) || !(own & V4L2_CAP_STREAMING)) return -1;
  return fcntl(descriptor, F_SETFL, 0);
}

void fob_guard_standard_descriptors(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

fob_size fob_terminal_size(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return (fob_size){0, 0};
  return (fob_size){size.ws_col, size.ws_row};
}
