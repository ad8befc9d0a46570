#include "CHardeningProbe.h"

#include <linux/io_uring.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

int fob_try_io_uring(void) {
  struct io_uring_params parameters = {0};
  return syscall(SYS_io_uring_setup, 1u, &parameters) < 0 ? -1 : 0;
}

int fob_try_other_table(void) {
  const long x32 = 0x40000000;
  return syscall(x32 | SYS_getpid) < 0 ? -1 : 0;
}

int fob_try_camera(int descriptor) {
  struct v4l2_capability camera;
  return ioctl(descriptor, VIDIOC_QUERYCAP, &camera);
}

int fob_try_terminal(int descriptor) {
  struct termios terminal;
  return ioctl(descriptor, TCGETS, &terminal);
}
