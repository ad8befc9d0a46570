#include "CZBar.h"

#include <limits.h>
#include <zbar.h>

static void box_around(const zbar_symbol_t *symbol, struct fob_symbol *box) {
  box->left = box->top = INT_MAX;
  box->right = box->bottom = INT_MIN;
  for (unsigned i = 0; i < zbar_symbol_get_loc_size(symbol); i++) {
    int x = zbar_symbol_get_loc_x(symbol, i), y = zbar_symbol_get_loc_y(symbol, i);
    box->left = x < box->left ? x : box->left;
    box->right = x > box->right ? x : box->right;
    box->top = y < box->top ? y : box->top;
    box->bottom = y > box->bottom ? y : box->bottom;
  }
}

/// Whether parts of it are missing: then its bytes have gaps that nothing tells.
static int is_partial(const zbar_symbol_t *symbol) {
  const zbar_symbol_set_t *parts = zbar_symbol_get_components(symbol);
  const zbar_symbol_t *part = parts == NULL ? NULL : zbar_symbol_set_first_symbol(parts);
  for (; part != NULL; part = zbar_symbol_next(part)) {
    if (zbar_symbol_get_type(part) == ZBAR_PARTIAL) {
      return 1;
    }
  }
  return zbar_symbol_get_type(symbol) == ZBAR_PARTIAL;
}

/// QR only, and the bytes as they are: zbar's text mode guesses a character set, often wrongly.
static zbar_image_scanner_t *new_scanner(int density) {
  zbar_image_scanner_t *scanner = zbar_image_scanner_create();
  if (scanner != NULL) {
    zbar_image_scanner_request_dbus(scanner, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, density);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, density);
  }
  return scanner;
}

static zbar_image_t *new_image(const uint8_t *grey, unsigned width, unsigned height) {
  zbar_image_t *image = zbar_image_create();
  if (image != NULL) {
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, width, height);
    zbar_image_set_data(image, grey, (unsigned long)width * height, NULL);
  }
  return image;
}

void fob_find_symbols(const uint8_t *grey, unsigned width, unsigned height, int density,
                      void (*found)(void *context, const struct fob_symbol *symbol),
                      void *context) {
  zbar_image_scanner_t *scanner = new_scanner(density);
  zbar_image_t *image = new_image(grey, width, height);
  if (scanner != NULL && image != NULL && zbar_scan_image(scanner, image) > 0) {
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol != NULL; symbol = zbar_symbol_next(symbol)) {
      if (is_partial(symbol)) {
        continue;
      }
      struct fob_symbol one = {
          .bytes = (const uint8_t *)zbar_symbol_get_data(symbol),
          .count = zbar_symbol_get_data_length(symbol),
      };
      box_around(symbol, &one);
      found(context, &one);
    }
  }
  if (image != NULL) {
    zbar_image_destroy(image);
  }
  if (scanner != NULL) {
    zbar_image_scanner_destroy(scanner);
  }
}
