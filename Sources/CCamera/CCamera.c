#include "CCamera.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

enum { most_buffers = 4 };

static struct {
  int descriptor;
  uint32_t width, height, stride, format;
  struct {
    void *start;
    size_t length;
  } buffers[most_buffers];
  uint32_t count;
  /// The buffer that is lent, which goes back before the next picture is asked for.
  struct v4l2_buffer lent;
  int is_lent;
} camera;

static int ask(unsigned long request, void *argument) {
  int result;
  do {
    result = ioctl(camera.descriptor, request, argument);
  } while (result < 0 && errno == EINTR);
  return result < 0 ? errno : 0;
}

/// A driver that lacks a format answers with another one, which may be of the list too.
static int set_format(uint32_t width, uint32_t height, const uint32_t *formats, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = width;
    format.fmt.pix.height = height;
    format.fmt.pix.pixelformat = formats[i];
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (ask(VIDIOC_S_FMT, &format) != 0) {
      continue;
    }
    for (size_t j = 0; j < count; j++) {
      if (format.fmt.pix.pixelformat == formats[j]) {
        camera.width = format.fmt.pix.width;
        camera.height = format.fmt.pix.height;
        camera.stride = format.fmt.pix.bytesperline;
        camera.format = formats[j];
        return 0;
      }
    }
  }
  return ENOTSUP;
}

static int map_buffers(void) {
  struct v4l2_requestbuffers wanted = {
      .count = most_buffers, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
  int problem = ask(VIDIOC_REQBUFS, &wanted);
  if (problem != 0 || wanted.count == 0) {
    return problem != 0 ? problem : ENOMEM;
  }
  camera.count = wanted.count < most_buffers ? wanted.count : most_buffers;
  for (uint32_t i = 0; i < camera.count; i++) {
    struct v4l2_buffer buffer = {
        .index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    problem = ask(VIDIOC_QUERYBUF, &buffer);
    if (problem != 0) {
      return problem;
    }
    void *start = mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, camera.descriptor,
                       buffer.m.offset);
    if (start == MAP_FAILED) {
      return errno;
    }
    camera.buffers[i].start = start;
    camera.buffers[i].length = buffer.length;
    problem = ask(VIDIOC_QBUF, &buffer);
    if (problem != 0) {
      return problem;
    }
  }
  return 0;
}

int fob_start_camera(int descriptor, uint32_t width, uint32_t height, const uint32_t *formats,
                     size_t count) {
  camera.descriptor = descriptor;
  int problem = set_format(width, height, formats, count);
  if (problem == 0) {
    problem = map_buffers();
  }
  enum v4l2_buf_type type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  return problem != 0 ? problem : ask(VIDIOC_STREAMON, &type);
}

/// Takes the next buffer that the driver has filled; one that it could not fill goes back at once.
static int take_buffer(void) {
  for (;;) {
    struct v4l2_buffer buffer = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    int problem = ask(VIDIOC_DQBUF, &buffer);
    if (problem != 0) {
      return problem;
    }
    if (buffer.index >= camera.count) {
      return EIO;
    }
    camera.lent = buffer;
    if ((buffer.flags & V4L2_BUF_FLAG_ERROR) == 0) {
      return 0;
    }
    problem = ask(VIDIOC_QBUF, &buffer);
    if (problem != 0) {
      return problem;
    }
  }
}

int fob_next_picture(struct fob_camera_picture *picture) {
  int problem = camera.is_lent ? ask(VIDIOC_QBUF, &camera.lent) : 0;
  camera.is_lent = 0;
  if (problem == 0) {
    problem = take_buffer();
  }
  if (problem != 0) {
    return problem;
  }
  camera.is_lent = 1;
  size_t room = camera.buffers[camera.lent.index].length;
  size_t used = camera.lent.bytesused;
  *picture = (struct fob_camera_picture){
      .bytes = camera.buffers[camera.lent.index].start,
      .count = used > 0 && used < room ? used : room,
      .width = camera.width,
      .height = camera.height,
      .stride = camera.stride,
      .format = camera.format,
  };
  return 0;
}
