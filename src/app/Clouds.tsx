import { useEffect, useMemo, useRef, useState } from "react";
import { CloudThumbnail } from "../components/charts/cloud/CloudThumbnail";
import { CloudView } from "../components/charts/cloud/CloudView";
import type { Turn } from "../components/charts/cloud/project";
import { isPointSummary } from "../engine/data/samples";
import { useT } from "../i18n/useT";
import type { RunInfo } from "../workers/protocol";
import { decodePoints, probeImage } from "./actions/probing";
import styles from "./Clouds.module.css";
import { useStore } from "./store";

interface CloudProps {
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
}

function useCloud() {
  const info = useStore(({ run }) => run.info);
  const probe = useStore((state) => state.probe);
  const dimensions = isPointSummary(info?.dataset) ? info.dataset.dimensions : 2;
  return {
    dimensions,
    points: info?.cloud,
    labels: info?.labels,
    x: probe?.x,
    xTilde: probe?.xTilde,
    xHat: probe?.xHat,
  };
}

/** The held-out points, small, to be looked at only. */
export function CloudPicture({ info }: { readonly info: RunInfo }) {
  const dimensions = isPointSummary(info.dataset) ? info.dataset.dimensions : 2;
  return <CloudThumbnail dimensions={dimensions} points={info.cloud} labels={info.labels} />;
}

const pick = (index: number) => probeImage({ index });
const follow = (point: readonly number[]) => probeImage({ point });

/** The held-out points, and the one that is followed: it can be put anywhere in the plane. */
export function InputCloud({ turn, onTurn }: CloudProps) {
  const t = useT();
  const { dimensions, points, labels, x, xTilde } = useCloud();
  return (
    <div className={styles.input}>
      <CloudView
        dimensions={dimensions}
        points={points}
        labels={labels}
        x={x}
        xTilde={xTilde}
        turn={turn}
        onTurn={onTurn}
        onPoint={follow}
        onPick={pick}
        label={`x, ${t("flow.input")}`}
        hint={t(dimensions === 3 ? "cloud.turnHint" : "cloud.moveHint")}
      />
    </div>
  );
}

interface OutputCloudProps extends CloudProps {
  /** What the followed point becomes: the mean of p(x|z), or a draw. */
  readonly xHat: ArrayLike<number> | undefined;
}

/** The held-out points rebuilt, over what they are. */
export function OutputCloud({ turn, onTurn, xHat }: OutputCloudProps) {
  const t = useT();
  const { dimensions, points, x, xTilde } = useCloud();
  const rebuilt = useStore(({ run }) => run.cloud);
  return (
    <div className={styles.output}>
      <CloudView
        dimensions={dimensions}
        points={points}
        rebuilt={rebuilt}
        x={x}
        xTilde={xTilde}
        xHat={xHat}
        turn={turn}
        onTurn={onTurn}
        label={`x̂, ${t("flow.output")}`}
        hint={t("cloud.outputHint")}
      />
    </div>
  );
}

export interface CloudManifoldProps extends CloudProps {
  /** Changes whenever the model has: the grid is decoded again. */
  readonly version: unknown;
  readonly z: readonly number[];
  readonly axes: readonly [number, number];
  readonly radius: number;
}

/** Lines a side of the grid, and points of the curve that a single latent dimension is. */
const SIDE = 25;
const CURVE = 200;

/** What the latent space is among the points: the curve or surface that the decoder makes of a line or a grid of z. */
export function CloudManifold({ version, z, axes, radius, turn, onTurn }: CloudManifoldProps) {
  const t = useT();
  const { dimensions, points, x, xHat } = useCloud();
  const [positions, setPositions] = useState<Float32Array>();
  const busy = useRef(false);
  const one = z.length === 1;
  const columns = one ? CURVE : SIDE;
  const [across, up] = axes;
  useEffect(() => {
    if (busy.current || z.length === 0) return;
    busy.current = true;
    const rows = one ? 1 : SIDE;
    const grid = new Float32Array(rows * columns * z.length);
    for (let i = 0; i < rows * columns; i++) {
      const point = [...z];
      if (!one) point[up] = radius * ((2 * Math.floor(i / columns)) / (rows - 1) - 1);
      point[across] = radius * ((2 * (i % columns)) / (columns - 1) - 1);
      grid.set(point, i * z.length);
    }
    decodePoints(grid)
      .then(setPositions, () => {}) // the run has gone; the next one decodes again
      .finally(() => {
        busy.current = false;
      });
  }, [version, across, up, radius, columns]);
  const grid = useMemo(() => positions && { positions, columns }, [positions, columns]);
  return (
    <div className={styles.manifold}>
      <CloudView
        dimensions={dimensions}
        points={points}
        grid={grid}
        x={x}
        xHat={xHat}
        turn={turn}
        onTurn={onTurn}
        onPoint={follow}
        onPick={pick}
        label={t("latent.manifold")}
        hint={t("cloud.manifoldHint")}
      />
    </div>
  );
}
