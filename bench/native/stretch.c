// Rubber Band, its faster engine, offline, one thread. Usage: stretch samples.f32 result.f32 sampleRate tempo semitones
#include "signal.h"
#include <math.h>
#include <rubberband/rubberband-c.h>

static double sampleRate, tempo, semitones;

static long stretch(const float *samples, long n, float *result, long room) {
  RubberBandState state = rubberband_new(
      sampleRate, 1, RubberBandOptionProcessOffline | RubberBandOptionEngineFaster | RubberBandOptionThreadingNever,
      1 / tempo, pow(2, semitones / 12));
  rubberband_set_max_process_size(state, n);
  rubberband_study(state, &samples, n, 1);
  rubberband_process(state, &samples, n, 1);
  long length = 0;
  for (int available; (available = rubberband_available(state)) > 0 && length < room;) {
    float *to = result + length;
    length += rubberband_retrieve(state, &to, available < room - length ? available : room - length);
  }
  rubberband_delete(state);
  return length;
}

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  sampleRate = atof(argv[3]), tempo = atof(argv[4]), semitones = atof(argv[5]);
  return answer(argv[1], argv[2], 1 / tempo, stretch);
}
