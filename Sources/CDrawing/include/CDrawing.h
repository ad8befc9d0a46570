#ifndef FOB_CDRAWING_H
#define FOB_CDRAWING_H

#include <stddef.h>
#include <stdint.h>

/// What libqrencode and libpng do for fob-draw. What is linked with this wipes memory that it frees.

enum {
  /// The most modules on a side: version 40 (ISO/IEC 18004).
  fob_widest_symbol = 177,
  fob_too_long = -1,
  fob_no_memory = -2,
};

/// Draws a QR code: a byte for each module, rows from the top, 1 where it is dark. `version` is 1 to
/// 40, or 0 for the smallest that fits; `level` 0 to 3 for L, M, Q and H. Returns the modules on a
/// side, `fob_too_long` or `fob_no_memory`.
int fob_draw_symbol(const uint8_t *bytes, size_t count, int version, int level,
                    uint8_t modules[fob_widest_symbol * fob_widest_symbol]);

/// The most bytes of a PNG picture with as many pixels on a side.
size_t fob_png_bound(int side);

/// Draws a symbol of `width` modules as a PNG picture of one bit a pixel, with `module` pixels for
/// each module and a light border of `quiet` modules. Returns the picture's length, or 0 where
/// `room` or memory does not suffice.
size_t fob_draw_png(const uint8_t *modules, int width, int module, int quiet, uint8_t *png,
                    size_t room);

#endif
