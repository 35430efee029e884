import { useEffect, useRef, useState } from "react";

/** An element's size in CSS pixels, as it changes. */
export function useSize(element: React.RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Paints a canvas in CSS pixels before the next frame, whenever what it shows has changed. */
export function usePainter(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  { width, height }: { width: number; height: number },
  pixelRatio: number,
  paint: (context: CanvasRenderingContext2D) => void,
  shows: readonly unknown[],
): void {
  const latest = useRef(paint);
  latest.current = paint;
  useEffect(() => {
    if (!canvas.current || width === 0 || height === 0) return;
    canvas.current.width = Math.round(width * pixelRatio);
    canvas.current.height = Math.round(height * pixelRatio);
  }, [canvas, width, height, pixelRatio]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext("2d");
      if (!context || context.canvas.width === 0) return;
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      latest.current(context);
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, width, height, pixelRatio, ...shows]);
}
