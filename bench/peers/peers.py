"""Numba and NumPy at the work of bench.

    python3 peers.py width height iterations steps samples

The protocol between bench and a peer, in lines: the peer first prints one JSON object, {"missing": [what it would
have needed], "offers": [{"library", "case", "dtype", "parallel"}]}. Then each line "OFFER THREADS" on standard
input, with the number of an offer, asks for one run of it, and the peer answers {"seconds", "work",
"peak_rss_bytes"} and, for pi, "value". The first run of an offer is preceded by one that is not timed. End of
input ends the peer.
"""

import json
import math
import sys
import time

WIDTH, HEIGHT, ITERATIONS, STEPS, SAMPLES = map(int, sys.argv[1:6])

offers, missing = [], []


def offer(library, case, dtype="float64", parallel=False):
    """Registers a function of the thread count that returns (work, value or None) or (work, None, seconds)."""

    def register(run):
        offers.append((dict(library=library, case=case, dtype=dtype, parallel=parallel), run))
        return run

    return register


def with_numpy(np):
    library = "numpy " + np.__version__

    @offer(library, "mandelbrot")
    def mandelbrot(_):
        """Blocks that stay in cache; points that escaped are dropped as soon as many have."""
        x, y = np.linspace(-2, 0.5, WIDTH), np.linspace(1.25, -1.25, HEIGHT)
        work = 0
        for row in y:
            cr, zr, zi = x.copy(), np.zeros(WIDTH), np.zeros(WIDTH)
            for _ in range(ITERATIONS):
                rr, ii = zr * zr, zi * zi
                inside = rr + ii <= 4
                n = np.count_nonzero(inside)
                if n < len(cr):
                    cr, zr, zi, rr, ii = cr[inside], zr[inside], zi[inside], rr[inside], ii[inside]
                    if n == 0:
                        break
                work += int(n)
                zi *= zr
                zi *= 2
                zi += row
                np.subtract(rr, ii, out=zr)
                zr += cr
        return work, None

    @offer(library, "pi-midpoint")
    def midpoint(_):
        size, total = 1 << 14, 0.0
        steps, x = np.arange(size) + 0.5, np.empty(size)
        for first in range(0, STEPS, size):
            part = x[: min(size, STEPS - first)]
            np.add(steps[: len(part)], first, out=part)
            part *= 1 / STEPS
            part *= part
            part += 1
            np.divide(4, part, out=part)
            total += part.sum()
        return STEPS, float(total) / STEPS

    @offer(library, "pi-montecarlo", "float64")
    def montecarlo(_):
        size, inside = 1 << 14, 0
        random, points = np.random.default_rng(1), np.empty((2, size))
        for first in range(0, SAMPLES, size):
            x, y = points
            random.random(out=points)
            x *= x
            y *= y
            x += y
            inside += np.count_nonzero(x[: SAMPLES - first] <= 1)
        return SAMPLES, 4 * int(inside) / SAMPLES

    x, out = np.linspace(-10, 10, 4096), np.empty(4096)

    @offer(library, "exp-4096")
    def exp(_):
        repeats = 2000
        start = time.perf_counter()
        for _ in range(repeats):
            np.exp(x, out=out)
        return repeats * len(x), None, time.perf_counter() - start

    a, b = np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0])

    @offer(library, "add-3")
    def add(_):
        repeats = 200_000
        start = time.perf_counter()
        for _ in range(repeats):
            a + b
        return repeats, None, time.perf_counter() - start


def with_numba(np, numba):
    library = "numba " + numba.__version__
    options = dict(parallel=True, fastmath=True)

    @numba.njit(**options)
    def fill(counts, x, y, iterations):
        for r in numba.prange(len(y)):
            for c in range(len(x)):
                zr = zi = x[c] - x[c]  # zero of the right type
                n = 0
                while n < iterations and zr * zr + zi * zi <= 4:
                    product = zr * zi
                    zr, zi = zr * zr - zi * zi + x[c], product + product + y[r]
                    n += 1
                counts[r, c] = n

    @numba.njit(**options)
    def integrate(n):
        total, step = 0.0, 1 / n
        for i in numba.prange(n):
            x = (i + 0.5) * step
            total += 4 / (1 + x * x)
        return total * step

    @numba.njit(**options)
    def count_inside(n):
        inside = 0
        for _ in numba.prange(n):
            x, y = np.random.random(), np.random.random()
            if x * x + y * y <= 1:
                inside += 1
        return inside

    counts = np.empty((HEIGHT, WIDTH), np.int32)

    def mandelbrot(dtype):
        x, y = np.linspace(-2, 0.5, WIDTH).astype(dtype), np.linspace(1.25, -1.25, HEIGHT).astype(dtype)

        @offer(library, "mandelbrot", dtype, parallel=True)
        def run(threads):
            numba.set_num_threads(threads)
            with numba.parallel_chunksize(8):  # rows differ in work: hand them out in small bands
                start = time.perf_counter()
                fill(counts, x, y, ITERATIONS)
                seconds = time.perf_counter() - start
            return int(counts.sum(dtype=np.int64)), None, seconds

    mandelbrot("float64")
    mandelbrot("float32")

    @offer(library, "pi-midpoint", parallel=True)
    def midpoint(threads):
        numba.set_num_threads(threads)
        return STEPS, integrate(STEPS)

    @offer(library, "pi-montecarlo", parallel=True)
    def montecarlo(threads):
        numba.set_num_threads(threads)
        return SAMPLES, 4 * count_inside(SAMPLES) / SAMPLES


def peak_rss():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return 0


def answer(run, threads):
    start = time.perf_counter()
    work, value, *own = run(threads)
    seconds = own[0] if own else time.perf_counter() - start
    result = dict(seconds=seconds, work=work, peak_rss_bytes=peak_rss())
    if value is not None:
        result.update(value=value, error=value - math.pi)
    return result


def main():
    try:
        import numpy

        with_numpy(numpy)
        import numba

        with_numba(numpy, numba)
    except ImportError as error:
        missing.append(str(error))
    print(json.dumps(dict(missing=missing, offers=[head for head, _ in offers])), flush=True)
    warm = set()
    for line in sys.stdin:
        number, threads = map(int, line.split())
        head, run = offers[number]
        if head["parallel"] and number not in warm:
            run(threads)
            warm.add(number)
        print(json.dumps(answer(run, threads)), flush=True)


main()
