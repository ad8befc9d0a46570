#include "CommonPNG.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

// Screenshots are PNG files of 8-bit colour without interlacing. libpng takes most of the time that
// reading one takes; here each step is a loop that the compiler can make wide. Whatever is not plain
// and whole is left to libpng.

/// Unpacked bytes; above that libpng, which goes row by row, saves memory.
enum { most_unpacked = 96 << 20 };
enum { kind_grey = 0, kind_colour = 2, kind_colour_alpha = 6 };
enum { header_end = 33 };

struct common {
  uint32_t width, height;
  int kind;
  size_t pixel_bytes, row_bytes;
};

static uint32_t number(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int read_header(const uint8_t *file, size_t count, uint64_t most_pixels,
                       struct common *png) {
  static const uint8_t start[16] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  if (count < header_end || memcmp(file, start, sizeof start) != 0) {
    return -1;
  }
  png->width = number(file + 16);
  png->height = number(file + 20);
  png->kind = file[25];
  int is_plain = file[24] == 8 && file[26] == 0 && file[27] == 0 && file[28] == 0;
  uint64_t size = (uint64_t)png->width * png->height;
  if (!is_plain || png->width == 0 || png->height == 0 || size > most_pixels) {
    return -1;
  }
  switch (png->kind) {
    case kind_grey: png->pixel_bytes = 1; break;
    case kind_colour: png->pixel_bytes = 3; break;
    case kind_colour_alpha: png->pixel_bytes = 4; break;
    default: return -1;
  }
  png->row_bytes = png->pixel_bytes * png->width;
  return (png->row_bytes + 1) * png->height <= most_unpacked ? 0 : -1;
}

/// Puts the data of all IDAT chunks together; NULL where there is none, or a transparent colour.
static uint8_t *gather_data(const uint8_t *file, size_t count, size_t *length) {
  uint8_t *data = malloc(count);
  size_t place = header_end, filled = 0;
  while (data != NULL && place < count && count - place >= 12) {
    uint32_t size = number(file + place);
    if (size > count - place - 12 || memcmp(file + place + 4, "tRNS", 4) == 0) {
      free(data);
      return NULL;
    }
    if (memcmp(file + place + 4, "IDAT", 4) == 0) {
      memcpy(data + filled, file + place + 8, size);
      filled += size;
    }
    place += (size_t)size + 12;
  }
  *length = filled;
  return data;
}

static uint8_t *unpack(const uint8_t *data, size_t length, size_t room) {
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  uint8_t *rows = malloc(room);
  enum libdeflate_result result = LIBDEFLATE_BAD_DATA;
  if (decompressor != NULL && rows != NULL) {
    result = libdeflate_zlib_decompress(decompressor, data, length, rows, room, NULL);
  }
  if (decompressor != NULL) {
    libdeflate_free_decompressor(decompressor);
  }
  if (result != LIBDEFLATE_SUCCESS) {
    free(rows);
    return NULL;
  }
  return rows;
}

/// Four numbers at once, one for each byte of a pixel.
typedef int16_t four __attribute__((vector_size(8)));

static four load(const uint8_t *bytes, size_t count) {
  four value = {0};
  for (size_t i = 0; i < count; i++) {
    value[i] = bytes[i];
  }
  return value;
}

static four absolute(four value) {
  four sign = value >> 15;
  return (value ^ sign) - sign;
}

/// The Paeth filter (ISO/IEC 15948, 9.4): the nearest to left + up - corner of the three.
static inline __attribute__((always_inline)) void add_paeth(uint8_t *row, const uint8_t *above,
                                                            size_t length, size_t bytes) {
  four left = {0}, corner = {0};
  for (size_t x = 0; x < length; x += bytes) {
    four up = load(above + x, bytes);
    four by_left = absolute(up - corner), by_up = absolute(left - corner);
    four by_corner = absolute(up + left - corner - corner);
    four take_left = (by_left <= by_up) & (by_left <= by_corner);
    four take_up = ~take_left & (by_up <= by_corner);
    four nearest = (left & take_left) | (up & take_up) | (corner & ~take_left & ~take_up);
    left = (load(row + x, bytes) + nearest) & 255;
    for (size_t i = 0; i < bytes; i++) {
      row[x + i] = (uint8_t)left[i];
    }
    corner = up;
  }
}

static inline __attribute__((always_inline)) void undo(int filter, uint8_t *restrict row,
                                                       const uint8_t *restrict above,
                                                       size_t length, size_t bytes) {
  switch (filter) {
    case 1:
      for (size_t x = bytes; x < length; x++) {
        row[x] = (uint8_t)(row[x] + row[x - bytes]);
      }
      break;
    case 2:
      for (size_t x = 0; x < length; x++) {
        row[x] = (uint8_t)(row[x] + above[x]);
      }
      break;
    case 3:
      for (size_t x = 0; x < length; x++) {
        unsigned left = x < bytes ? 0 : row[x - bytes];
        row[x] = (uint8_t)(row[x] + (left + above[x]) / 2);
      }
      break;
    case 4: add_paeth(row, above, length, bytes); break;
  }
}

static int undo_filters(uint8_t *rows, const struct common *png) {
  uint8_t *nothing = calloc(png->row_bytes, 1);
  if (nothing == NULL) {
    return -1;
  }
  const uint8_t *above = nothing;
  int highest = 0;
  for (uint32_t y = 0; y < png->height; y++) {
    uint8_t *row = rows + (size_t)y * (png->row_bytes + 1);
    int filter = *row++;
    highest = filter > highest ? filter : highest;
    switch (png->pixel_bytes) {
      case 1: undo(filter, row, above, png->row_bytes, 1); break;
      case 3: undo(filter, row, above, png->row_bytes, 3); break;
      default: undo(filter, row, above, png->row_bytes, 4); break;
    }
    above = row;
  }
  free(nothing);
  return highest <= 4 ? 0 : -1;
}

/// ITU-R BT.601's weights in 1/256.
static uint8_t grey(const uint8_t *colour) {
  return (uint8_t)((77u * colour[0] + 150u * colour[1] + 29u * colour[2] + 128) >> 8);
}

static int is_opaque(const uint8_t *rows, const struct common *png) {
  for (uint32_t y = 0; y < png->height; y++) {
    const uint8_t *row = rows + (size_t)y * (png->row_bytes + 1) + 1;
    unsigned all = 255;
    for (uint32_t x = 0; x < png->width; x++) {
      all &= row[4 * (size_t)x + 3];
    }
    if (all != 255) {
      return 0;
    }
  }
  return 1;
}

static void write_row(const uint8_t *row, uint8_t *restrict output, const struct common *png,
                      int channels) {
  uint32_t width = png->width;
  if (png->kind == kind_grey) {
    memcpy(output, row, width);
  } else if (png->kind == kind_colour) {
    for (uint32_t x = 0; x < width; x++) {
      output[x] = grey(row + 3 * (size_t)x);
    }
  } else if (channels == 1) {
    for (uint32_t x = 0; x < width; x++) {
      output[x] = grey(row + 4 * (size_t)x);
    }
  } else {
    for (uint32_t x = 0; x < width; x++) {
      output[2 * (size_t)x] = grey(row + 4 * (size_t)x);
      output[2 * (size_t)x + 1] = row[4 * (size_t)x + 3];
    }
  }
}

int fob_decode_common_png(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                          struct fob_pixels *pixels) {
  struct common png;
  if (read_header(bytes, count, most_pixels, &png) != 0) {
    return -1;
  }
  size_t length = 0;
  uint8_t *data = gather_data(bytes, count, &length);
  uint8_t *rows = data == NULL ? NULL : unpack(data, length, (png.row_bytes + 1) * png.height);
  free(data);
  int result = -1;
  if (rows != NULL && undo_filters(rows, &png) == 0) {
    int channels = png.kind == kind_colour_alpha && !is_opaque(rows, &png) ? 2 : 1;
    result = fob_allocate_pixels(pixels, png.width, png.height, channels, most_pixels);
    for (uint32_t y = 0; result == 0 && y < png.height; y++) {
      write_row(rows + (size_t)y * (png.row_bytes + 1) + 1,
                pixels->bytes + (size_t)y * png.width * channels, &png, channels);
    }
  }
  free(rows);
  return result;
}
