#include <limits.h>
#include <zlib.h>

#include "CPictures.h"

size_t fob_inflate(const uint8_t *bytes, size_t count, uint8_t *output, size_t room) {
  z_stream stream = {0};
  if (count > UINT_MAX || room > UINT_MAX || inflateInit(&stream) != Z_OK) {
    return 0;
  }
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)room;
  inflate(&stream, Z_FINISH);
  size_t filled = room - stream.avail_out;
  inflateEnd(&stream);
  return filled;
}
