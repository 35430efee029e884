import type { Backdrop } from "../../../components/charts/plane/draw";

const DOT = 4;

/**
 * N(0, I) over the points: its rings of 1, 2 and 3 σ, and draws of it as small rings. Where the latent is one line, there
 * are marks across it instead.
 */
export function drawPrior(places: readonly (readonly [number, number])[], latent: number): Backdrop {
  return (context, view, palette) => {
    const circle = (x: number, y: number, radius: number) => {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    };
    const across = (x: number) => {
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x, view.height);
      context.stroke();
    };
    context.strokeStyle = palette.z;
    context.lineWidth = 1.5;
    context.globalAlpha = 0.7;
    context.setLineDash([5, 4]);
    for (const sigma of [1, 2, 3]) {
      if (latent > 1) circle(view.toX(0), view.toY(0), sigma * view.scale);
      else for (const x of [-sigma, sigma]) across(view.toX(x));
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
    for (const [x, y] of places) {
      context.strokeStyle = palette.panel;
      context.lineWidth = 4;
      circle(view.toX(x), view.toY(y), DOT);
      context.strokeStyle = palette.z;
      context.lineWidth = 2;
      circle(view.toX(x), view.toY(y), DOT);
    }
  };
}
