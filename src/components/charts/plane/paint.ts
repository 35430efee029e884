/** What lies behind the points of the latent plane: a value at every place, as more or less of one colour. */
import type { Backdrop } from "./draw";

/** A part of the plane in latent units. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface Paint {
  readonly box: Box;
  readonly columns: number;
  /** Shares in [0, 1] of the colour of x̂, row by row from the top left. */
  readonly shares: ArrayLike<number>;
}

/** How opaque a share of 1 is: the points over it must be seen. */
const OPACITY = 0.45;

/** Paints the box under the points of the plane. */
export function backdropOf({ box, columns, shares }: Paint): Backdrop {
  return (context, view, palette) => {
    const rows = Math.floor(shares.length / columns);
    const cells = rows > 0 ? new OffscreenCanvas(columns, rows) : undefined;
    const painter = cells?.getContext("2d");
    if (!cells || !painter) return;
    painter.fillStyle = palette.xhat;
    for (let i = 0; i < rows * columns; i++) {
      painter.globalAlpha = OPACITY * Math.min(1, Math.max(0, shares[i] as number));
      painter.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
    const [left, top] = [view.toX(box.left), view.toY(box.top)];
    context.drawImage(cells, left, top, view.toX(box.right) - left, view.toY(box.bottom) - top);
  };
}
