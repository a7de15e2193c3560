import captureUrl from "./capture.worklet.ts?worker&url";
import { explainedRefusal } from "./microphone-error.ts";

/** An open microphone. */
export interface Microphone {
  /** of the blocks, in Hz */
  sampleRate: number;
  /** gives Float32Array blocks, and null at the end; to be handed to a worker */
  port: MessagePort;
  /** Ends it: the device is let go, and the port gives null. */
  stop(): void;
}

/**
 * Asks for the microphone, as it is: what browsers do for calls, gain control above all, changes how speech sounds.
 *
 * @param onLost  called when the device goes away by itself
 * @throws MicrophoneError in words
 */
export async function openMicrophone(onLost: () => void): Promise<Microphone> {
  const stream = await ask();
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(captureUrl);
    const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
    const { port1, port2 } = new MessageChannel();
    capture.port.postMessage(port1, [port1]);
    context.createMediaStreamSource(stream).connect(capture);
    for (const track of stream.getTracks()) track.addEventListener("ended", onLost);
    await context.resume();
    return {
      sampleRate: context.sampleRate,
      port: port2,
      stop() {
        capture.port.postMessage("end");
        letGo(stream);
        // The worklet still has to say its last; a closed context would keep it from that.
        setTimeout(() => void context.close(), 500);
      },
    };
  } catch (error) {
    letGo(stream);
    void context.close();
    throw explainedRefusal(error);
  }
}

async function ask(): Promise<MediaStream> {
  try {
    if (!isSecureContext) throw new DOMException("insecure", "SecurityError");
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch (error) {
    throw explainedRefusal(error);
  }
}

function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
