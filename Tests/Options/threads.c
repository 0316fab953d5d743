// Counts the threads that a program starts, for tests of --threads: preloaded, it writes the number
// to the file that THREADS_FILE names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int count;

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *),
                   void *argument) {
  typedef int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  atomic_fetch_add(&count, 1);
  return ((create)dlsym(RTLD_NEXT, "pthread_create"))(thread, attributes, body, argument);
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("THREADS_FILE");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%d", atomic_load(&count));
  fclose(file);
}
