/** What is used here of an AudioWorkletGlobalScope, which the types of a page do not know. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

/** 43 ms at 48 kHz: few messages, and no delay that is seen. */
const BLOCK_LENGTH = 2048;

/**
 * Sends what the microphone hears, the mean of its channels, in blocks to the port that it is given first; when it is told to
 * end, what is left, and null.
 */
class Capture extends AudioWorkletProcessor {
  private output: MessagePort | null = null;
  private block = new Float32Array(BLOCK_LENGTH);
  private filled = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort | "end">) => {
      if (data !== "end") {
        this.output = data;
        return;
      }
      this.output?.postMessage(this.block.slice(0, this.filled));
      this.output?.postMessage(null);
      this.output = null;
    };
  }

  /** @returns  whether it is to be called again */
  process([channels]: Float32Array[][]): boolean {
    if (!this.output) return true;
    for (let i = 0; i < (channels[0]?.length ?? 0); i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i];
      this.block[this.filled++] = sum / channels.length;
      if (this.filled === BLOCK_LENGTH) this.flush();
    }
    return true;
  }

  private flush(): void {
    this.output?.postMessage(this.block, [this.block.buffer]);
    this.block = new Float32Array(BLOCK_LENGTH);
    this.filled = 0;
  }
}

registerProcessor("capture", Capture);
