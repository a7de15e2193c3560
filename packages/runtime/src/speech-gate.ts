/** A frame: about a period of the slowest syllable's onset, and the usual step of voice activity detectors (ITU-T G.729 B: 10 ms). */
const FRAME_SECONDS = 0.02;

/** The noise floor is the least power of so long a past, as in R. Martin, "Noise power spectral density estimation based on
 * optimal smoothing and minimum statistics", 2001, who takes 1.5 s: longer than speech goes on without a gap. */
const FLOOR_SECONDS = 3;

/** Below this is hum and rumble. */
const LOW_HZ = 200;

/** Voices are stronger below than above, hiss the other way: the idea of the low-band energy of ITU-T G.729 B. */
const SPLIT_HZ = 1500;

/** Over the floor, as a ratio of powers: 7 dB. */
const OVER_FLOOR = 5;

/** Of the power below the split over that above it. */
const OVER_HISS = 1.5;

/** -60 dB of full scale: less is the noise of a quiet room's microphone, or digital silence. */
const LEAST_POWER = 1e-6;

/** Tells how much of the latest samples is speech. */
export interface SpeechGate {
  push(samples: Float32Array): void;
  /** The share of the last `seconds` that is speech, 0 to 1; 0 if there was no whole frame yet. */
  share(seconds: number): number;
}

/**
 * A frame of 20 ms is speech if, above 200 Hz, it is 7 dB over the noise floor and over -60 dB of full scale, and 1.5 times as strong
 * below 1500 Hz as above. Frames begin at the stream's beginning, so the answer does not depend on how samples are cut into
 * pushes; and no logarithm is taken, so that it is the same in every engine. Memory: one number a frame of the past.
 */
export function createSpeechGate(sampleRate: number, seconds: number): SpeechGate {
  const frameLength = Math.round(FRAME_SECONDS * sampleRate);
  const powers = new Float32Array(Math.ceil(Math.max(FLOOR_SECONDS, seconds) / FRAME_SECONDS));
  const voiced = new Uint8Array(powers.length);
  const [toLow, toSplit] = [poleAt(LOW_HZ / sampleRate), poleAt(SPLIT_HZ / sampleRate)];
  let nFrames = 0;
  let nFilled = 0;
  let [first, second, third, below] = [0, 0, 0, 0]; // the filters' states
  let [lowPower, highPower] = [0, 0];

  const endFrame = () => {
    const at = nFrames++ % powers.length;
    powers[at] = (lowPower + highPower) / frameLength;
    voiced[at] = Number(lowPower > OVER_HISS * highPower);
    nFilled = lowPower = highPower = 0;
  };
  return {
    push(samples) {
      for (const sample of samples) {
        // Two high passes of 6 dB an octave, then two low passes: what they let through, and the rest.
        first += toLow * (sample - first);
        second += toLow * (sample - first - second);
        const band = sample - first - second;
        third += toSplit * (band - third);
        below += toSplit * (third - below);
        lowPower += below * below;
        highPower += (band - below) * (band - below);
        if (++nFilled === frameLength) endFrame();
      }
    },
    share(seconds) {
      const nKnown = Math.min(nFrames, powers.length);
      const nAsked = Math.min(nKnown, Math.round(seconds / FRAME_SECONDS));
      let floor = Number.POSITIVE_INFINITY;
      for (let i = 0; i < nKnown; i++) floor = Math.min(floor, powers[i]);
      const least = Math.max(OVER_FLOOR * floor, LEAST_POWER);
      let nSpeech = 0;
      for (let i = nFrames - nAsked; i < nFrames; i++) {
        const at = i % powers.length;
        if (voiced[at] && powers[at] > least) nSpeech++;
      }
      return nAsked ? nSpeech / nAsked : 0;
    },
  };
}

/** What a low pass of one pole takes of its input; f / sampleRate = `frequency`. By the backward rule, which needs no exponential. */
function poleAt(frequency: number): number {
  const omega = 2 * Math.PI * frequency;
  return omega / (1 + omega);
}
