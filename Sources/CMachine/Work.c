#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#include "CMachine.h"

struct work {
  void (*body)(void *);
  void *context;
};

static void *run(void *pointer) {
  struct work work = *(struct work *)pointer;
  free(pointer);
  work.body(work.context);
  return NULL;
}

int fob_begin_work(void (*body)(void *context), void *context) {
  struct work *work = malloc(sizeof *work);
  if (work == NULL) return -1;
  *work = (struct work){body, context};
  // Signals are for the thread that looks after the terminal.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_t thread;
  int code = pthread_create(&thread, NULL, run, work);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (code != 0) {
    free(work);
    return -1;
  }
  pthread_detach(thread);
  return 0;
}
