import { useEffect, useRef, useState } from "react";
import { PixelImage } from "../../../components/flow/PixelImage";
import { count, fixed, vector } from "../../../components/ui/format";
import { isPointSummary } from "../../../engine/data/samples";
import type { Contingency } from "../../../engine/metrics/contingency";
import { decode, decodePoints } from "../../actions/probing";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useClassName } from "../../useClassName";
import styles from "./Centres.module.css";
import { useUsesT } from "./texts";

export interface CentresProps {
  readonly centres: Float32Array; // [K × D]
  readonly latent: number;
  /** The cluster of each sample. */
  readonly assignment: Uint16Array;
  /** Clusters × classes, where there are classes. */
  readonly table: Contingency | undefined;
  /** The colour of each cluster, and what that is called. */
  readonly colours: Uint16Array;
  readonly nameOfColour: (colour: number) => string;
}

const COLOURS = 10;
const percent = fixed(0);

/** What the decoder makes of the centre of each cluster, and what the cluster is mostly of. */
export function Centres({ centres, latent, assignment, table, colours, nameOfColour }: CentresProps) {
  const t = useUsesT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const isPoints = isPointSummary(info?.dataset);
  const decoded = useDecoded(centres, isPoints);
  const size = (decoded?.length ?? 0) / Math.max(1, centres.length / latent);
  const order = [...colours.keys()].sort((a, b) => (colours[a] as number) - (colours[b] as number));
  const sizes = new Uint32Array(colours.length);
  for (const cluster of assignment) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  return (
    <ul className={styles.centres}>
      {order.map((cluster) => {
        const own = decoded?.subarray(cluster * size, (cluster + 1) * size);
        const samples = sizes[cluster] ?? 0;
        const mostly = table && mainClass(table, cluster);
        const colour = colours[cluster] as number;
        return (
          <li
            key={colour}
            className={styles.centre}
            style={{ "--own": `var(--class-${colour % COLOURS})` } as React.CSSProperties}
          >
            <b>{nameOfColour(colour)}</b>
            {own instanceof Uint8Array && (
              <PixelImage className={styles.image} pixels={own} {...shapeOf(info)} square label="" />
            )}
            {own instanceof Float32Array && <span>{vector(own, 3)}</span>}
            <span className={styles.mostly}>
              {mostly && samples > 0
                ? t("clusters.mostly", {
                    label: nameOf(mostly.label),
                    share: percent((100 * mostly.count) / samples),
                  })
                : "\u00a0"}
            </span>
            <small>{t("clusters.size", { count: count(samples) })}</small>
          </li>
        );
      })}
    </ul>
  );
}

function mainClass({ columns, counts }: Contingency, cluster: number): { label: number; count: number } {
  const row = [...counts.subarray(cluster * columns, (cluster + 1) * columns)];
  const most = Math.max(...row);
  return { label: row.indexOf(most), count: most };
}

/** What the centres decode to: images as bytes, points as coordinates; one question at a time. */
function useDecoded(centres: Float32Array, isPoints: boolean): Uint8Array | Float32Array | undefined {
  const [decoded, setDecoded] = useState<Uint8Array | Float32Array>();
  const latest = useRef(centres);
  latest.current = centres;
  useEffect(() => {
    const answer: Promise<Uint8Array | Float32Array> = isPoints ? decodePoints(centres) : decode(centres);
    answer.then(
      (pixels) => latest.current === centres && setDecoded(pixels),
      () => {}, // the run has gone; the next one has centres of its own
    );
  }, [centres, isPoints]);
  return decoded;
}
