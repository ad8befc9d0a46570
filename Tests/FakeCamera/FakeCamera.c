// A camera for programs that are started with LD_PRELOAD: standard input is one that streams the
// pictures of the file that FAKE_CAMERA names. The file has a head of five numbers of four bytes (the
// format's letters, width, height, bytes from row to row, bytes of a picture) and then pictures, each
// after four bytes that tell whether it is marked as damaged.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { most_buffers = 2 };

static uint8_t content[32 << 20];
static size_t length, place;
static uint8_t *buffers[most_buffers];
static uint32_t waiting[most_buffers], waiting_count;
static int is_streaming;

static uint32_t head(int index) {
  uint32_t number;
  memcpy(&number, content + 4 * index, sizeof number);
  return number;
}

// What is confined can open nothing any more.
__attribute__((constructor)) static void load(void) {
  int file = open(getenv("FAKE_CAMERA"), O_RDONLY);
  ssize_t count;
  while (file >= 0 && (count = read(file, content + length, sizeof content - length)) > 0) {
    length += (size_t)count;
  }
  close(file);
  place = 20;
}

static int fail(int problem) {
  errno = problem;
  return -1;
}

static int set_format(struct v4l2_format *format) {
  // A driver keeps its own where it does not have what is asked for.
  format->fmt.pix.pixelformat = head(0);
  format->fmt.pix.width = head(1);
  format->fmt.pix.height = head(2);
  format->fmt.pix.bytesperline = head(3);
  return 0;
}

static int give(struct v4l2_buffer *buffer) {
  if (!is_streaming || waiting_count == 0) {
    return fail(EINVAL);
  }
  if (length < place + 4 + head(4)) {
    return fail(ENODEV);
  }
  uint32_t index = waiting[0], damaged;
  memmove(waiting, waiting + 1, sizeof waiting - sizeof *waiting);
  waiting_count--;
  memcpy(&damaged, content + place, 4);
  memcpy(buffers[index], content + place + 4, head(4));
  place += 4 + head(4);
  buffer->index = index;
  buffer->bytesused = head(4);
  buffer->flags = damaged ? V4L2_BUF_FLAG_ERROR : 0;
  return 0;
}

static int take(const struct v4l2_buffer *buffer) {
  if (buffer->index >= most_buffers || waiting_count == most_buffers) {
    return fail(EINVAL);
  }
  waiting[waiting_count++] = buffer->index;
  return 0;
}

int ioctl(int descriptor, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  if (descriptor != 0) {
    return fail(ENOTTY);
  }
  switch (request) {
  case VIDIOC_S_FMT: return set_format(argument);
  case VIDIOC_REQBUFS: ((struct v4l2_requestbuffers *)argument)->count = most_buffers; return 0;
  case VIDIOC_QUERYBUF: {
    struct v4l2_buffer *buffer = argument;
    buffer->length = head(4);
    buffer->m.offset = buffer->index << 24;
    return 0;
  }
  case VIDIOC_QBUF: return take(argument);
  case VIDIOC_DQBUF: return give(argument);
  case VIDIOC_STREAMON: is_streaming = 1; return 0;
  default: return fail(ENOTTY);
  }
}

void *mmap(void *address, size_t size, int protection, int flags, int descriptor, off_t offset) {
  if (descriptor != 0) {
    return (void *)syscall(SYS_mmap, address, size, protection, flags, descriptor, offset);
  }
  void *memory = (void *)syscall(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  buffers[offset >> 24 & 1] = memory;
  return memory;
}
