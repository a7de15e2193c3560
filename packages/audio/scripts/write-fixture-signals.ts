// Writes the fixtures' signal as raw little-endian integers, DIRECTORY/<bits>x<channels>.raw. Called by make-fixtures.sh.
import { writeFileSync } from "node:fs";
import { fixtureSample, N_FIXTURE_SAMPLES } from "../test/fixture-signal.ts";

const [directory] = process.argv.slice(2);
for (const [bits, channels] of [
  [8, 1],
  [16, 1],
  [16, 2],
  [24, 1],
  [24, 2],
  [32, 1],
]) {
  const byteLength = bits / 8;
  const raw = Buffer.alloc(N_FIXTURE_SAMPLES * channels * byteLength);
  for (let i = 0; i < N_FIXTURE_SAMPLES * channels; i++) {
    raw.writeIntLE(fixtureSample(Math.floor(i / channels), i % channels, bits), i * byteLength, byteLength);
  }
  writeFileSync(`${directory}/${bits}x${channels}.raw`, raw);
}
