// The Mandelbrot set by hand with AVX-512 intrinsics: four interleaved vectors, which hide the latency of the
// updates, counting under a mask, a look for an early end every eight updates. Also the peak rate of fused
// multiply-adds. Built once per dtype:
//
//   cc -O3 -march=x86-64-v4 -mprefer-vector-width=512 [-DFLOAT32] mandelbrot.c
//   ./a.out width height iterations steps samples
//
// It speaks the protocol that peers.py describes.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef FLOAT32
typedef float real;
typedef __m512 vec;
typedef __mmask16 mask;
#define DTYPE "float32"
#define LANES 16
#define OP(name) _mm512_##name##_ps
#define STILL_IN(k, v) _mm512_mask_cmp_ps_mask(k, v, _mm512_set1_ps(4), _CMP_LE_OQ)
#define COUNT(k, n) _mm512_mask_add_epi32(n, k, n, _mm512_set1_epi32(1))
#define STORE(p, n) _mm512_storeu_si512(p, n)
#else
typedef double real;
typedef __m512d vec;
typedef __mmask8 mask;
#define DTYPE "float64"
#define LANES 8
#define OP(name) _mm512_##name##_pd
#define STILL_IN(k, v) _mm512_mask_cmp_pd_mask(k, v, _mm512_set1_pd(4), _CMP_LE_OQ)
#define COUNT(k, n) _mm512_mask_add_epi64(n, k, n, _mm512_set1_epi64(1))
#define STORE(p, n) _mm256_storeu_si256((__m256i *)(p), _mm512_cvtepi64_epi32(n))
#endif

#define EACH(step) step(0) step(1) step(2) step(3)
enum { GROUP = 4 * LANES, BLOCK = 8 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// group counts GROUP neighbouring points of one row. Every vector has a name, for compilers keep arrays in memory.
static void group(int32_t *dst, const real *x, real y, int iterations) {
#define START(v)                                                 \
  vec cr##v = OP(loadu)(x + v * LANES), zr##v = zero, zi##v = zero; \
  __m512i n##v = _mm512_setzero_si512();                         \
  mask in##v = (mask)-1;
#define UPDATE(v)                                                    \
  {                                                                  \
    vec rr = OP(mul)(zr##v, zr##v), ii = OP(mul)(zi##v, zi##v);      \
    in##v = STILL_IN(in##v, OP(add)(rr, ii));                        \
    n##v = COUNT(in##v, n##v);                                       \
    zi##v = OP(fmadd)(OP(add)(zr##v, zr##v), zi##v, ci);             \
    zr##v = OP(add)(OP(sub)(rr, ii), cr##v);                         \
  }
#define FINISH(v) STORE(dst + v * LANES, n##v);
  vec zero = OP(setzero)(), ci = OP(set1)(y);
  EACH(START)
  for (int i = 0; i < iterations && (in0 | in1 | in2 | in3);) {
    int end = iterations - i < BLOCK ? iterations : i + BLOCK;
    for (; i < end; i++) {
      EACH(UPDATE)
    }
  }
  EACH(FINISH)
}

static real *linspace(double lo, double hi, int n, int padded) {
  real *x = malloc(padded * sizeof *x);
  for (int i = 0; i < padded; i++) x[i] = i >= n ? 4 : n > 1 ? lo + i * (hi - lo) / (n - 1) : lo;
  return x;
}

// fma_peak runs sixteen independent chains of fused multiply-adds and returns how many lanes it did.
static double fma_peak(long rounds) {
#define CHAINS(v)                                                                      \
  vec a##v = OP(set1)(v), b##v = OP(set1)(v + 4), c##v = OP(set1)(v + 8), d##v = OP(set1)(v + 12);
#define CHAIN_STEP(v)             \
  a##v = OP(fmadd)(a##v, half, one); \
  b##v = OP(fmadd)(b##v, half, one); \
  c##v = OP(fmadd)(c##v, half, one); \
  d##v = OP(fmadd)(d##v, half, one);
#define JOIN(v) sum = OP(add)(sum, OP(add)(OP(add)(a##v, b##v), OP(add)(c##v, d##v)));
  vec half = OP(set1)((real)0.5), one = OP(set1)(1), sum = OP(setzero)();
  EACH(CHAINS)
  for (long i = 0; i < rounds; i++) {
    EACH(CHAIN_STEP)
  }
  EACH(JOIN)
  volatile real used = OP(reduce_add)(sum);
  (void)used;
  return (double)rounds * 16 * LANES;
}

static long peak_rss(void) {
  char line[256];
  long kib = 0;
  FILE *f = fopen("/proc/self/status", "r");
  while (f && fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %ld", &kib) != 1) {}
  if (f) fclose(f);
  return kib * 1024;
}

int main(int argc, char **argv) {
  if (argc < 4) return fprintf(stderr, "usage: %s width height iterations ...\n", argv[0]), 2;
  int width = atoi(argv[1]), height = atoi(argv[2]), iterations = atoi(argv[3]);
  int stride = (width + GROUP - 1) / GROUP * GROUP;
  real *x = linspace(-2, 0.5, width, stride), *y = linspace(1.25, -1.25, height, height);
  int32_t *counts = calloc((size_t)stride * height, sizeof *counts);
  if (!x || !y || !counts) return 1;
  printf("{\"missing\":[],\"offers\":["
         "{\"library\":\"c-avx512\",\"case\":\"mandelbrot\",\"dtype\":\"" DTYPE "\"},"
         "{\"library\":\"c-avx512\",\"case\":\"fma-peak\",\"dtype\":\"" DTYPE "\"}]}\n");
  fflush(stdout);
  for (int offer, threads; scanf("%d %d", &offer, &threads) == 2;) {
    double work = 0, start = now();
    if (offer == 0)
      for (int r = 0; r < height; r++)
        for (int c = 0; c < stride; c += GROUP) group(counts + (size_t)r * stride + c, x + c, y[r], iterations);
    else
      work = fma_peak(20000000);
    double seconds = now() - start;
    if (offer == 0)
      for (int r = 0; r < height; r++)
        for (int c = 0; c < width; c++) work += counts[(size_t)r * stride + c];
    printf("{\"seconds\":%.9g,\"work\":%.17g,\"peak_rss_bytes\":%ld}\n", seconds, work, peak_rss());
    fflush(stdout);
  }
}
