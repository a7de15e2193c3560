"""MFCC as librosa defines it, by one of three libraries, in float32 and one thread.

Usage: features.py numpy|torchaudio|librosa samples.f32 result.f32 sampleRate nFft winLength hopLength nMels nMfcc topDb
Each line on the input is answered by one run, whose CPU time in ms is written as a line; see ../child.ts.
"""

import sys
import time

import numpy as np

library, source, target = sys.argv[1:4]
sample_rate, n_fft, win_length, hop_length, n_mels, n_mfcc = map(int, sys.argv[4:10])
top_db = float(sys.argv[10]) or None
samples = np.fromfile(source, np.float32)


def decibel(mel):
    return 10 * np.log10(np.maximum(mel, np.float32(1e-10)))


def hz_of(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))


def mel_matrix():
    nyquist = sample_rate / 2
    top = nyquist * 3 / 200 if nyquist < 1000 else 15 + 27 * np.log(nyquist / 1000) / np.log(6.4)
    edges = hz_of(np.linspace(0, top, n_mels + 2))
    hz = np.arange(n_fft // 2 + 1) * sample_rate / n_fft
    rising = (hz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - hz) / np.diff(edges)[1:, None]
    triangles = np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))[:, None]
    return triangles.T.astype(np.float32)


def numpy_features():
    import scipy.fft
    import scipy.signal

    start = (n_fft - win_length) // 2
    window = scipy.signal.get_window("hann", win_length).astype(np.float32)
    mels = mel_matrix()

    def run():
        padded = np.pad(samples, n_fft // 2)
        frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[::hop_length]
        spectrum = scipy.fft.rfft(frames[:, start:start + win_length] * window, n_fft, axis=1)
        db = decibel((spectrum.real**2 + spectrum.imag**2) @ mels)
        if top_db:
            db = np.maximum(db, db.max() - top_db)
        return scipy.fft.dct(db, norm="ortho", axis=1)[:, :n_mfcc]

    return run


def torchaudio_features():
    import torch
    import torchaudio

    torch.set_num_threads(1)
    mel = torchaudio.transforms.MelSpectrogram(
        sample_rate, n_fft, win_length, hop_length, n_mels=n_mels, norm="slaney", mel_scale="slaney", pad_mode="constant")
    basis = torchaudio.functional.create_dct(n_mfcc, n_mels, "ortho")
    waveform = torch.from_numpy(samples)

    def run():
        db = torchaudio.functional.amplitude_to_DB(mel(waveform), 10, 1e-10, 0, top_db)
        return (db.T @ basis).numpy()

    return run


def librosa_features():
    import librosa

    def run():
        mel = librosa.feature.melspectrogram(
            y=samples, sr=sample_rate, n_fft=n_fft, win_length=win_length, hop_length=hop_length, n_mels=n_mels)
        return librosa.feature.mfcc(S=librosa.power_to_db(mel, top_db=top_db), n_mfcc=n_mfcc).T

    return run


run = {"numpy": numpy_features, "torchaudio": torchaudio_features, "librosa": librosa_features}[library]()
first = True
for _ in sys.stdin:
    before = time.process_time()
    result = run()
    elapsed = time.process_time() - before
    if first:
        np.ascontiguousarray(result, np.float32).tofile(target)
        first = False
    print(f"{1e3 * elapsed:.6f}", flush=True)
