import { pointer, select, type ZoomTransform, zoom, zoomIdentity } from "d3";

export interface Zooming {
  by(factor: number): void;
  reset(): void;
  /** Takes its listeners off the canvas. */
  end(): void;
}

/**
 * Zooms and pans on a canvas by wheel, drag and pinch.
 * @param mayStart whether a press at this place, in pixels of the canvas, begins a pan
 */
export function zooming(
  canvas: HTMLCanvasElement,
  mayStart: (place: [number, number]) => boolean,
  onZoom: (transform: ZoomTransform) => void,
): Zooming {
  const behaviour = zoom<HTMLCanvasElement, unknown>()
    .scaleExtent([0.2, 60])
    .filter((event: MouseEvent) => event.button === 0 && (event.type === "wheel" || mayStart(pointer(event, canvas))))
    .on("zoom", (event: { transform: ZoomTransform }) => onZoom(event.transform));
  const selection = select(canvas).call(behaviour).on("dblclick.zoom", null);
  return {
    by: (factor) => selection.call(behaviour.scaleBy, factor),
    reset: () => selection.call(behaviour.transform, zoomIdentity),
    end: () => void selection.on(".zoom", null),
  };
}
