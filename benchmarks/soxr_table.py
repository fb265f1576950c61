"""Speed of libsoxr at precision 28 between all pairs of the usual rates, x realtime, best of several on 30 s of mono
noise: a line `from to speed` each. Calls the installed shared library through ctypes; one thread."""
import ctypes, time
import numpy as np

soxr = ctypes.CDLL("libsoxr.so.0")


class Quality(ctypes.Structure):
    _fields_ = [(n, ctypes.c_double) for n in ("precision", "phase", "passband", "stopband")]
    _fields_ += [("e", ctypes.c_void_p), ("flags", ctypes.c_ulong)]


soxr.soxr_quality_spec.restype = Quality
soxr.soxr_quality_spec.argtypes = [ctypes.c_ulong, ctypes.c_ulong]
soxr.soxr_oneshot.restype = ctypes.c_char_p
soxr.soxr_oneshot.argtypes = [ctypes.c_double, ctypes.c_double, ctypes.c_uint, ctypes.c_void_p, ctypes.c_size_t,
                              ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
VERY_HIGH = 6
quality = soxr.soxr_quality_spec(VERY_HIGH, 0)
assert quality.precision == 28
rates = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000]
for a in rates:
    x = (0.1 * np.random.default_rng(1).standard_normal(30 * a)).astype(np.float32)
    for b in rates:
        if a == b:
            continue
        y = np.zeros(30 * b + 1, np.float32)
        done = ctypes.c_size_t(0)
        best = 1e9
        for _ in range(8):
            start = time.perf_counter()
            error = soxr.soxr_oneshot(a, b, 1, x.ctypes.data, len(x), None, y.ctypes.data, len(y), ctypes.byref(done), None,
                                      ctypes.byref(quality), None)
            best = min(best, time.perf_counter() - start)
            assert not error and done.value >= 30 * b - 1, (error, done.value)
        print(a, b, round(30 / best))
