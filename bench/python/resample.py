"""Resamples by scipy's resample_poly. Usage: resample.py samples.f32 result.f32 fromRate toRate; see ../child.ts."""

import sys
import time
from math import gcd

import numpy as np
from scipy.signal import resample_poly

source, target, from_rate, to_rate = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
samples = np.fromfile(source, np.float32)
divisor = gcd(from_rate, to_rate)
first = True
for _ in sys.stdin:
    start = time.process_time()
    result = resample_poly(samples, to_rate // divisor, from_rate // divisor)
    elapsed = time.process_time() - start
    if first:
        result.astype(np.float32).tofile(target)
        first = False
    print(elapsed * 1e3, flush=True)
