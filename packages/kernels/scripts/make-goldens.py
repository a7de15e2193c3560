"""Writes test/golden/features.json: features in float64 by librosa's definitions, from numpy and scipy alone.

Usage: python3 scripts/make-goldens.py

Independent of the kernels: numpy's FFT, a dense mel matrix, scipy's DCT and Savitzky-Golay filter. The signals are made
by whole-number formulas (test/golden/signals.ts has the same), so that the file holds none of their samples; of a long
matrix it holds some frames and their indices.
"""

import json
import pathlib
import platform

import numpy as np
import scipy
import scipy.fft
import scipy.signal

from golden_signals import SIGNALS

K = dict(kind="mfcc", sampleRate=16000, nFft=512, winLength=400, hopLength=160, nMels=40, fMin=0, fMax=8000,
         melScale="slaney", melNorm="slaney", logScale="decibel", logFloor=1e-10, topDb=None, nMfcc=40,
         deltas=0, deltaWidth=9)
L = dict(K, sampleRate=22050, nFft=2048, winLength=2048, hopLength=512, nMels=128, fMax=11025, topDb=80)
LOG_MEL = dict(K, kind="logMel", nMels=64, fMin=20, melScale="htk", melNorm="none", logScale="natural", logFloor=1e-9)

CASES = [
    *[("K", signal, 9600, K) for signal in ("voice", "noise", "tone", "impulse", "silence")],
    ("K, topDb 80", "voice", 9600, dict(K, topDb=80)),
    ("K, topDb 80", "tone", 9600, dict(K, topDb=80)),
    ("K, topDb 80", "impulse", 9600, dict(K, topDb=80)),
    *[("L, 40 coefficients", signal, 15000, dict(L, nMfcc=40)) for signal in ("voice", "noise", "tone", "silence")],
    ("L, 20 coefficients", "voice", 15000, dict(L, nMfcc=20)),
    ("log-mel, HTK, natural", "voice", 9600, LOG_MEL),
    ("log-mel, HTK, natural, topDb 30", "voice", 9600, dict(LOG_MEL, topDb=30)),
    ("log-mel, decibel, topDb 80", "noise", 9600, dict(K, kind="logMel", topDb=80)),
    ("MFCC, natural, topDb 40", "voice", 9600, dict(K, logScale="natural", topDb=40)),
    ("HTK with equal areas", "voice", 9600, dict(K, melScale="htk")),
    ("Slaney without norm", "voice", 9600, dict(K, melNorm="none")),
    ("deltas", "voice", 9600, dict(K, nMfcc=13, deltas=1)),
    ("deltas of deltas, width 5", "voice", 9600, dict(K, nMfcc=13, deltas=2, deltaWidth=5)),
    ("log-mel deltas, as many frames as the width", "voice", 1300, dict(LOG_MEL, nMels=23, deltas=2)),
    ("odd sizes", "voice", 7001, dict(K, nFft=1024, winLength=601, hopLength=237, nMels=23, nMfcc=11, fMin=133.3)),
    ("no more mels than coefficients", "noise", 3000, dict(K, nMels=5, nMfcc=5)),
    ("one mel", "noise", 3000, dict(K, nMels=1, nMfcc=1)),
    ("nFft 64", "voice", 2000, dict(K, nFft=64, winLength=64, hopLength=16, nMels=9, nMfcc=9)),
    ("nFft 128, winLength 3", "noise", 2000, dict(K, nFft=128, winLength=3, hopLength=100, nMels=9, nMfcc=9)),
    ("nFft 256", "voice", 4000, dict(K, nFft=256, winLength=200, hopLength=80, nMels=20, nMfcc=20)),
    ("nFft 4096", "noise", 12000, dict(L, nFft=4096, winLength=3001, hopLength=700)),
    ("nFft 8192, 256 mels", "noise", 20000, dict(L, nFft=8192, winLength=8192, nMels=256, nMfcc=30)),
]


def mel_of(hz, htk):
    if htk:
        return 2595 * np.log10(1 + hz / 700)
    return hz * 3 / 200 if hz < 1000 else 15 + 27 * np.log(hz / 1000) / np.log(6.4)


def hz_of(mel, htk):
    if htk:
        return 700 * (10 ** (mel / 2595) - 1)
    return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))


def mel_matrix(spec):
    htk = spec["melScale"] == "htk"
    edges = hz_of(np.linspace(mel_of(spec["fMin"], htk), mel_of(spec["fMax"], htk), spec["nMels"] + 2), htk)
    hz = np.arange(spec["nFft"] // 2 + 1) * spec["sampleRate"] / spec["nFft"]
    rising = (hz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hz) / np.diff(edges)[1:, None]
    matrix = np.maximum(0, np.minimum(rising, falling))
    return matrix * (2 / (edges[2:] - edges[:-2]))[:, None] if spec["melNorm"] == "slaney" else matrix


def features(samples, spec):
    n_fft, win, hop = spec["nFft"], spec["winLength"], spec["hopLength"]
    window = np.zeros(n_fft)
    start = (n_fft - win) // 2
    window[start:start + win] = scipy.signal.get_window("hann", win, fftbins=True)
    padded = np.pad(samples, n_fft // 2)
    frames = np.stack([padded[t * hop:t * hop + n_fft] for t in range(1 + len(samples) // hop)])
    power = np.abs(np.fft.rfft(frames * window, axis=1)) ** 2
    mel = np.maximum(power @ mel_matrix(spec).T, spec["logFloor"])
    decibel = 10 * np.log10(mel)
    if spec["topDb"] is not None:
        decibel = np.maximum(decibel, decibel.max() - spec["topDb"])
    values = decibel if spec["logScale"] == "decibel" else decibel * np.log(10) / 10
    if spec["kind"] == "mfcc":
        values = scipy.fft.dct(values, type=2, norm="ortho", axis=1)[:, :spec["nMfcc"]]
    deltas = [
        scipy.signal.savgol_filter(values, spec["deltaWidth"], polyorder=order, deriv=order, axis=0, mode="interp")
        for order in range(1, spec["deltas"] + 1)
    ]
    return np.concatenate([values, *deltas], axis=1)


def case(name, signal, length, spec):
    samples = np.array(SIGNALS[signal](length))
    matrix = features(samples / 32768, spec)
    last = len(matrix) - 1
    frames = sorted({0, 1, last // 3, last // 2, last // 2 + 1, last - 1, last} & set(range(last + 1)))
    values = [[round(float(value), 5) for value in matrix[t]] for t in frames]
    return dict(name=name, signal=signal, length=length, spec=spec, nFrames=len(matrix), frames=frames, values=values)


versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
file = pathlib.Path(__file__).parent.parent / "test" / "golden" / "features.json"
cases = ",\n".join(json.dumps(case(*one), separators=(",", ":")) for one in CASES)
file.write_text(f'{{"madeBy":"scripts/make-goldens.py","versions":{json.dumps(versions)},"cases":[\n{cases}\n]}}\n')
print(f"{file.name}: {len(CASES)} cases, {file.stat().st_size} bytes")
