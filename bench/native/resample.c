// libsoxr, one thread. Usage: resample samples.f32 result.f32 fromRate toRate quality, 4 high or 6 very high
#include "signal.h"
#include <soxr.h>

static double fromRate, toRate;
static int quality;

static long resample(const float *samples, long n, float *result, long room) {
  const soxr_quality_spec_t spec = soxr_quality_spec(quality, 0);
  size_t done = 0;
  soxr_oneshot(fromRate, toRate, 1, samples, n, NULL, result, room, &done, NULL, &spec, NULL);
  return done;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  fromRate = atof(argv[3]), toRate = atof(argv[4]), quality = atoi(argv[5]);
  return answer(argv[1], argv[2], toRate / fromRate, resample);
}
