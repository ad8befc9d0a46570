#include "CInflate.h"

#include <limits.h>
#include <zlib.h>

static int start(z_stream *stream, const uint8_t *bytes, size_t count, int form) {
  *stream = (z_stream){0};
  if (count > UINT_MAX || inflateInit2(stream, form) != Z_OK) return -1;
  stream->next_in = (Bytef *)bytes;
  stream->avail_in = (uInt)count;
  return 0;
}

int fob_deflate_length(const uint8_t *bytes, size_t count, enum fob_deflate_form form, size_t most,
                       size_t *length) {
  uint8_t scratch[65536];
  z_stream stream;
  if (start(&stream, bytes, count, form)) return -1;
  int result = Z_OK;
  while (result == Z_OK && stream.total_out <= most) {
    stream.next_out = scratch;
    stream.avail_out = sizeof scratch;
    result = inflate(&stream, Z_NO_FLUSH);
  }
  *length = stream.total_out;
  inflateEnd(&stream);
  if (*length > most) return 1;
  return result == Z_STREAM_END ? 0 : -1;
}

int fob_deflate_expand(const uint8_t *bytes, size_t count, enum fob_deflate_form form,
                       uint8_t *output, size_t length) {
  z_stream stream;
  if (length > UINT_MAX || start(&stream, bytes, count, form)) return -1;
  stream.next_out = output;
  stream.avail_out = (uInt)length;
  int result = inflate(&stream, Z_FINISH);
  size_t filled = stream.total_out;
  inflateEnd(&stream);
  return result == Z_STREAM_END && filled == length ? 0 : -1;
}
