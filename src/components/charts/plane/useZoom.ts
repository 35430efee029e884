import { type RefObject, useEffect, useRef, useState } from "react";
import type { Zooming } from "./zooming";

/** How far the picture is enlarged, and by how many pixels it is moved. */
interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

const IDENTITY: Transform = { k: 1, x: 0, y: 0 };

export interface Zoom {
  readonly transform: Transform;
  /** It could not be fetched: the picture stays as it is. */
  readonly isMissing: boolean;
  by(factor: number): void;
  reset(): void;
}

/** The zoom of a canvas. It is fetched once the canvas is there, since nothing of it is seen at first. */
export function useZoom(
  canvas: RefObject<HTMLCanvasElement | null>,
  mayStart: (place: [number, number]) => boolean,
): Zoom {
  const [transform, setTransform] = useState(IDENTITY);
  const [isMissing, setMissing] = useState(false);
  const zoom = useRef<Zooming>(undefined);
  // The listeners are put on once and ask the present.
  const mayStartNow = useRef(mayStart);
  mayStartNow.current = mayStart;
  useEffect(() => {
    let isHere = true;
    import("./zooming").then(
      ({ zooming }) => {
        if (!isHere || !canvas.current) return;
        zoom.current = zooming(canvas.current, (place) => mayStartNow.current(place), setTransform);
      },
      () => isHere && setMissing(true),
    );
    return () => {
      isHere = false;
      zoom.current?.end();
      zoom.current = undefined;
    };
  }, [canvas]);
  return { transform, isMissing, by: (factor) => zoom.current?.by(factor), reset: () => zoom.current?.reset() };
}
