#include <stddef.h>
#include <stdint.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "Pixels.h"

/// Grey (ITU-R BT.601) and alpha of colours.
static void pairs_of_colours(const uint8_t *colours, struct fob_pixels *pixels) {
  size_t count = (size_t)pixels->width * pixels->height;
  uint8_t *pair = pixels->bytes;
  for (size_t i = 0; i < count; i++, colours += 4, pair += 2) {
    unsigned sum = 299u * colours[0] + 587u * colours[1] + 114u * colours[2] + 500;
    pair[0] = (uint8_t)(sum / 1000);
    pair[1] = colours[3];
  }
}

static enum fob_picture_outcome decode_still(const uint8_t *bytes, size_t count,
                                             struct fob_pixels *pixels, fob_frame_taker *take,
                                             void *context, uint32_t *frames) {
  int width = 0, height = 0;
  uint8_t *colours = WebPDecodeRGBA(bytes, count, &width, &height);
  if (colours == NULL) {
    return fob_picture_unreadable;
  }
  pairs_of_colours(colours, pixels);
  WebPFree(colours);
  take(context, pixels);
  *frames = 1;
  return fob_picture_decoded;
}

static enum fob_picture_outcome decode_frames(const uint8_t *bytes, size_t count,
                                              struct fob_pixels *pixels, fob_frame_taker *take,
                                              void *context, uint32_t *frames) {
  WebPData data = {bytes, count};
  WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, NULL);
  if (decoder == NULL) {
    return fob_picture_unreadable;
  }
  WebPAnimInfo info;
  if (WebPAnimDecoderGetInfo(decoder, &info)) {
    *frames = info.frame_count;
  }
  int taken = 0, goes_on = 1, time = 0;
  uint8_t *colours = NULL;
  while (goes_on && WebPAnimDecoderHasMoreFrames(decoder) &&
         WebPAnimDecoderGetNext(decoder, &colours, &time)) {
    pairs_of_colours(colours, pixels);
    goes_on = take(context, pixels);
    taken++;
  }
  WebPAnimDecoderDelete(decoder);
  return taken > 0 ? fob_picture_decoded : fob_picture_unreadable;
}

enum fob_picture_outcome fob_decode_webp(const uint8_t *bytes, size_t count, uint64_t most_pixels,
                                         fob_frame_taker *take, void *context,
                                         uint32_t *frames) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK || features.width <= 0 ||
      features.height <= 0) {
    return fob_picture_unreadable;
  }
  struct fob_pixels pixels = {0};
  if (fob_allocate_pixels(&pixels, (uint32_t)features.width, (uint32_t)features.height, 2,
                          most_pixels) != 0) {
    return fob_picture_too_large;
  }
  enum fob_picture_outcome outcome =
      (features.has_animation ? decode_frames : decode_still)(bytes, count, &pixels, take, context,
                                                              frames);
  fob_free_pixels(&pixels);
  return outcome;
}
