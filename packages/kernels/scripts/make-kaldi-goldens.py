"""Writes test/golden/kaldi.json: what torchaudio.compliance.kaldi makes of float64 tensors, dither 0.

Usage: /usr/bin/python3 scripts/make-kaldi-goldens.py   (Debian's python3-torchaudio)

Each case holds torchaudio's options, by its names, and those of ours (src/feature-presets.ts in @undertone/core) that
must mean the same.
"""

import json
import pathlib
import platform

import torch
import torchaudio
from torchaudio.compliance import kaldi

from golden_signals import SIGNALS

torch.set_default_dtype(torch.float64)  # torchaudio makes its tables in the default type

ENERGY = dict(c0="none", energy="first", energyFloor=1)

# name, signal, length, function, fullScale, torchaudio's options, ours
CASES = [
    *[("defaults", signal, 4001, "mfcc", 32768, {}, {}) for signal in SIGNALS],
    ("samples in [-1, 1]", "voice", 4001, "mfcc", 1, {}, {}),
    ("samples in [-1, 1]", "tone", 4001, "mfcc", 1, {}, {}),
    ("8 kHz", "voice", 2001, "mfcc", 32768, dict(sample_frequency=8000), dict(sampleRate=8000)),
    ("22.05 kHz", "voice", 5001, "mfcc", 32768, dict(sample_frequency=22050), dict(sampleRate=22050)),
    ("44.1 kHz", "voice", 9001, "mfcc", 32768, dict(sample_frequency=44100), dict(sampleRate=44100)),
    ("44.1 kHz", "tone", 9001, "mfcc", 32768, dict(sample_frequency=44100), dict(sampleRate=44100)),
    ("energy for C0", "voice", 4001, "mfcc", 32768, dict(use_energy=True), ENERGY),
    ("energy for C0, floored", "silence", 1000, "mfcc", 32768, dict(use_energy=True), ENERGY),
    ("windowed energy for C0", "voice", 4001, "mfcc", 32768, dict(use_energy=True, raw_energy=False),
     dict(ENERGY, energyOf="windowed")),
    ("energy with its mean", "dc", 1000, "mfcc", 32768, dict(use_energy=True, remove_dc_offset=False),
     dict(ENERGY, removeFrameDc=False)),
    ("no conditioning", "voice", 4001, "mfcc", 32768, dict(remove_dc_offset=False, preemphasis_coefficient=0.0),
     dict(removeFrameDc=False, preEmphasis=0)),
    ("mean alone", "voice", 4001, "mfcc", 32768, dict(preemphasis_coefficient=0.0), dict(preEmphasis=0)),
    ("high resolution", "voice", 4001, "mfcc", 32768,
     dict(num_mel_bins=40, num_ceps=40, low_freq=20.0, high_freq=-400.0), dict(nMels=40, nMfcc=40, fMax=7600)),
    ("no lifter", "noise", 4001, "mfcc", 32768, dict(cepstral_lifter=0.0), dict(lifter=0)),
    ("lifter 10.5", "noise", 4001, "mfcc", 32768, dict(cepstral_lifter=10.5), dict(lifter=10.5)),
    ("without snip_edges", "voice", 4001, "mfcc", 32768, dict(snip_edges=False),
     dict(framing="centerHop", padding="symmetric")),
    ("without snip_edges, sparse frames", "noise", 4001, "mfcc", 32768, dict(snip_edges=False, frame_shift=30.0),
     dict(framing="centerHop", padding="symmetric", hopLength=480)),
    *[("window " + theirs, "voice", 2001, "fbank", 32768, dict(window_type=theirs), dict(window=ours))
      for theirs, ours in dict(hamming="hamming", hanning="hann", blackman="blackman", rectangular="rectangular").items()],
    ("64 of 64", "noise", 500, "fbank", 32768, dict(frame_length=4.0, num_mel_bins=5), dict(winLength=64, nMels=5)),
    ("1500 of 2048", "voice", 6001, "fbank", 32768, dict(frame_length=93.75, num_mel_bins=80),
     dict(winLength=1500, nMels=80)),
    ("8192 of 8192", "voice", 9001, "fbank", 32768, dict(frame_length=512.0, num_mel_bins=128),
     dict(winLength=8192, nMels=128)),
    ("one frame", "voice", 400, "mfcc", 32768, {}, {}),
    ("log-mels", "voice", 4001, "fbank", 32768, {}, {}),
    ("80 log-mels", "tone", 4001, "fbank", 1, dict(num_mel_bins=80), dict(nMels=80)),
    ("magnitude", "voice", 4001, "fbank", 32768, dict(use_power=False), dict(spectrum="magnitude")),
    ("energy first", "voice", 4001, "fbank", 32768, dict(use_energy=True), dict(energy="first", energyFloor=1)),
    ("energy last", "voice", 4001, "fbank", 32768, dict(use_energy=True, htk_compat=True),
     dict(energy="last", energyFloor=1)),
]


def case(name, signal, length, function, full_scale, theirs, ours):
    waveform = torch.tensor(SIGNALS[signal](length), dtype=torch.float64)[None] * (full_scale / 32768)
    matrix = getattr(kaldi, function)(waveform, dither=0.0, **theirs)
    last = len(matrix) - 1
    frames = sorted({0, last // 2, last - 1, last} & set(range(last + 1)))
    values = [[round(value, 6) for value in matrix[t].tolist()] for t in frames]
    return dict(name=name, signal=signal, length=length, function=function, torchaudio=theirs,
                changes=dict(ours, fullScale=full_scale), nFrames=len(matrix), frames=frames, values=values)


versions = dict(python=platform.python_version(), torch=torch.__version__, torchaudio=torchaudio.__version__)
file = pathlib.Path(__file__).parent.parent / "test" / "golden" / "kaldi.json"
cases = ",\n".join(json.dumps(case(*one), separators=(",", ":")) for one in CASES)
file.write_text(f'{{"madeBy":"scripts/make-kaldi-goldens.py","versions":{json.dumps(versions)},"cases":[\n{cases}\n]}}\n')
print(f"{file.name}: {len(CASES)} cases, {file.stat().st_size} bytes")
