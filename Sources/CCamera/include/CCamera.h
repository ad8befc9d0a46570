#ifndef FOB_CCAMERA_H
#define FOB_CCAMERA_H

#include <stddef.h>
#include <stdint.h>

/// A picture of a camera. `bytes` lives until the next one is asked for.
struct fob_camera_picture {
  const uint8_t *bytes;
  size_t count;
  uint32_t width, height;
  /// Bytes from row to row; 0 where the format has no rows.
  uint32_t stride;
  /// One of V4L2's codes of four letters, the first in the lowest byte.
  uint32_t format;
};

/// Makes an open camera (Video for Linux 2) stream pictures of about `width` x `height`, in the first
/// of `formats` that it has. One camera a process. Returns 0 or an errno; ENOTSUP where it has none
/// of the formats.
int fob_start_camera(int descriptor, uint32_t width, uint32_t height, const uint32_t *formats,
                     size_t count);

/// Waits for the next picture. Returns 0 or an errno.
int fob_next_picture(struct fob_camera_picture *picture);

#endif
