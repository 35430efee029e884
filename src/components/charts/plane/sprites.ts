/** One small picture a class, drawn once and stamped ten thousand times: colour first, shape as the second cue. */
import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from "d3";

const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross];

export interface Sprites {
  readonly images: readonly HTMLCanvasElement[];
  /** Side of a sprite in device pixels. */
  readonly side: number;
}

/** @param size width of a mark in CSS pixels */
export function makeSprites(colours: readonly string[], size: number, pixelRatio: number): Sprites {
  const side = Math.ceil((size + 2) * pixelRatio);
  const images = colours.map((colour, i) => {
    const canvas = document.createElement("canvas");
    canvas.width = side;
    canvas.height = side;
    const context = canvas.getContext("2d");
    const shape = SHAPES[i % SHAPES.length];
    if (!context || !shape) return canvas;
    const path = symbol(shape, 0.7 * (size * pixelRatio) ** 2)() ?? "";
    context.translate(side / 2, side / 2);
    context.fillStyle = colour;
    context.fill(new Path2D(path));
    return canvas;
  });
  return { images, side };
}
