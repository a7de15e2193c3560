#!/bin/sh
# Writes test/fixtures.ts: the signal of test/fixture-signal.ts as FLAC, MP3, Ogg Vorbis, Opus and Ogg FLAC, in base64.
# Needs flac (1.4 or later, for 32 bits), lame, oggenc (vorbis-tools) and opusenc (opus-tools). The encoders' versions
# are written into the file.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npx tsx scripts/write-fixture-signals.ts "$work"
for layout in 8x1 16x1 16x2 24x1 24x2 32x1; do
  flac --silent --no-padding --blocksize=576 --force-raw-format --endian=little --sign=signed --sample-rate=16000 \
    --bps="${layout%x*}" --channels="${layout#*x}" -o "$work/flac$layout" "$work/$layout.raw"
done
flac --silent --no-padding --ogg --serial-number=1 --force-raw-format --endian=little --sign=signed \
  --sample-rate=16000 --bps=16 --channels=2 -o "$work/oggFlac16x2" "$work/16x2.raw"
lame --quiet -r -s 16 --bitwidth 16 --signed --little-endian -m m -b 64 "$work/16x1.raw" "$work/mp3Mono"
lame --quiet -r -s 16 --bitwidth 16 --signed --little-endian -m j -b 64 "$work/16x2.raw" "$work/mp3Stereo"
oggenc --quiet --serial 1 --raw --raw-bits 16 --raw-chan 1 --raw-rate 16000 -o "$work/vorbisMono" "$work/16x1.raw"
oggenc --quiet --serial 1 --raw --raw-bits 16 --raw-chan 2 --raw-rate 16000 -o "$work/vorbisStereo" "$work/16x2.raw"
opusenc --quiet --serial 1 --padding 0 --raw --raw-bits 16 --raw-chan 1 --raw-rate 16000 "$work/16x1.raw" "$work/opusMono"
opusenc --quiet --serial 1 --padding 0 --raw --raw-bits 16 --raw-chan 2 --raw-rate 16000 "$work/16x2.raw" "$work/opusStereo"

{
  echo "// Made by scripts/make-fixtures.sh with $(flac --version), $(lame --version | head -n 1 | sed 's/ (.*//'),"
  echo "// $(oggenc --version), $(opusenc --version | head -n 1)."
  echo "export const fixtures: Readonly<Record<string, string>> = {"
  for name in flac8x1 flac16x1 flac16x2 flac24x1 flac24x2 flac32x1 oggFlac16x2 mp3Mono mp3Stereo vorbisMono vorbisStereo \
    opusMono opusStereo; do
    echo "  $name:"
    echo "    \"$(base64 -w 0 "$work/$name")\","
  done
  echo "};"
} > test/fixtures.ts
npx biome format --write test/fixtures.ts
