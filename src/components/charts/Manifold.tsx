import { useEffect, useRef, useState } from "react";
import { PixelImage } from "../flow/PixelImage";
import styles from "./Manifold.module.css";

export interface ManifoldProps {
  /** Changes whenever the model has: the grid is decoded again. */
  readonly version: unknown;
  /** The latent point whose other dimensions the whole grid shares. */
  readonly z: readonly number[];
  readonly axes: readonly [number, number];
  readonly centre: readonly [number, number];
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly hint: string;
  readonly decode: (z: Float32Array) => Promise<Uint8Array>;
  readonly onHandle: (z: [number, number]) => void;
}

/** Tiles a side. */
const SIDE = 15;

/** What every place of the latent plane decodes to (Kingma & Welling 2014, fig. 4). */
export function Manifold({
  version,
  z,
  axes,
  centre,
  radius,
  width,
  height,
  label,
  hint,
  decode,
  onHandle,
}: ManifoldProps) {
  const [pixels, setPixels] = useState<Uint8Array>();
  const busy = useRef(false);
  const [across, up] = axes;
  const one = z.length === 1;
  const rows = one ? 1 : SIDE;
  const at = (row: number, column: number): [number, number] => [
    centre[0] + radius * ((2 * column) / (SIDE - 1) - 1),
    one ? 0 : centre[1] - radius * ((2 * row) / (SIDE - 1) - 1),
  ];

  useEffect(() => {
    if (busy.current || z.length === 0) return;
    busy.current = true;
    const grid = new Float32Array(rows * SIDE * z.length);
    for (let tile = 0; tile < rows * SIDE; tile++) {
      const point = [...z];
      const [x, y] = at(Math.floor(tile / SIDE), tile % SIDE);
      if (!one) point[up] = y;
      point[across] = x;
      grid.set(point, tile * z.length);
    }
    decode(grid)
      .then(setPixels, () => {}) // the run has gone; the next one decodes again
      .finally(() => {
        busy.current = false;
      });
  }, [version, across, up, centre[0], centre[1], radius, decode, rows]);

  const [x, y] = [z[across] ?? 0, one ? 0 : (z[up] ?? 0)];
  const place = (value: number, middle: number) => (value - middle) / (2 * radius) / (SIDE / (SIDE - 1)) + 0.5;
  return (
    <div className={styles.box}>
      <div className={styles.frame} style={{ aspectRatio: `${SIDE * width} / ${rows * height}` }}>
        <button
          type="button"
          className={styles.grid}
          aria-label={`${label}. ${hint}`}
          title={hint}
          onClick={(event) => {
            if (event.detail === 0) return; // the keyboard moves the handle on the plane and on the sliders
            const box = event.currentTarget.getBoundingClientRect();
            const column = Math.floor(((event.clientX - box.left) / box.width) * SIDE);
            const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
            onHandle(at(row, column));
          }}
        >
          <PixelImage className={styles.image} pixels={pixels} width={width} height={height} columns={SIDE} label="" />
        </button>
        <span
          className={styles.handle}
          style={{ left: `${100 * place(x, centre[0])}%`, top: one ? "50%" : `${100 * (1 - place(y, centre[1]))}%` }}
        />
      </div>
    </div>
  );
}
