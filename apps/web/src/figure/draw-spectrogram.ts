import type { Draw } from "../components/canvas.tsx";
import type { Picture } from "../recognizer/services.ts";

/** A mel spectrogram, low frequencies at the bottom: what is loud is far from the ground's color. */
export function drawSpectrogram({ spectrogram, nMels }: Picture): Draw {
  const nColumns = spectrogram.length / nMels;
  return (context, { width, height }, { ground, accent, ink }) => {
    if (nColumns === 0) return;
    const ramp = rampOf(context, [ground, accent, ink]);
    const image = new ImageData(nColumns, nMels);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0; column < nColumns; column++) {
      for (let mel = 0; mel < nMels; mel++) {
        pixels[(nMels - 1 - mel) * nColumns + column] = ramp[spectrogram[column * nMels + mel]];
      }
    }
    const small = new OffscreenCanvas(nColumns, nMels);
    small.getContext("2d")!.putImageData(image, 0, 0);
    context.imageSmoothingQuality = "high";
    context.drawImage(small, 0, 0, width, height);
  };
}

/** 256 colors through those given, as pixels; the first holds until 10 %, so that noise is calm. */
function rampOf(context: CanvasRenderingContext2D, colors: readonly string[]): Uint32Array {
  const strip = new OffscreenCanvas(256, 1).getContext("2d")!;
  const gradient = context.createLinearGradient(0, 0, 256, 0);
  const stops = [0.1, 0.7, 1];
  for (const [i, color] of colors.entries()) gradient.addColorStop(stops[i], color);
  strip.fillStyle = gradient;
  strip.fillRect(0, 0, 256, 1);
  return new Uint32Array(strip.getImageData(0, 0, 256, 1).data.buffer);
}
