import { useEffect, useRef, useState } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import { PixelImage } from "../flow/PixelImage";
import { fixed } from "../ui/format";
import styles from "./Manifold.module.css";

export interface ManifoldProps extends ImageShape {
  /** Changes whenever the model has: the grid is decoded again. */
  readonly version: unknown;
  /** The latent point whose other dimensions the whole grid shares. */
  readonly z: readonly number[];
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
  /** The grid reaches from −radius to radius. */
  readonly radius: number;
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
  axisNames,
  radius,
  width,
  height,
  channels,
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
    radius * ((2 * column) / (SIDE - 1) - 1),
    one ? 0 : -radius * ((2 * row) / (SIDE - 1) - 1),
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
  }, [version, across, up, radius, decode, rows]);

  const [x, y] = [z[across] ?? 0, one ? 0 : (z[up] ?? 0)];
  const place = (value: number) => Math.min(1, Math.max(0, value / (2 * radius) / (SIDE / (SIDE - 1)) + 0.5));
  const [left, top] = [place(x), one ? 0.5 : 1 - place(y)];
  const outside = [left, top].some((share) => share === 0 || share === 1);
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
          <PixelImage
            className={styles.image}
            pixels={pixels}
            width={width}
            height={height}
            channels={channels}
            columns={SIDE}
            label=""
          />
        </button>
        <span
          className={`${styles.handle} ${outside ? styles.outside : ""}`}
          style={{ left: `${100 * left}%`, top: `${100 * top}%` }}
        />
        <Range className={styles.across} name={axisNames[0]} radius={radius} />
        {!one && <Range className={styles.up} name={axisNames[1]} radius={radius} />}
      </div>
    </div>
  );
}

/** What an axis is called, and from where to where it reaches. */
function Range({ className, name, radius }: { className: string | undefined; name: string; radius: number }) {
  const end = fixed(radius < 10 ? 1 : 0)(radius);
  return (
    <span className={className}>
      <span>−{end}</span>
      <span>
        {name.slice(0, 1)}
        <sub>{name.slice(1)}</sub>
      </span>
      <span>{end}</span>
    </span>
  );
}
