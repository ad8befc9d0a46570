#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "CommonPNG.h"

/// ITU-R BT.601's weights of red and green in 1/100000, as in JPEG, so that both kinds look alike.
enum { red_weight = 29900, green_weight = 58700 };
/// Text, profiles and the like: none is needed, so none gets more room than this.
enum { most_chunk_bytes = 1 << 20, most_chunks = 100 };

struct source {
  const uint8_t *next;
  size_t left;
};

/// A file that breaks off is filled up with zeros once, so that what it has is decoded to its end.
static void read_bytes(png_structp png, png_bytep output, size_t count) {
  struct source *source = png_get_io_ptr(png);
  if (source->left == 0) {
    png_error(png, "truncated");
  }
  size_t given = count < source->left ? count : source->left;
  memcpy(output, source->next, given);
  memset(output + given, 0, count - given);
  source->next += given;
  source->left -= given;
}

static void stop(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

/// Every kind of PNG becomes 8-bit grey, with alpha where pixels can be transparent.
static void ask_for_grey(png_structp png, png_infop info) {
  png_set_expand(png);
  png_set_scale_16(png);
  if (png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR) {
    png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, red_weight, green_weight);
  }
}

static void read_rows(png_structp png, struct fob_pixels *pixels, int passes) {
  size_t row_bytes = (size_t)pixels->width * pixels->channels;
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t row = 0; row < pixels->height; row++) {
      png_read_row(png, pixels->bytes + row * row_bytes, NULL);
    }
  }
}

/// Everything that can longjmp lives in this frame or below; none of its variables is used after.
static enum fob_picture_outcome decode(png_structp png, png_infop info, uint64_t most_pixels,
                                       struct fob_pixels *pixels) {
  if (setjmp(png_jmpbuf(png))) {
    return pixels->bytes == NULL ? fob_picture_unreadable : fob_picture_partly_decoded;
  }
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  if ((uint64_t)width * height > most_pixels) {
    return fob_picture_too_large;
  }
  ask_for_grey(png, info);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  int channels = png_get_channels(png, info);
  if (channels > 2 || png_get_rowbytes(png, info) != (size_t)width * channels) {
    return fob_picture_unreadable;
  }
  if (fob_allocate_pixels(pixels, width, height, channels, most_pixels) != 0) {
    return fob_picture_too_large;
  }
  read_rows(png, pixels, passes);
  return fob_picture_decoded;
}

enum fob_picture_outcome fob_decode_png(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                        struct fob_pixels *pixels) {
  struct source source = {bytes, count};
  *pixels = (struct fob_pixels){0};
  if (fob_decode_common_png(bytes, count, most_pixels, pixels) == 0) {
    return fob_picture_decoded;
  }
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, stop, ignore);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  enum fob_picture_outcome outcome = fob_picture_too_large;
  if (info != NULL) {
    png_set_read_fn(png, &source, read_bytes);
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, most_chunk_bytes);
    png_set_chunk_cache_max(png, most_chunks);
    outcome = decode(png, info, most_pixels, pixels);
  }
  png_destroy_read_struct(&png, &info, NULL);
  return outcome;
}
