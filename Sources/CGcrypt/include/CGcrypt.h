#ifndef FOB_CGCRYPT_H
#define FOB_CGCRYPT_H

#include <gcrypt.h>

/// Makes libgcrypt ready for hashing. Call once, before any other use. Returns 0, or -1 where the
/// library found at run time is older than the headers. (`gcry_control` is variadic, which Swift
/// cannot call.)
int fob_gcrypt_initialise(void);

#endif
