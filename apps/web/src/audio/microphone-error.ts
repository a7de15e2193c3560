/** Why there is no microphone, and what helps. */
export class MicrophoneError extends Error {
  override readonly name = "MicrophoneError";
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/** By the names that Media Capture and Streams gives to what getUserMedia throws. */
const REFUSALS: Readonly<Record<string, readonly [message: string, help: string]>> = {
  NotAllowedError: [
    "The microphone was not allowed",
    "Allow it for this page, by the sign beside the address or in the browser's settings, and try again. The system may have to allow it to the browser, too.",
  ],
  NotFoundError: [
    "There is no microphone",
    "Connect one, or switch it on in the system's sound settings, and try again.",
  ],
  NotReadableError: [
    "The microphone is in use",
    "Another program has it, or the system does not give it out. Close that program and try again.",
  ],
  SecurityError: [
    "Browsers give the microphone to secure pages only",
    "Open this page on the machine it is served from, at http://localhost, or serve it over https.",
  ],
};

/** What getUserMedia or what comes after it threw, in words. */
export function explainedRefusal(error: unknown): MicrophoneError {
  if (error instanceof MicrophoneError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const known = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : undefined;
  return new MicrophoneError(...(known ?? ["The microphone could not be opened", `The browser says: ${message}`]));
}
