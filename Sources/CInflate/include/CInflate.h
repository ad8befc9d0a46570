#ifndef FOB_CINFLATE_H
#define FOB_CINFLATE_H

#include <stddef.h>
#include <stdint.h>

/// How compressed bytes are wrapped: zlib's window bits.
enum fob_deflate_form {
  FOB_DEFLATE_RAW = -15,
  FOB_DEFLATE_ZLIB = 15,
  FOB_DEFLATE_GZIP = 31,
};

/// Counts what compressed bytes become, up to `most`. Returns 0, or -1 where they are damaged or end
/// too early, or 1 where there is more.
int fob_deflate_length(const uint8_t *bytes, size_t count, enum fob_deflate_form form, size_t most,
                       size_t *length);

/// Decompresses to exactly `length` bytes. Returns 0, or -1 where it is not that many.
int fob_deflate_expand(const uint8_t *bytes, size_t count, enum fob_deflate_form form,
                       uint8_t *output, size_t length);

#endif
