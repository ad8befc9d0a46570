#define _GNU_SOURCE
#include "CDrawing.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

/// Where a picture goes, and how much of it is there.
struct output {
  uint8_t *bytes;
  size_t count, room;
};

static void append(png_structp png, png_bytep bytes, size_t count) {
  struct output *output = png_get_io_ptr(png);
  if (count > output->room - output->count) {
    png_error(png, "no room");
  }
  memcpy(output->bytes + output->count, bytes, count);
  output->count += count;
}

static void flush(png_structp png) {
  (void)png;
}

/// The message is for nobody: the caller learns that there is no picture.
static void fail(png_structp png, png_const_charp message) {
  (void)message;
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

enum { row_bytes = 1 << 13 };

/// One line of pixels, a bit each, 1 where it is light.
static void fill_row(uint8_t *row, const uint8_t *modules, int width, int module, int quiet) {
  memset(row, 0xFF, row_bytes);
  for (int x = 0; modules != NULL && x < width * module; x++) {
    int pixel = x + quiet * module;
    if (modules[x / module]) {
      row[pixel / 8] &= (uint8_t)~(0x80 >> pixel % 8);
    }
  }
}

static void write_rows(png_structp png, uint8_t *row, const uint8_t *modules, int width, int module,
                       int quiet) {
  for (int y = -quiet; y < width + quiet; y++) {
    fill_row(row, y < 0 || y >= width ? NULL : modules + y * width, width, module, quiet);
    for (int i = 0; i < module; i++) {
      png_write_row(png, row);
    }
  }
}

size_t fob_png_bound(int side) {
  size_t row = (size_t)side / 8 + 2;
  return row * (size_t)side + row * (size_t)side / 500 + 4096;
}

size_t fob_draw_png(const uint8_t *modules, int width, int module, int quiet, uint8_t *bytes,
                    size_t room) {
  struct output output = {bytes, 0, room};
  uint8_t row[row_bytes];
  int side = (width + 2 * quiet) * module;
  if (width < 1 || module < 1 || quiet < 0 || side > row_bytes * 8) {
    return 0;
  }
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL || setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    return 0;
  }
  png_set_write_fn(png, &output, append, flush);
  png_set_IHDR(png, info, (png_uint_32)side, (png_uint_32)side, 1, PNG_COLOR_TYPE_GRAY,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_write_info(png, info);
  write_rows(png, row, modules, width, module, quiet);
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  explicit_bzero(row, sizeof row);
  return output.count;
}
