// The rates at which plain C loops move memory: the limits of kernels whose operands are larger than the caches. The
// protocol is that of peers.py:
//
//   cc -O3 -march=native bandwidth.c && ./a.out n seconds
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

// Memory in huge pages, as NumPy's and lanewise's arrays are.
static double *allocate(long n) {
  long size = (n * 8 + (2 << 20)) & -(2L << 20);
  double *p = aligned_alloc(2 << 20, size);
#ifdef MADV_HUGEPAGE
  if (p) madvise(p, size, MADV_HUGEPAGE);
#endif
  return p;
}

enum { LANES = 64 };  // independent sums, for many vectors

static double read_all(const double *restrict x, long n) {
  double sums[LANES] = {0}, sum = 0;
  for (long i = 0; i + LANES <= n; i += LANES)
    for (int k = 0; k < LANES; k++) sums[k] += x[i + k];
  for (int k = 0; k < LANES; k++) sum += sums[k];
  return sum;
}

static void scale(double *restrict dst, const double *restrict x, double c, long n) {
  for (long i = 0; i < n; i++) dst[i] = c * x[i];
}

static void triad(double *restrict dst, const double *restrict x, const double *restrict y, double c, long n) {
  for (long i = 0; i < n; i++) dst[i] = x[i] + c * y[i];
}

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: %s n seconds\n", argv[0]), 2;
  long n = atol(argv[1]);
  double *x = allocate(n), *y = allocate(n), *dst = allocate(n);
  if (!x || !y || !dst) return 1;
  for (long i = 0; i < n; i++) x[i] = y[i] = dst[i] = 1;
  printf("{\"missing\":[],\"offers\":[{\"library\":\"c\",\"case\":\"read\",\"dtype\":\"float64\"},"
         "{\"library\":\"c\",\"case\":\"scale\",\"dtype\":\"float64\"},"
         "{\"library\":\"c\",\"case\":\"triad\",\"dtype\":\"float64\"},"
         "{\"library\":\"c\",\"case\":\"memcpy\",\"dtype\":\"float64\"}]}\n");
  fflush(stdout);
  volatile double c = 3, used;
  for (int offer, threads; scanf("%d %d", &offer, &threads) == 2;) {
    double work = 0, start = now(), seconds;
    do {
      switch (offer) {
        case 0: used = read_all(x, n); break;
        case 1: scale(dst, x, c, n); break;
        case 2: triad(dst, x, y, c, n); break;
        default: memcpy(dst, x, n * sizeof *x);
      }
      used = dst[n / 2];  // so that it is not left out
      work += n * 8.0 * (offer < 3 ? offer + 1 : 2);
      seconds = now() - start;
    } while (seconds < atof(argv[2]));
    printf("{\"seconds\":%.9g,\"work\":%.17g}\n", seconds, work);
    fflush(stdout);
  }
}
