#include "Pixels.h"

#include <stdlib.h>
#include <string.h>

int fob_allocate_pixels(struct fob_pixels *pixels, uint32_t width, uint32_t height, int channels,
                        uint64_t most_pixels) {
  uint64_t count = (uint64_t)width * height;
  if (count == 0 || count > most_pixels) {
    return -1;
  }
  pixels->bytes = malloc(count * channels);
  if (pixels->bytes == NULL) {
    return -1;
  }
  memset(pixels->bytes, 0xFF, count * channels);
  pixels->width = width;
  pixels->height = height;
  pixels->channels = channels;
  return 0;
}

void fob_free_pixels(struct fob_pixels *pixels) {
  free(pixels->bytes);
  pixels->bytes = NULL;
}
