// SLEEF at the kernels of bench. In front of this file stand a line for each function,
//
//   #define ROWS UNARY(name, real, type, function, lo, hi) ... BINARY(name, real, type, function, lo, hi, ylo, yhi) ...
//
// and the vector types of float64 and float32. Inputs and protocol are those of kernels_operands.go and peers.py:
//
//   cc -O3 -march=x86-64-v4 -ffp-contract=off kernels.c -lsleef && ./a.out n seconds
#include <immintrin.h>
#include <sleef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double point(double lo, double hi, uint64_t number) {
  uint64_t v = number * 0x9e3779b97f4a7c15;
  v = (v ^ v >> 30) * 0xbf58476d1ce4e5b9;
  v = (v ^ v >> 27) * 0x94d049bb133111eb;
  return lo + (hi - lo) * (((v ^ v >> 31) >> 11) * 0x1p-53);
}

// Every row becomes a function that works on n elements, a multiple of the vector's length.
#define UNARY(name, real, vec, function, ...)                              \
  static void run_##name##_##real(void *dst, void *x, void *y, long n) {   \
    for (long i = 0; i < n; i += sizeof(vec) / sizeof(real))               \
      *(vec *)((real *)dst + i) = function(*(vec *)((real *)x + i));       \
  }
#define BINARY(name, real, vec, function, ...)                                                       \
  static void run_##name##_##real(void *dst, void *x, void *y, long n) {                             \
    for (long i = 0; i < n; i += sizeof(vec) / sizeof(real))                                         \
      *(vec *)((real *)dst + i) = function(*(vec *)((real *)x + i), *(vec *)((real *)y + i));        \
  }
#define PAIR(name, real, vec, function, ...)                               \
  static void run_##name##_##real(void *dst, void *x, void *y, long n) {   \
    for (long i = 0; i < n; i += sizeof(vec) / sizeof(real)) {             \
      __typeof__(function(*(vec *)x)) both = function(*(vec *)((real *)x + i)); \
      *(vec *)((real *)dst + i) = both.x;                                  \
      *(vec *)((real *)y + i) = both.y;                                    \
    }                                                                      \
  }
ROWS
#undef UNARY
#undef BINARY
#undef PAIR

#define ROW(name, real, vec, function, lo, hi, ylo, yhi) {#name, sizeof(real), run_##name##_##real, lo, hi, ylo, yhi},
#define UNARY ROW
#define BINARY ROW
#define PAIR ROW
static const struct {
  const char *name;
  int size;
  void (*run)(void *dst, void *x, void *y, long n);
  double lo, hi, ylo, yhi;
} rows[] = {ROWS};

static double timed(int row, void *dst, void *x, void *y, long n, long repeats) {
  double start = now();
  for (long r = 0; r < repeats; r++) rows[row].run(dst, x, y, n);
  return now() - start;
}

static void set(void *x, int size, long i, double v) {
  if (size == sizeof(double))
    ((double *)x)[i] = v;
  else
    ((float *)x)[i] = (float)v;
}

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: %s n seconds\n", argv[0]), 2;
  long n = atol(argv[1]) / 16 * 16, last = -1, repeats = 1;
  double enough = atof(argv[2]);
  int count = sizeof rows / sizeof *rows;
  void *x = aligned_alloc(64, n * 8 + 64), *y = aligned_alloc(64, n * 8 + 64), *dst = aligned_alloc(64, n * 8 + 64);
  if (!x || !y || !dst || n == 0) return fprintf(stderr, "n must be at least 16\n"), 1;
  printf("{\"missing\":[],\"offers\":[");
  for (int i = 0; i < count; i++)
    printf("%s{\"library\":\"sleef %d.%d\",\"case\":\"%s\",\"dtype\":\"float%d\"}", i ? "," : "", SLEEF_VERSION_MAJOR,
           SLEEF_VERSION_MINOR, rows[i].name, 8 * rows[i].size);
  printf("]}\n");
  fflush(stdout);
  for (int row, threads; scanf("%d %d", &row, &threads) == 2;) {
    if (row < 0 || row >= count) return 2;
    if (row != last) {
      for (long i = 0; i < n; i++) {
        set(x, rows[row].size, i, point(rows[row].lo, rows[row].hi, 3 * i + 1));
        set(y, rows[row].size, i, point(rows[row].ylo, rows[row].yhi, 3 * i + 2));
      }
      for (last = row, repeats = 1; timed(row, dst, x, y, n, repeats) < enough / 2;) repeats *= 2;
    }
    printf("{\"seconds\":%.9g,\"work\":%.17g}\n", timed(row, dst, x, y, n, repeats), (double)repeats * n);
    fflush(stdout);
  }
}
