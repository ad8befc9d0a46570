#define _GNU_SOURCE
#include "CMachine.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { waiting_clients = 64 };

static int address(const char *path, struct sockaddr_un *address) {
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  size_t length = strlen(path);
  if (length >= sizeof address->sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(address->sun_path, path, length);
  return 0;
}

/// Closes a descriptor and keeps errno.
static int give_up(int descriptor) {
  int reason = errno;
  close(descriptor);
  errno = reason;
  return -1;
}

static int ask_peer(int descriptor, struct fob_peer *peer) {
  struct ucred credentials;
  socklen_t length = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return -1;
  *peer = (struct fob_peer){.user = credentials.uid, .process = credentials.pid};
  return 0;
}

int fob_listen(const char *path) {
  struct sockaddr_un name;
  if (address(path, &name) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  if (bind(descriptor, (struct sockaddr *)&name, sizeof name) != 0 || chmod(path, 0600) != 0 ||
      listen(descriptor, waiting_clients) != 0)
    return give_up(descriptor);
  return descriptor;
}

int fob_bound_waiting(int descriptor, int seconds) {
  struct timeval longest = {.tv_sec = seconds};
  int result = setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
  return result ? result
                : setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
}

int fob_connect(const char *path, int seconds, struct fob_peer *peer) {
  struct sockaddr_un name;
  if (address(path, &name) != 0) return -1;
  int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  if (fob_bound_waiting(descriptor, seconds) != 0 ||
      connect(descriptor, (struct sockaddr *)&name, sizeof name) != 0 ||
      ask_peer(descriptor, peer) != 0)
    return give_up(descriptor);
  return descriptor;
}

int fob_accept(int listener, struct fob_peer *peer) {
  int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (descriptor < 0) return -1;
  return ask_peer(descriptor, peer) == 0 ? descriptor : give_up(descriptor);
}

int fob_watch_ends(void) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGHUP);
  if (sigprocmask(SIG_BLOCK, &ends, NULL) != 0) return -1;
  return signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
}
