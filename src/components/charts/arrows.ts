/** Arrows on a canvas, in CSS pixels: x and y of where each begins, and of where it ends. */

/** Length of the two strokes of a head; shorter on a short arrow. */
const HEAD = 6;
const OPENING = 0.45;
/** A shorter one would be a speck with a head. */
const SHORTEST = 1.5;

/** Strokes arrows in the colour and width of the context. */
export function strokeArrows(context: CanvasRenderingContext2D, from: ArrayLike<number>, to: ArrayLike<number>): void {
  context.beginPath();
  for (let i = 0; i + 1 < from.length; i += 2) {
    const [x, y, endX, endY] = [from[i], from[i + 1], to[i], to[i + 1]] as [number, number, number, number];
    const length = Math.hypot(endX - x, endY - y);
    if (!(length >= SHORTEST)) continue;
    const angle = Math.atan2(endY - y, endX - x);
    const head = Math.min(HEAD, length / 2);
    context.moveTo(x, y);
    context.lineTo(endX, endY);
    for (const side of [-OPENING, OPENING]) {
      context.moveTo(endX, endY);
      context.lineTo(endX - head * Math.cos(angle + side), endY - head * Math.sin(angle + side));
    }
  }
  context.stroke();
}

/** Ends of arrows that are at most so long: each shows its direction, and its length as far as there is room. */
export function shortened(from: ArrayLike<number>, to: ArrayLike<number>, longest: number): Float32Array {
  const ends = Float32Array.from(to);
  for (let i = 0; i + 1 < ends.length; i += 2) {
    const [x, y] = [from[i] as number, from[i + 1] as number];
    const [dx, dy] = [(to[i] as number) - x, (to[i + 1] as number) - y];
    const share = Math.min(1, longest / Math.hypot(dx, dy));
    if (!(share < 1)) continue;
    ends[i] = x + share * dx;
    ends[i + 1] = y + share * dy;
  }
  return ends;
}
