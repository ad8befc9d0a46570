#include "CGcrypt.h"

int fob_gcrypt_initialise(void) {
  if (!gcry_check_version(GCRYPT_VERSION)) return -1;
  // Keys come from, and stay in, fob's own locked memory; libgcrypt's pool would only cost start-up.
  gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
  return 0;
}
