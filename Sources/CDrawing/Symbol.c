#include "CDrawing.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

/// Text is split into runs of digits, capitals and others, each in its shortest form: a secret in
/// base32 takes a third less. That takes a C string, so bytes with a zero are kept in one run.
static QRcode *encode(const uint8_t *bytes, size_t count, int version, QRecLevel level) {
  if (memchr(bytes, 0, count) != NULL) {
    return QRcode_encodeData((int)count, bytes, version, level);
  }
  char *text = malloc(count + 1);
  if (text == NULL) {
    errno = ENOMEM;
    return NULL;
  }
  memcpy(text, bytes, count);
  text[count] = 0;
  QRcode *code = QRcode_encodeString(text, version, level, QR_MODE_8, 1);
  int error = errno;
  free(text);
  errno = error;
  return code;
}

int fob_draw_symbol(const uint8_t *bytes, size_t count, int version, int level,
                    uint8_t modules[fob_widest_symbol * fob_widest_symbol]) {
  errno = 0;
  QRcode *code = encode(bytes, count, version, (QRecLevel)level);
  if (code == NULL) {
    return errno == ENOMEM ? fob_no_memory : fob_too_long;
  }
  int width = code->width;
  size_t area = (size_t)width * (size_t)width;
  // A fixed version that is too small is raised by the library.
  int fits = width <= fob_widest_symbol && (version == 0 || code->version == version);
  for (size_t i = 0; fits && i < area; i++) {
    modules[i] = code->data[i] & 1;
  }
  QRcode_free(code);
  return fits ? width : fob_too_long;
}
