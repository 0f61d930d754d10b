"""Writes random.json, the vectors that the tests of random streams read.

    python3 random_vectors.py > random.json

Needs NumPy 2.4 and, for the tails of the ziggurats, glibc 2.43 on a CPU with
FMA. Hashes are SHA-256 of the little-endian bytes of a run of draws; heads are
the bits of the first draws.
"""
import ctypes
import hashlib
import json
import sys

import numpy as np

MASK = (1 << 64) - 1
COUNT = 1 << 20


def words(x):
    return [format(int(v), "x") for v in x]


def digest(a):
    a = np.ascontiguousarray(a)
    return {
        "head": words(a[:6].view(np.dtype("u%d" % a.itemsize))),
        "count": a.size,
        "sha256": hashlib.sha256(a.astype(a.dtype.newbyteorder("<")).tobytes()).hexdigest(),
    }


def uint32s(bit_generator, n):
    interface = bit_generator.ctypes
    return np.array([interface.next_uint32(interface.state) for _ in range(n)], dtype=np.uint32)


def uint64s(bit_generator, n):
    interface = bit_generator.ctypes
    return np.array([interface.next_uint64(interface.state) for _ in range(n)], dtype=np.uint64)


def streams(cls, seed, count):
    def generator():
        return np.random.Generator(cls(seed))

    def draw(method, dtype):
        return digest(getattr(generator(), method)(count, dtype=dtype))

    return {
        "generator": cls.__name__,
        "seed": format(seed, "x"),
        "uint64": digest(uint64s(cls(seed), 10007)),
        "uint32": digest(uint32s(cls(seed), 10007)),
        "uniform64": draw("random", np.float64),
        "uniform32": draw("random", np.float32),
        "normal64": draw("standard_normal", np.float64),
        "normal32": draw("standard_normal", np.float32),
        "exponential64": draw("standard_exponential", np.float64),
        "exponential32": draw("standard_exponential", np.float32),
    }


def mixed(cls):
    """32-bit and 64-bit draws in turn: halves wait while words are drawn."""
    b = cls(7)
    g = np.random.Generator(b)
    out = []
    for n in (1, 2, 3, 5, 8, 1):
        out += [int(v) for v in uint32s(b, n)]
        out += [int(v) for v in uint64s(b, n)]
        out += [int(v) for v in g.standard_normal(n, dtype=np.float32).view(np.uint32)]
        out += [int(v) for v in g.standard_exponential(n).view(np.uint64)]
    return {"generator": cls.__name__, "words": words(out)}


def jumps(cls, delta):
    """Draws after advance(delta), if there is one, and in a generator jumped
    three times, both after five words of 32 bits."""
    a = cls(11)
    uint32s(a, 5)
    b = a.jumped(3)
    if hasattr(a, "advance"):
        a.advance(delta)
    return {
        "generator": cls.__name__,
        "delta": words((delta >> s) & MASK for s in (0, 64, 128, 192)),
        "advanced": words(list(uint32s(a, 3)) + list(uint64s(a, 6))),
        "jumped": words(list(uint32s(b, 3)) + list(uint64s(b, 6))),
    }


def states():
    """States as NumPy shows them, and the words that follow."""
    out = []
    for cls in (np.random.PCG64, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64, np.random.MT19937):
        b = cls(5)
        uint64s(b, 1000)  # Philox has no words of a block left then
        s = b.state["state"]
        if "inc" in s:
            numbers = [s[k] >> shift & MASK for k in ("state", "inc") for shift in (64, 0)]
        elif "counter" in s:
            numbers = list(s["counter"]) + list(s["key"])
        elif "pos" in s:
            numbers = list(s["key"]) + [s["pos"]]
        else:
            numbers = list(s["state"])
        out.append({"generator": cls.__name__, "state": words(numbers), "words": words(uint64s(b, 20))})
    return out


def sequences():
    out = []
    for entropy in ([0], [1], [0xFFFFFFFF], [1 << 32], [0x123456789ABCDEF0], [1, 2, 3, 4, 5, 6, 7], [1 << 63, 0, 9]):
        s = np.random.SeedSequence(entropy if len(entropy) > 1 else entropy[0])
        child = s.spawn(3)[2].spawn(2)[1]
        out.append({
            "entropy": words(entropy),
            "state32": words(s.generate_state(11)),
            "state64": words(s.generate_state(7, np.uint64)),
            "grandchild": words(child.generate_state(5, np.uint64)),
        })
    return out


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro_next(s):
    """xoshiro256++ by its definition (Blackman and Vigna, 2021)."""
    result = (rotate((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
    t = (s[1] << 17) & MASK
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 45)
    return result


def xoshiro_power(state, doublings):
    """The state 2^doublings steps on, by squaring the step's bit matrix."""
    columns = []
    for bit in range(256):
        s = [((1 << bit) >> (64 * i)) & MASK for i in range(4)]
        xoshiro_next(s)
        columns.append(sum(v << (64 * i) for i, v in enumerate(s)))

    def apply(columns, x):
        y = 0
        while x:
            low = x & -x
            y ^= columns[low.bit_length() - 1]
            x ^= low
        return y

    for _ in range(doublings):
        columns = [apply(columns, c) for c in columns]
    y = apply(columns, sum(v << (64 * i) for i, v in enumerate(state)))
    return [(y >> (64 * i)) & MASK for i in range(4)]


def xoshiro():
    seeded = [int(v) for v in np.random.SeedSequence(42).generate_state(4, np.uint64)]
    s = list(seeded)
    known = [1, 2, 3, 4]
    return {
        "seed": "2a",
        "uint64": digest(np.array([xoshiro_next(s) for _ in range(10007)], dtype=np.uint64)),
        "known": words(xoshiro_next(known) for _ in range(6)),
        "jump": words(xoshiro_power(seeded, 128)),
        "longjump": words(xoshiro_power(seeded, 192)),
    }


def logarithms():
    """The C library's log1p, in pairs of bits, and hashes of log1pf(-k*2^-24)
    for all k below 2^24 and for every 61st."""
    libm = ctypes.CDLL("libm.so.6")
    libm.log1p.restype = ctypes.c_double
    libm.log1pf.restype = ctypes.c_float
    u = np.random.Generator(np.random.SFC64(2)).random(200)
    edges = [0.0, 1 - 2.0**-53, 0.5, 0.75, 1 - 2.0**-20, 0.29289321, 0.292893218813452, 0.29296875, 0.2928]
    edges += [0.5 - 2.0**-k for k in (22, 30, 53)] + [0.5 + 2.0**-k for k in (22, 30, 53)]
    edges += [2.0**-k for k in range(1, 61)] + [1 - 2.0**-k for k in range(1, 53)]
    x = -np.concatenate([u, u[:40] * 2.0**-20, u[:40] * 2.0**-28, np.array(edges)])
    y = np.array([libm.log1p(ctypes.c_double(v)) for v in x])

    def floats(step):
        return np.array([libm.log1pf(ctypes.c_float(-(k * 2.0**-24))) for k in range(0, 1 << 24, step)], dtype=np.float32)

    return {
        "x": words(x.view(np.uint64)),
        "y": words(y.view(np.uint64)),
        "all32": digest(floats(1)),
        "some32": digest(floats(61)),
    }


def main():
    r = np.random
    generators = [r.PCG64, r.PCG64DXSM, r.Philox, r.SFC64, r.MT19937]
    json.dump({
        "numpy": np.__version__,
        "streams": [streams(r.PCG64, 12345, 4 * COUNT)]
        + [streams(c, seed, COUNT // 4 + 3) for c in generators for seed in (0, 0xFEDCBA9876543210)],
        "mixed": [mixed(c) for c in generators],
        "jumps": [jumps(c, d) for c, d in (
            (r.PCG64, 1), (r.PCG64, (1 << 127) + 12345), (r.PCG64, (1 << 128) - 1),
            (r.PCG64DXSM, 1000), (r.PCG64DXSM, (1 << 127) + 12345),
            (r.Philox, 1), (r.Philox, (1 << 255) + (1 << 64) - 1),
            (r.MT19937, 0))],
        "states": states(),
        "sequences": sequences(),
        "xoshiro": xoshiro(),
        "log1p": logarithms(),
    }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
