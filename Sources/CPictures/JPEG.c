#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "Pixels.h"

enum { halved_above_pixels = 16000000 };

struct errors {
  struct jpeg_error_mgr standard;
  jmp_buf stop;
};

static void stop(j_common_ptr jpeg) {
  struct errors *errors = (struct errors *)jpeg->err;
  longjmp(errors->stop, 1);
}

/// Counts warnings, which have negative levels, and prints nothing.
static void count_warning(j_common_ptr jpeg, int level) {
  jpeg->err->num_warnings += level < 0;
}

static void ignore_message(j_common_ptr jpeg) {
  (void)jpeg;
}

static int is_cmyk(const struct jpeg_decompress_struct *jpeg) {
  return jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
}

static unsigned over_255(unsigned product) {
  return (product + 127) / 255;
}

/// Grey (ITU-R BT.601) of inks. Adobe's programs store them inverted: 255 is no ink.
static void grey_of_inks(const uint8_t *inks, uint8_t *grey, uint32_t width, int inverted) {
  unsigned flip = inverted ? 0 : 255;
  for (uint32_t x = 0; x < width; x++, inks += 4) {
    unsigned key = inks[3] ^ flip;
    unsigned red = over_255((inks[0] ^ flip) * key);
    unsigned green = over_255((inks[1] ^ flip) * key);
    unsigned blue = over_255((inks[2] ^ flip) * key);
    grey[x] = (uint8_t)((299 * red + 587 * green + 114 * blue + 500) / 1000);
  }
}

static void read_grey_rows(struct jpeg_decompress_struct *jpeg, struct fob_pixels *pixels) {
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = pixels->bytes + (size_t)jpeg->output_scanline * pixels->width;
    jpeg_read_scanlines(jpeg, &row, 1);
  }
}

static void read_ink_rows(struct jpeg_decompress_struct *jpeg, struct fob_pixels *pixels) {
  JSAMPARRAY inks =
      jpeg->mem->alloc_sarray((j_common_ptr)jpeg, JPOOL_IMAGE, jpeg->output_width * 4, 1);
  while (jpeg->output_scanline < jpeg->output_height) {
    uint8_t *row = pixels->bytes + (size_t)jpeg->output_scanline * pixels->width;
    jpeg_read_scanlines(jpeg, inks, 1);
    grey_of_inks(inks[0], row, pixels->width, jpeg->saw_Adobe_marker);
  }
}

/// Everything that can longjmp lives in this frame or below; none of its variables is used after.
static enum fob_picture_outcome decode(struct jpeg_decompress_struct *jpeg, struct errors *errors,
                                       const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                       struct fob_pixels *pixels) {
  if (setjmp(errors->stop)) {
    return pixels->bytes == NULL ? fob_picture_unreadable : fob_picture_partly_decoded;
  }
  jpeg_create_decompress(jpeg);
  jpeg_mem_src(jpeg, bytes, count);
  jpeg_read_header(jpeg, TRUE);
  uint64_t size = (uint64_t)jpeg->image_width * jpeg->image_height;
  if (size > most_pixels) {
    return fob_picture_too_large;
  }
  jpeg->out_color_space = is_cmyk(jpeg) ? JCS_CMYK : JCS_GRAYSCALE;
  jpeg->scale_denom = size > halved_above_pixels ? 2 : 1;
  jpeg_start_decompress(jpeg);
  if (fob_allocate_pixels(pixels, jpeg->output_width, jpeg->output_height, 1, most_pixels) != 0) {
    return fob_picture_too_large;
  }
  (is_cmyk(jpeg) ? read_ink_rows : read_grey_rows)(jpeg, pixels);
  return jpeg->err->num_warnings == 0 ? fob_picture_decoded : fob_picture_partly_decoded;
}

enum fob_picture_outcome fob_decode_jpeg(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                         struct fob_pixels *pixels) {
  struct jpeg_decompress_struct jpeg = {0};
  struct errors errors;
  *pixels = (struct fob_pixels){0};
  jpeg.err = jpeg_std_error(&errors.standard);
  errors.standard.error_exit = stop;
  errors.standard.emit_message = count_warning;
  errors.standard.output_message = ignore_message;
  enum fob_picture_outcome outcome = decode(&jpeg, &errors, bytes, count, most_pixels, pixels);
  jpeg_destroy_decompress(&jpeg);
  return outcome;
}
