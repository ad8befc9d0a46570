// Payloads are secrets, and libqrencode frees its copies of them as they are. In a program that this
// is linked into, every block is wiped before it is free: the C library lets a program bring its own
// functions. A sanitizer brings them itself.

#define _GNU_SOURCE

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

void __libc_free(void *block);

void free(void *block) {
  if (block != NULL) {
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
  }
}

void *realloc(void *old, size_t size) {
  void *new = malloc(size);
  if (old != NULL && new != NULL) {
    size_t held = malloc_usable_size(old);
    memcpy(new, old, held < size ? held : size);
    free(old);
  }
  return new;
}

#endif
