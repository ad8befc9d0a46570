// Decodes a HEIC or AVIF file on standard input and prints its pictures as PGM, grey before white,
// after a line `# pages N` that tells how many there are. libheif is opened where it is installed, so
// that nothing depends on it. It runs as fob-convert confines it.

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// What is needed of libheif's interface, whose numbers never change within libheif.so.1.
struct heif_error {
  int code, subcode;
  const char *message;
};
enum { colourspace_rgb = 1, chroma_rgba = 11, channel_interleaved = 10 };

struct heif {
  void *(*context_alloc)(void);
  void (*set_threads)(void *context, int count);
  struct heif_error (*read)(void *context, const void *bytes, size_t count, const void *options);
  int (*image_count)(void *context);
  int (*image_ids)(void *context, uint32_t *ids, int count);
  struct heif_error (*image_handle)(void *context, uint32_t id, void **handle);
  int (*width)(const void *handle);
  int (*height)(const void *handle);
  struct heif_error (*decode)(const void *handle, void **image, int colourspace, int chroma,
                              const void *options);
  int (*image_width)(const void *image, int channel);
  int (*image_height)(const void *image, int channel);
  const uint8_t *(*plane)(const void *image, int channel, int *stride);
  void (*release_image)(const void *image);
  void (*release_handle)(const void *handle);
};

enum { most_bytes = 64 << 20, most_pixels = 50000000, most_images = 32 };

static int load(struct heif *heif) {
  void *library = dlopen("libheif.so.1", RTLD_NOW);
  if (library == NULL) {
    return -1;
  }
  // One name for each member, in their order.
  static const char *const names[] = {
      "heif_context_alloc", "heif_context_set_max_decoding_threads",
      "heif_context_read_from_memory_without_copy", "heif_context_get_number_of_top_level_images",
      "heif_context_get_list_of_top_level_image_IDs", "heif_context_get_image_handle",
      "heif_image_handle_get_width", "heif_image_handle_get_height", "heif_decode_image",
      "heif_image_get_width", "heif_image_get_height", "heif_image_get_plane_readonly",
      "heif_image_release", "heif_image_handle_release",
  };
  void **member = (void **)heif;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    member[i] = dlsym(library, names[i]);
    // Older ones start no threads of their own.
    if (member[i] == NULL && i != 1) {
      return -1;
    }
  }
  return 0;
}

static size_t read_all(uint8_t *bytes) {
  size_t count = 0, read;
  while (count < most_bytes && (read = fread(bytes + count, 1, most_bytes - count, stdin)) > 0) {
    count += read;
  }
  return count;
}

static void print_grey(const uint8_t *pixels, int stride, int width, int height) {
  printf("P5 %d %d 255\n", width, height);
  for (int y = 0; y < height; y++) {
    const uint8_t *pixel = pixels + (size_t)y * stride;
    for (int x = 0; x < width; x++, pixel += 4) {
      unsigned grey = (299u * pixel[0] + 587u * pixel[1] + 114u * pixel[2] + 500) / 1000;
      putchar((int)((grey * pixel[3] + 255 * (255u - pixel[3]) + 127) / 255));
    }
  }
}

static int print_image(const struct heif *heif, void *context, uint32_t id) {
  void *handle = NULL, *image = NULL;
  if (heif->image_handle(context, id, &handle).code != 0) {
    return -1;
  }
  int64_t size = (int64_t)heif->width(handle) * heif->height(handle);
  int result = -1;
  if (size > 0 && size <= most_pixels &&
      heif->decode(handle, &image, colourspace_rgb, chroma_rgba, NULL).code == 0) {
    int stride = 0;
    const uint8_t *pixels = heif->plane(image, channel_interleaved, &stride);
    int width = heif->image_width(image, channel_interleaved);
    int height = heif->image_height(image, channel_interleaved);
    if (pixels != NULL && width > 0 && height > 0 && stride >= 4 * width) {
      print_grey(pixels, stride, width, height);
      result = 0;
    }
    heif->release_image(image);
  }
  heif->release_handle(handle);
  return result;
}

int main(void) {
  struct heif heif;
  uint8_t *bytes = malloc(most_bytes);
  if (bytes == NULL || load(&heif) != 0) {
    return 1;
  }
  size_t count = read_all(bytes);
  void *context = heif.context_alloc();
  if (context == NULL) {
    return 1;
  }
  if (heif.set_threads != NULL) {
    heif.set_threads(context, 0);
  }
  if (heif.read(context, bytes, count, NULL).code != 0) {
    return 1;
  }
  uint32_t ids[most_images];
  int images = heif.image_ids(context, ids, most_images);
  printf("# pages %d\n", heif.image_count(context));
  int printed = 0;
  for (int i = 0; i < images && i < most_images; i++) {
    printed += print_image(&heif, context, ids[i]) == 0;
  }
  return printed > 0 && fflush(stdout) == 0 ? 0 : 1;
}
