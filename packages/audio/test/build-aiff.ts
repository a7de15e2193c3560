import { joined, uint16, uint32 } from "./build-wav.ts";

/** 16 kHz as an 80-bit number: 2^13 · 1.953125. */
const RATE_16K = [0x40, 0x0c, 0xfa, 0, 0, 0, 0, 0, 0, 0];

const chunk = (id: string, content: Uint8Array): Uint8Array =>
  joined(id, uint32(content.length, false), content, content.length % 2 === 1 ? [0] : []);

/** An AIFF or AIFF-C file, its samples behind as many bytes as SSND's offset says. */
export const aiff = ({
  kind = "AIFF",
  encoding = "NONE",
  channels = 1,
  nFrames = 0,
  bits = 16,
  rate = RATE_16K,
  offset = 0,
  data = new Uint8Array(0),
}: {
  kind?: "AIFF" | "AIFC";
  encoding?: string;
  channels?: number;
  nFrames?: number;
  bits?: number;
  rate?: number[];
  offset?: number;
  data?: Uint8Array;
}): Uint8Array => {
  const common = joined(uint16(channels, false), uint32(nFrames, false), uint16(bits, false), rate);
  const content = joined(
    kind,
    chunk("COMM", kind === "AIFC" ? joined(common, encoding, [0, 0]) : common),
    chunk("SSND", joined(uint32(offset, false), uint32(0), new Uint8Array(offset), data)),
  );
  return joined("FORM", uint32(content.length, false), content);
};
