// What every native contestant that turns a signal into another shares: reads the samples, answers each line on its input by
// one run, the CPU time of which, in ms, it writes as a line, and keeps the first run's result; see ../child.ts.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/** Turns n samples into at most `room`; returns how many. */
typedef long (*Run)(const float *samples, long n, float *result, long room);

static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int answer(const char *from, const char *to, double most, Run run) {
  FILE *file = fopen(from, "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  const long n = ftell(file) / sizeof(float), room = n * most + 65536;
  rewind(file);
  float *samples = malloc(n * sizeof(float)), *result = malloc(room * sizeof(float));
  if (fread(samples, sizeof(float), n, file) != (size_t)n) return 2;
  fclose(file);
  for (int first = 1; getchar() != EOF; first = 0) {
    const double start = cpu_ms();
    const long length = run(samples, n, result, room);
    const double time = cpu_ms() - start;
    if (first) {
      file = fopen(to, "wb");
      if (!file) return 2;
      fwrite(result, sizeof(float), length, file);
      fclose(file);
    }
    printf("%.6f\n", time);
    fflush(stdout);
  }
  return 0;
}
