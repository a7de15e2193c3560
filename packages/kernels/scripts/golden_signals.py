"""The signals of the goldens, as 16-bit integers by whole-number formulas; test/golden/signals.ts has the same."""


def noise(length):
    state, samples = 12345, []
    for _ in range(length):
        state = (state * 1664525 + 1013904223) % 2**32
        samples.append((state >> 16) - 32768)
    return samples


def voice(length):
    """A sawtooth whose pitch rises, under a triangular envelope, over faint noise."""
    hiss = noise(length)
    phase, step, samples = 0, 30_000_000, []
    for t in range(length):
        phase = (phase + step + 1000 * t) % 2**32
        envelope = 65535 * (length - abs(2 * t - length)) // length
        samples.append((((phase >> 16) - 32768) * envelope >> 17) + (hiss[t] >> 7))
    return samples


def tone(length):
    """Parabolas for half waves: a sine's pitch and, down to -80 dB, its bare spectrum."""
    phases = [t * 1_800_000 * 64 % 2**32 // 2**16 - 32768 for t in range(length)]
    return [phase * (32768 - abs(phase)) >> 14 for phase in phases]


def impulse(length):
    return [16384 if t == length // 2 else 0 for t in range(length)]


def silence(length):
    return [0] * length


def dc(length):
    return [8192] * length


def clipped(length):
    """`voice`, 24 dB too loud."""
    return [max(-32768, min(32767, 16 * sample)) for sample in voice(length)]


SIGNALS = dict(noise=noise, voice=voice, tone=tone, impulse=impulse, silence=silence, dc=dc, clipped=clipped)
