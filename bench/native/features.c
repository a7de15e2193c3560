/*
 * MFCC as librosa defines it, one frame at a time, in plain C that gcc and clang vectorize.
 *
 * Usage: features samples.f32 result.f32 sampleRate nFft winLength hopLength nMels nMfcc topDb
 * Each line on the input is answered by one run, whose CPU time in ms is written as a line; see ../child.ts.
 *
 * With -DPFFFT the FFT is pffft's, otherwise FFTW's in float32 with a patient plan.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef PFFFT
#include "pffft.h"
#else
#include <fftw3.h>
#endif

#define GROUP 16 /* coefficients of the DCT at once */
#define LANES 8  /* bins of a mel filter at once */

typedef struct {
  int start, length;
  float *weights;
} Filter;

static int nFft, winLength, hopLength, nMels, nMfcc, padded;
static float topDb, *window, *basis, *input, *spectrum, *power, *edge;
static Filter *filters;

#ifdef PFFFT
static PFFFT_Setup *plan;
static float *work;
#else
static fftwf_plan plan;
#endif

static float *floats(size_t n) {
  float *values = aligned_alloc(64, (n * sizeof(float) + 127) & ~(size_t)63);
  memset(values, 0, n * sizeof(float));
  return values;
}

static double hz_of(double mel) { return mel < 15 ? mel * 200 / 3 : 1000 * exp((mel - 15) * log(6.4) / 27); }
static double mel_of(double hz) { return hz < 1000 ? hz * 3 / 200 : 15 + 27 * log(hz / 1000) / log(6.4); }

static void make_tables(double sampleRate) {
  const double pi = acos(-1);
  window = floats(nFft);
  for (int i = 0; i < winLength; i++) window[i] = 0.5 - 0.5 * cos(2 * pi * i / winLength);

  filters = calloc(nMels, sizeof(Filter));
  const double step = mel_of(sampleRate / 2) / (nMels + 1), binHz = sampleRate / nFft;
  for (int m = 0; m < nMels; m++) {
    const double low = hz_of(m * step), mid = hz_of((m + 1) * step), high = hz_of((m + 2) * step);
    const int first = (int)ceil(low / binHz), last = fmin(floor(high / binHz), nFft / 2);
    const int whole = (last - first + LANES) / LANES * LANES; /* zeros behind: no loop has a tail */
    filters[m] = (Filter){first, whole, floats(whole)};
    for (int k = first; k <= last; k++)
      filters[m].weights[k - first] = 2 / (high - low) * fmin((k * binHz - low) / (mid - low), (high - k * binHz) / (high - mid));
  }

  padded = (nMfcc + GROUP - 1) / GROUP * GROUP;
  basis = floats((size_t)nMels * padded);
  for (int m = 0; m < nMels; m++)
    for (int c = 0; c < nMfcc; c++)
      basis[m * padded + c] = sqrt((c ? 2.0 : 1.0) / nMels) * cos(pi * c * (2 * m + 1) / (2 * nMels));

  input = floats(nFft), spectrum = floats(nFft + 2), power = floats(nFft / 2 + 1 + LANES), edge = floats(nFft);
#ifdef PFFFT
  plan = pffft_new_setup(nFft, PFFFT_REAL);
  work = floats(nFft);
#else
  plan = fftwf_plan_dft_r2c_1d(nFft, input, (fftwf_complex *)spectrum, FFTW_PATIENT);
#endif
}

/* The power spectrum of winLength samples. */
static void power_spectrum(const float *frame) {
  for (int i = 0; i < winLength; i++) input[i] = frame[i] * window[i];
#ifdef PFFFT
  pffft_transform_ordered(plan, input, spectrum, work, PFFFT_FORWARD);
  power[0] = spectrum[0] * spectrum[0];
  power[nFft / 2] = spectrum[1] * spectrum[1];
  for (int k = 1; k < nFft / 2; k++) power[k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
#else
  fftwf_execute(plan);
  for (int k = 0; k <= nFft / 2; k++) power[k] = spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
#endif
}

/* 10 log10(max(x, 1e-10)) by Cephes' logf, whose loop vectorizes; the C library's does not. */
static inline float decibel(float x) {
  x = x > 1e-10f ? x : 1e-10f;
  int bits;
  memcpy(&bits, &x, 4);
  const int e = (bits - 0x3f3504f3) >> 23;
  bits -= e << 23;
  float f;
  memcpy(&f, &bits, 4);
  f -= 1;
  const float z = f * f;
  float y = 7.0376836292e-2f;
  y = y * f - 1.1514610310e-1f;
  y = y * f + 1.1676998740e-1f;
  y = y * f - 1.2420140846e-1f;
  y = y * f + 1.4249322787e-1f;
  y = y * f - 1.6668057665e-1f;
  y = y * f + 2.0000714765e-1f;
  y = y * f - 2.4999993993e-1f;
  y = y * f + 3.3333331174e-1f;
  y = y * f * z + e * -2.12194440e-4f - 0.5f * z;
  return 4.342944819f * (f + y + e * 0.693359375f);
}

static void log_mel(float *restrict mel) {
  for (int m = 0; m < nMels; m++) {
    const float *restrict p = power + filters[m].start, *restrict w = filters[m].weights;
    float sums[LANES] = {0}, sum = 0;
    for (int k = 0; k < filters[m].length; k += LANES)
      for (int j = 0; j < LANES; j++) sums[j] += p[k + j] * w[k + j];
#pragma omp simd reduction(+ : sum)
    for (int j = 0; j < LANES; j++) sum += sums[j];
    mel[m] = sum;
  }
  for (int m = 0; m < nMels; m++) mel[m] = decibel(mel[m]);
}

static void dct(const float *restrict mel, float *restrict mfcc) {
  for (int c = 0; c < padded; c += GROUP) {
    float sums[GROUP] = {0};
    for (int m = 0; m < nMels; m++)
      for (int j = 0; j < GROUP; j++) sums[j] += basis[m * padded + c + j] * mel[m];
    memcpy(mfcc + c, sums, (c + GROUP <= nMfcc ? GROUP : nMfcc - c) * sizeof(float));
  }
}

/* Frame t of a signal that zeros surround, winLength samples in the middle of nFft. */
static const float *frame_at(const float *x, long n, long t) {
  const long start = t * hopLength - nFft / 2 + (nFft - winLength) / 2;
  if (start >= 0 && start + winLength <= n) return x + start;
  for (int i = 0; i < winLength; i++) edge[i] = start + i >= 0 && start + i < n ? x[start + i] : 0;
  return edge;
}

static void features(const float *x, long n, long nFrames, float *mels, float *result) {
  if (topDb == 0) {
    for (long t = 0; t < nFrames; t++) {
      power_spectrum(frame_at(x, n, t));
      log_mel(mels);
      dct(mels, result + t * nMfcc);
    }
    return;
  }
  float largest = -1e30f;
  for (long t = 0; t < nFrames; t++) {
    power_spectrum(frame_at(x, n, t));
    log_mel(mels + t * nMels);
  }
#pragma omp simd reduction(max : largest)
  for (long i = 0; i < nFrames * nMels; i++) largest = mels[i] > largest ? mels[i] : largest;
  const float floor = largest - topDb;
  for (long i = 0; i < nFrames * nMels; i++) mels[i] = mels[i] > floor ? mels[i] : floor;
  for (long t = 0; t < nFrames; t++) dct(mels + t * nMels, result + t * nMfcc);
}

static double cpu_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  if (argc != 10) return 2;
  nFft = atoi(argv[4]), winLength = atoi(argv[5]), hopLength = atoi(argv[6]);
  nMels = atoi(argv[7]), nMfcc = atoi(argv[8]), topDb = atof(argv[9]);
  make_tables(atof(argv[3]));

  FILE *file = fopen(argv[1], "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  const long n = ftell(file) / sizeof(float);
  rewind(file);
  float *samples = floats(n);
  if (fread(samples, sizeof(float), n, file) != (size_t)n) return 2;
  fclose(file);

  const long nFrames = 1 + n / hopLength;
  float *mels = floats((topDb == 0 ? 1 : nFrames) * (long)nMels), *result = floats(nFrames * nMfcc);
  for (int line, first = 1; (line = getchar()) != EOF;) {
    const double start = cpu_ms();
    features(samples, n, nFrames, mels, result);
    const double time = cpu_ms() - start;
    if (first) {
      file = fopen(argv[2], "wb");
      if (!file) return 2;
      fwrite(result, sizeof(float), nFrames * nMfcc, file);
      fclose(file);
      first = 0;
    }
    printf("%.6f\n", time);
    fflush(stdout);
  }
  return 0;
}
