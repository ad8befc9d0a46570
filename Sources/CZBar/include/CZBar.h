#ifndef FOB_CZBAR_H
#define FOB_CZBAR_H

#include <stddef.h>
#include <stdint.h>

/// One QR symbol: its bytes exactly as encoded, and the box around it in pixels. `bytes` lives only
/// during the call that hands it over.
struct fob_symbol {
  const uint8_t *bytes;
  size_t count;
  int left, top, right, bottom;
};

/// Finds the QR symbols of a grey picture (one byte a pixel, rows without gaps) and hands each to
/// `found`. Scans every `density`th row and column. Where memory runs out, none is found.
void fob_find_symbols(const uint8_t *grey, unsigned width, unsigned height, int density,
                      void (*found)(void *context, const struct fob_symbol *symbol),
                      void *context);

#endif
