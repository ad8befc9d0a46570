#ifndef FOB_COMMONPNG_H
#define FOB_COMMONPNG_H

#include "Pixels.h"

/// Decodes a PNG of 8-bit grey, colour or colour with alpha, not interlaced, whole and without
/// damage. Returns 0, or -1 where it is none such and libpng has to read it.
int fob_decode_common_png(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                          struct fob_pixels *pixels);

#endif
