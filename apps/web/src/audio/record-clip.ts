import { writeWav } from "@undertone/audio";
import { openMicrophone } from "./microphone.ts";

/** No clip is longer: what a model hears at once is shorter. */
const MOST_SECONDS = 15;

/** A recording under way. */
export interface ClipRecording {
  /** Ends it, which gives the file. */
  stop(): void;
  /** a WAV file at the microphone's rate */
  file: Promise<File>;
}

/** Records a clip from the microphone, until it is stopped or 15 s long. @throws MicrophoneError in words */
export async function recordClip(name: string): Promise<ClipRecording> {
  const microphone = await openMicrophone(() => microphone.stop());
  const { port, sampleRate, stop } = microphone;
  const blocks: Float32Array[] = [];
  let length = 0;
  const file = new Promise<File>((resolve) => {
    port.onmessage = ({ data: block }: MessageEvent<Float32Array | null>) => {
      if (block) {
        blocks.push(block);
        length += block.length;
        if (length >= MOST_SECONDS * sampleRate) stop();
        return;
      }
      port.close();
      const samples = new Float32Array(length);
      let at = 0;
      for (const one of blocks) {
        samples.set(one, at);
        at += one.length;
      }
      resolve(new File([writeWav({ samples, sampleRate })], name, { type: "audio/wav" }));
    };
  });
  return { stop, file };
}
