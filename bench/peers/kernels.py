"""NumPy at the kernels of bench.

    python3 kernels.py n seconds rows

rows is a JSON list of {"case", "dtype", "out", "domains", "numpy"}: the name, the types of inputs and output, the
intervals of x, y and z, and the expression to time, on n elements, as many times as take about the given seconds.
Inputs and protocol are those of kernels_operands.go and peers.py. One thread.
"""

import os

for library in "OMP", "OPENBLAS", "MKL":
    os.environ[library + "_NUM_THREADS"] = "1"

import functools
import json
import sys
import time
import warnings

try:
    import numpy as np
except ImportError as error:
    print(json.dumps(dict(missing=[str(error)], offers=[])), flush=True)
    sys.exit()

N, SECONDS, ROWS = int(sys.argv[1]), float(sys.argv[2]), json.loads(sys.argv[3])
GENERATORS = "PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"
np.seterr(all="ignore")
warnings.simplefilter("ignore")  # of imaginary parts that a conversion drops


def scramble(number):
    v = number * np.uint64(0x9E3779B97F4A7C15)
    v = (v ^ v >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    v = (v ^ v >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return v ^ v >> np.uint64(31)


bits = [scramble(np.arange(which + 1, 3 * N + which + 1, 3, dtype=np.uint64)) >> np.uint64(11) for which in range(3)]


# Rows of a long table share their arrays: at 2^24 elements each row's own would fill the memory.
@functools.cache
def operand(lo, hi, which, dtype):
    v = lo + (hi - lo) * (bits[which] * 2.0**-53)
    if dtype == "bool":
        return v > 0
    if dtype.startswith("complex"):
        v = v - 0.5j * v
    return (np.abs(v) if dtype.startswith("uint") else v).astype(dtype)


@functools.cache
def output(dtype, which):
    return np.empty(N, dtype)


M, J = bits[0] >> np.uint64(52) == 1, (bits[0] % np.uint64(N)).astype(np.intp)


def prepare(row):
    """Returns a function that evaluates the row's expression so many times."""
    x, y, z = (operand(*row["domains"][which], which, row["dtype"]) for which in range(3))
    names = dict(np=np, x=x, y=y, z=z, c=z[0], o=output(row["out"], 0), o2=output(row["out"], 1), m=M, i=output(np.intp, 2), j=J)
    side = int(N**0.5)
    names.update((v + "_square", names[v][: side * side].reshape(side, side)) for v in "xo")
    names.update((v, np.random.Generator(getattr(np.random, v)(1))) for v in GENERATORS if v in row["numpy"])
    if "y_sorted" in row["numpy"]:
        names["y_sorted"] = np.sort(y)
    exec("def run(repeats):\n for _ in range(repeats): " + row["numpy"], names)
    return names["run"]


def warm(run):
    """Brings the processor to speed and operands into its caches."""
    start, calls = time.perf_counter(), 0
    while (past := time.perf_counter() - start) < 0.002 or calls < 40 and past < 0.02:
        run(1)
        calls += 1


def clock(run, repeats):
    start = time.perf_counter()
    run(repeats)
    return time.perf_counter() - start


def main():
    head = [dict(library="numpy " + np.__version__, case=row["case"], dtype=row["dtype"]) for row in ROWS]
    print(json.dumps(dict(missing=[], offers=head)), flush=True)
    last = None
    for line in sys.stdin:
        number = int(line.split()[0])
        if number != last:
            last, run, repeats = number, prepare(ROWS[number]), 1
            run(1)
            while clock(run, repeats) < SECONDS / 2:
                repeats *= 2
        warm(run)
        print(json.dumps(dict(seconds=clock(run, repeats), work=repeats * N)), flush=True)


main()
