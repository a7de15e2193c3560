import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Colors, colorsOf } from "./colors.ts";

/** Draws into a canvas of a size in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, size: { width: number; height: number }, colors: Colors) => void;

export interface CanvasProps {
  /** called when it changes, and when the size, the resolution or the theme does; of one identity while nothing changed */
  draw: Draw;
  class?: string;
}

/** A canvas as wide and high as CSS says, in the resolution of the screen. What it shows is said elsewhere in words. */
export function Canvas({ draw, class: name }: CanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    let scheduled = 0;
    const redraw = () => {
      scheduled = 0;
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) return;
      const scale = devicePixelRatio;
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      const context = element.getContext("2d")!;
      context.scale(scale, scale);
      draw(context, { width, height }, colorsOf(element));
    };
    const schedule = () => {
      scheduled ||= requestAnimationFrame(redraw);
    };
    schedule();
    const resized = new ResizeObserver(schedule);
    resized.observe(element);
    const themed = new MutationObserver(schedule);
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", schedule);
    return () => {
      cancelAnimationFrame(scheduled);
      resized.disconnect();
      themed.disconnect();
      system.removeEventListener("change", schedule);
    };
  }, [draw]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas is not focusable
  return <canvas ref={canvas} class={name} aria-hidden="true" />;
}
