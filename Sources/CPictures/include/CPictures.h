#ifndef FOB_CPICTURES_H
#define FOB_CPICTURES_H

#include <stddef.h>
#include <stdint.h>

/// What became of a picture.
enum fob_picture_outcome {
  fob_picture_decoded,
  /// Its bytes broke off or went wrong; the rows before that are there, those after are blank.
  fob_picture_partly_decoded,
  fob_picture_unreadable,
  /// More pixels than asked for, or no room for them.
  fob_picture_too_large,
};

/// Decoded pixels: rows without gaps, `channels` bytes a pixel, grey alone (1) or grey and alpha
/// (2). `bytes` is freed with `fob_free_pixels`, and is null where there are none.
struct fob_pixels {
  uint8_t *bytes;
  uint32_t width, height;
  int channels;
};

/// Decodes a PNG of any kind to 8-bit grey, with alpha where it has any.
enum fob_picture_outcome fob_decode_png(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                        struct fob_pixels *pixels);

/// Decodes a JPEG of any kind to 8-bit grey; above 16 million pixels at half its width and height.
enum fob_picture_outcome fob_decode_jpeg(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                         struct fob_pixels *pixels);

/// Takes one frame, which lives during the call; 0 where the next one is not wanted.
typedef int fob_frame_taker(void *context, const struct fob_pixels *frame);

/// Decodes a WebP to 8-bit grey with alpha and hands over its picture, or each of its frames; tells
/// how many `frames` there are.
enum fob_picture_outcome fob_decode_webp(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                         fob_frame_taker *take, void *context,
                                         uint32_t *frames);

/// Unpacks deflated data (RFC 1950) into `room` bytes; returns how many there are.
size_t fob_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t room);

void fob_free_pixels(struct fob_pixels *pixels);

#endif
