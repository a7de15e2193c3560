import { SimpleFilter, SoundTouch } from "soundtouchjs";

const N_FRAMES = 4096;

/** soundtouchjs, plain JavaScript, which knows stereo only. */
export default function create(sampleRate, tempo, semitones) {
  return (samples) => {
    const soundTouch = new SoundTouch();
    soundTouch.stretch.setParameters(sampleRate, 0, 0, 8);
    soundTouch.tempo = tempo;
    soundTouch.pitchSemitones = semitones;
    const source = {
      extract(target, nFrames, position) {
        const length = Math.min(nFrames, samples.length - position);
        for (let i = 0; i < length; i++) target[2 * i] = target[2 * i + 1] = samples[position + i];
        return Math.max(0, length);
      },
    };
    const filter = new SimpleFilter(source, soundTouch);
    const frames = new Float32Array(2 * N_FRAMES);
    const result = new Float32Array(Math.ceil(samples.length / tempo) + N_FRAMES);
    let length = 0;
    for (let made = filter.extract(frames, N_FRAMES); made > 0; made = filter.extract(frames, N_FRAMES)) {
      for (let i = 0; i < made; i++) result[length + i] = frames[2 * i];
      length += made;
    }
    return result.subarray(0, length);
  };
}
