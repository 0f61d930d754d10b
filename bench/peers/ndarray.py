"""NumPy and numexpr at the operations of bench ndarray.

    python3 ndarray.py seconds rows

rows is a JSON list of {"case", "library", "setup", "code"}: statements that make the operands, and one to time, as
many times as take about the given seconds. The protocol is that of peers.py. NumPy has one thread but for products
of matrices, numexpr as many as it is asked for.
"""

import os

for library in "OMP", "OPENBLAS", "MKL":
    os.environ[library + "_NUM_THREADS"] = "1"

import json
import sys
import time

missing = []
versions = {}
try:
    import numpy as np

    versions["numpy"] = "numpy " + np.__version__
except ImportError as error:
    print(json.dumps(dict(missing=[str(error)], offers=[])), flush=True)
    sys.exit()
try:
    import numexpr as ne

    versions["numexpr"] = "numexpr " + ne.__version__
except ImportError as error:
    ne = None
    missing.append(str(error))

SECONDS = float(sys.argv[1])
ROWS = [row for row in json.loads(sys.argv[2]) if row["library"] in versions]
np.seterr(all="ignore")


def prepare(row):
    names = dict(np=np, ne=ne)
    exec(row["setup"], names)
    exec("def run(repeats):\n for _ in range(repeats): " + row["code"], names)
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
    head = [dict(library=versions[row["library"]], case=row["case"], dtype="", parallel=row["library"] == "numexpr") for row in ROWS]
    print(json.dumps(dict(missing=missing, offers=head)), flush=True)
    last = None
    for line in sys.stdin:
        number, threads = map(int, line.split())
        if ne:
            ne.set_num_threads(threads)
        if (number, threads) != last:
            last, run, repeats = (number, threads), prepare(ROWS[number]), 1
            run(1)
            while clock(run, repeats) < SECONDS / 2:
                repeats *= 2
        warm(run)
        print(json.dumps(dict(seconds=clock(run, repeats), work=repeats)), flush=True)


main()
