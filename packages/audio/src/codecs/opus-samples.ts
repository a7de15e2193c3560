/** The most that one packet holds, 120 ms, in samples at 48 kHz. */
const MAX_PACKET_SAMPLES = 5760;

/**
 * Samples per channel, at 48 kHz, that an Opus packet stands for by its first byte or two (RFC 6716, section 3.1): two bytes
 * may be 120 ms. An empty packet counts as the most, as decoders conceal it.
 */
export function opusSamples(packet: Uint8Array): number {
  if (packet.length === 0) return MAX_PACKET_SAMPLES;
  const config = packet[0] >> 3;
  const frame = frameSamples(config);
  const code = packet[0] & 3;
  const nFrames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63;
  return Math.min(nFrames * frame, MAX_PACKET_SAMPLES);
}

/** SILK has frames of 10, 20, 40 and 60 ms, the hybrid mode of 10 and 20, CELT of 2.5, 5, 10 and 20. */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1920, 2880][config & 3];
  if (config < 16) return [480, 960][config & 1];
  return 120 << (config & 3);
}
