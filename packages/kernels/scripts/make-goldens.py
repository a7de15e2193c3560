"""Writes test/golden/features.json: features in float64 by librosa's and HTK's definitions, from numpy and scipy alone.

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

K = dict(kind="mfcc", sampleRate=16000, nFft=512, winLength=400, hopLength=160, framing="center", padding="zero",
         fullScale=1, removeFrameDc=False, preEmphasis=0, preEmphasisScope="signal", window="hann",
         windowSymmetry="periodic", spectrum="power", nMels=40, fMin=0, fMax=8000, melScale="slaney", melNorm="slaney",
         melInterpolation="hz", logScale="decibel", logFloor=1e-10, topDb=None, nMfcc=40, dctNorm="ortho", lifter=0,
         lifterOffset=1, c0="first", energy="none", energyOf="raw", energyFloor=1e-10,
         deltas=0, deltaWidth=9, deltaKind="librosa")
L = dict(K, sampleRate=22050, nFft=2048, winLength=2048, hopLength=512, nMels=128, fMax=11025, topDb=80)
LOG_MEL = dict(K, kind="logMel", nMels=64, fMin=20, melScale="htk", melNorm="none", logScale="natural", logFloor=1e-9)
# HTK Book 3.4: NUMCHANS = 26, USEHAMMING = T, PREEMCOEF = 0.97, CEPLIFTER = 22, USEPOWER = F, on 16-bit integers.
HTK = dict(K, framing="snipEdges", fullScale=32768, preEmphasis=0.97, preEmphasisScope="frame", window="hamming",
           windowSymmetry="symmetric", spectrum="magnitude", nMels=26, melScale="htk", melNorm="none",
           melInterpolation="mel", logScale="natural", logFloor=1, nMfcc=13, dctNorm="htk", lifter=22, lifterOffset=0,
           c0="last", deltaWidth=5, deltaKind="htk")
E_D_A = dict(c0="none", energy="last", deltas=2)

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
    *[(f"{framing} {padding}", "noise", length, dict(K, framing=framing, padding=padding, nMfcc=13))
      for framing in ("center", "centerHop") for padding in ("zero", "reflect", "symmetric") for length in (150, 1601)],
    ("one sample reflected", "dc", 1, dict(K, padding="reflect", nMfcc=13)),
    ("snipFft", "voice", 1601, dict(K, framing="snipFft", nMfcc=13)),
    *[(f"{window}, {symmetry}", "voice", 1601, dict(K, window=window, windowSymmetry=symmetry, nMfcc=13))
      for window in ("hann", "hamming", "blackman", "rectangular") for symmetry in ("periodic", "symmetric")],
    *[(f"winLength 1, {symmetry}", "noise", 321, dict(K, winLength=1, windowSymmetry=symmetry, nMfcc=13))
      for symmetry in ("periodic", "symmetric")],
    ("pre-emphasized signal", "voice", 4000, dict(K, preEmphasis=0.97)),
    ("pre-emphasized signal", "tone", 4000, dict(K, preEmphasis=0.97)),
    ("magnitude", "voice", 4000, dict(K, spectrum="magnitude")),
    ("lifter 22", "voice", 4000, dict(K, lifter=22, nMfcc=20)),
    ("DCT without norm", "voice", 4000, dict(K, dctNorm="none", nMfcc=20)),
    ("HTK mels with sides over mels", "voice", 4000, dict(K, melScale="htk", melInterpolation="mel")),
    ("energy in dB before log-mels", "voice", 4000, dict(K, kind="logMel", energy="first", topDb=40)),
    ("clipped", "clipped", 4000, K),
    ("constant", "dc", 2000, K),
    *[("HTK", signal, 4001, HTK, {}) for signal in ("voice", "noise", "tone", "impulse", "silence", "clipped", "dc")],
    ("HTK, 8 kHz", "voice", 2001,
     dict(HTK, sampleRate=8000, nFft=256, winLength=200, hopLength=80, fMax=4000), dict(sampleRate=8000)),
    ("HTK, 44.1 kHz", "voice", 9001,
     dict(HTK, sampleRate=44100, nFft=2048, winLength=1102, hopLength=441, fMax=22050), dict(sampleRate=44100)),
    ("HTK, MFCC_E_D_A", "voice", 4001, dict(HTK, **E_D_A), E_D_A),
    ("HTK, MFCC_E, silent", "silence", 1000, dict(HTK, c0="none", energy="last"), dict(c0="none", energy="last")),
    ("HTK, power spectrum as in openSMILE's MFCC12_0_D_A", "voice", 4001, dict(HTK, spectrum="power", deltas=2),
     dict(spectrum="power", deltas=2)),
    ("HTK, mean removed, windowed energy", "voice", 4001,
     dict(HTK, c0="none", energy="last", energyOf="windowed", removeFrameDc=True),
     dict(c0="none", energy="last", energyOf="windowed", removeFrameDc=True)),
    ("Kaldi's deltas", "voice", 4001, dict(HTK, deltas=2, deltaKind="kaldi"), dict(deltas=2, deltaKind="kaldi")),
    ("Kaldi's deltas, fewer frames than the width", "voice", 721, dict(HTK, deltas=2, deltaKind="kaldi"),
     dict(deltas=2, deltaKind="kaldi")),
    ("HTK's deltas, fewer frames than the width", "voice", 721, dict(HTK, deltas=2), dict(deltas=2)),
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
    at = np.arange(spec["nFft"] // 2 + 1) * spec["sampleRate"] / spec["nFft"]
    sides = edges
    if spec["melInterpolation"] == "mel":
        at, sides = np.array([mel_of(hz, htk) for hz in at]), np.array([mel_of(hz, htk) for hz in edges])
    rising = (at - sides[:-2, None]) / np.diff(sides)[:-1, None]
    falling = (sides[2:, None] - at) / np.diff(sides)[1:, None]
    matrix = np.maximum(0, np.minimum(rising, falling))
    return matrix * (2 / (edges[2:] - edges[:-2]))[:, None] if spec["melNorm"] == "slaney" else matrix


def framed(samples, spec):
    """Frames of winLength, [nFrames, winLength]."""
    n, n_fft, win, hop = len(samples), spec["nFft"], spec["winLength"], spec["hopLength"]
    within = (n_fft - win) // 2
    first, count = dict(
        center=(within - n_fft // 2, 1 + n // hop),
        centerHop=(hop // 2 - win // 2, (n + hop // 2) // hop),
        snipEdges=(0, 1 + (n - win) // hop),
        snipFft=(within, 1 + (n - n_fft) // hop),
    )[spec["framing"]]
    mode = dict(zero="constant", reflect="reflect", symmetric="symmetric")[spec["padding"]]
    padded = np.pad(samples, n_fft, mode=mode)
    return np.stack([padded[n_fft + first + t * hop:][:win] for t in range(count)])


def window_of(spec):
    name = dict(rectangular="boxcar").get(spec["window"], spec["window"])
    return scipy.signal.get_window(name, spec["winLength"], fftbins=spec["windowSymmetry"] == "periodic")


def log_of(values, spec):
    return 10 * np.log10(values) if spec["logScale"] == "decibel" else np.log(values)


def cepstrum(log_mel, spec):
    n = log_mel.shape[1]
    if spec["dctNorm"] == "ortho":
        mfcc = scipy.fft.dct(log_mel, type=2, norm="ortho", axis=1)
    else:
        mfcc = scipy.fft.dct(log_mel, type=2, axis=1) * (np.sqrt(2 / n) / 2 if spec["dctNorm"] == "htk" else 1)
    mfcc = mfcc[:, :spec["nMfcc"]]
    if spec["lifter"] > 0:
        count = np.arange(spec["nMfcc"]) + spec["lifterOffset"]
        mfcc = mfcc * (1 + spec["lifter"] / 2 * np.sin(np.pi * count / spec["lifter"]))
    return dict(first=mfcc, last=np.roll(mfcc, -1, axis=1), none=mfcc[:, 1:])[spec["c0"]]


def regression(values, reach):
    """HTK's deltas: rows beyond the ends repeat those at the ends."""
    padded = np.pad(values, ((reach, reach), (0, 0)), mode="edge")
    at = lambda k: padded[reach + k:reach + k + len(values)]
    return sum(k * (at(k) - at(-k)) for k in range(1, reach + 1)) / (2 * sum(k * k for k in range(1, reach + 1)))


def deltas_of(values, spec):
    width, orders = spec["deltaWidth"], range(1, spec["deltas"] + 1)
    if spec["deltaKind"] == "librosa":
        fit = lambda order: scipy.signal.savgol_filter(values, width, polyorder=order, deriv=order, axis=0, mode="interp")
        return [fit(order) for order in orders]
    # Kaldi repeats the frames alone, so often that no delta of what is kept sees an end.
    reach = width // 2
    extra = 2 * reach if spec["deltaKind"] == "kaldi" else 0
    result, last = [], np.pad(values, ((extra, extra), (0, 0)), mode="edge")
    for _ in orders:
        last = regression(last, reach)
        result.append(last[extra:extra + len(values)])
    return result


def features(samples, spec):
    if spec["preEmphasisScope"] == "signal":
        samples = np.append(samples[0], samples[1:] - spec["preEmphasis"] * samples[:-1])
    frames = framed(samples * spec["fullScale"], spec)
    if spec["removeFrameDc"]:
        frames = frames - frames.mean(axis=1, keepdims=True)
    energy = (frames ** 2).sum(axis=1)
    if spec["preEmphasisScope"] == "frame":
        frames = frames - spec["preEmphasis"] * np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames = frames * window_of(spec)
    if spec["energyOf"] == "windowed":
        energy = (frames ** 2).sum(axis=1)
    spectrum = np.abs(np.fft.rfft(frames, spec["nFft"], axis=1)) ** (1 if spec["spectrum"] == "magnitude" else 2)
    values = np.maximum(spectrum @ mel_matrix(spec).T, spec["logFloor"])
    if spec["topDb"] is not None:
        values = np.maximum(values, values.max() * 10 ** (-spec["topDb"] / 10))
    values = log_of(values, spec)
    if spec["kind"] == "mfcc":
        values = cepstrum(values, spec)
    if spec["energy"] != "none":
        column = log_of(np.maximum(energy, spec["energyFloor"]), spec)[:, None]
        values = np.concatenate([column, values] if spec["energy"] == "first" else [values, column], axis=1)
    return np.concatenate([values, *deltas_of(values, spec)], axis=1)


def case(name, signal, length, spec, htk=None):
    """`htk`: what htkMfcc is to be told to make `spec`."""
    samples = np.array(SIGNALS[signal](length))
    matrix = features(samples / 32768, spec)
    last = len(matrix) - 1
    frames = sorted({0, 1, last // 3, last // 2, last // 2 + 1, last - 1, last} & set(range(last + 1)))
    values = [[round(float(value), 6) for value in matrix[t]] for t in frames]
    told = dict(htk=htk) if htk is not None else {}
    return dict(name=name, signal=signal, length=length, spec=spec, **told, nFrames=len(matrix), frames=frames, values=values)


versions = dict(python=platform.python_version(), numpy=np.__version__, scipy=scipy.__version__)
file = pathlib.Path(__file__).parent.parent / "test" / "golden" / "features.json"
cases = ",\n".join(json.dumps(case(*one), separators=(",", ":")) for one in CASES)
file.write_text(f'{{"madeBy":"scripts/make-goldens.py","versions":{json.dumps(versions)},"cases":[\n{cases}\n]}}\n')
print(f"{file.name}: {len(CASES)} cases, {file.stat().st_size} bytes")
