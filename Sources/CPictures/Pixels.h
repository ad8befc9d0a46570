#ifndef FOB_PIXELS_H
#define FOB_PIXELS_H

#include "CPictures.h"

/// Makes room for white (and opaque) pixels once their number is known to be between 1 and
/// `most_pixels`. Returns 0, or -1 where there are too many or there is no room.
int fob_allocate_pixels(struct fob_pixels *pixels, uint32_t width, uint32_t height, int channels,
                        uint64_t most_pixels);

#endif
