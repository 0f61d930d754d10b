"""Writes divmod_f64.bin and divmod_f32.bin, what NumPy makes of floor_divide
and remainder: rows of x, y, quotient and remainder in little-endian order. Run
it in this folder: python3 divmod.py"""
import numpy as np

rng = np.random.default_rng(2026)
SPECIAL = [0.0, 1, 2, 3, 0.5, 0.1, 5, 7.5, 1e10, np.inf, np.nan]


def pairs(dtype):
    """Pairs of special values, of all magnitudes, near multiples, and with quotients around the last exact ones."""
    info = np.finfo(dtype)
    special = np.array(SPECIAL + [info.tiny, info.smallest_subnormal, info.max, 1 / info.eps], dtype)
    special = np.concatenate([special, -special])
    yield from ((x, y) for x in special for y in special)
    sign = lambda n: rng.choice([-1, 1], n)
    n = 500
    uint = {4: np.uint32, 8: np.uint64}[info.dtype.itemsize]
    bits = lambda: rng.integers(0, 2 ** (8 * info.dtype.itemsize), n, uint).view(dtype)
    yield from zip(bits(), bits())
    yield from zip(rng.uniform(-100, 100, n), rng.uniform(1, 10, n) * sign(n))
    yield from zip(rng.integers(-50, 50, n) / 4, rng.integers(1, 20, n) / 4 * sign(n))
    y = rng.uniform(1e-3, 1e3, n).astype(dtype)
    q = np.floor(2 ** rng.uniform(0, info.nmant + 8, n)).astype(dtype)
    x = q * y * sign(n)
    yield from zip(x, y)
    yield from zip(np.nextafter(x, dtype(0)), -y)
    yield from zip(np.nextafter(x, x * 2), y)


for dtype in (np.float64, np.float32):
    with np.errstate(all="ignore"):
        x, y = np.array(list(pairs(dtype))).astype(dtype).T
        rows = np.stack([x, y, np.floor_divide(x, y), np.remainder(x, y)], axis=1)
    rows.astype(rows.dtype.newbyteorder("<")).tofile(f"divmod_f{8 * rows.itemsize}.bin")
