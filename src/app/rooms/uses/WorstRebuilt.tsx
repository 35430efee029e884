import { PixelImage } from "../../../components/flow/PixelImage";
import { vector } from "../../../components/ui/format";
import type { Anomalies } from "../../../workers/rooms/anomaly";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useClassName } from "../../useClassName";
import styles from "./Anomalies.module.css";
import { useUsesT } from "./texts";
import uses from "./Uses.module.css";

export interface WorstRebuiltProps {
  readonly answer: Anomalies | undefined;
  readonly oddName: string;
  readonly threshold: number;
  readonly format: (value: number) => string;
}

/** The samples that are rebuilt worst, the worst first, above what they are rebuilt as. */
export function WorstRebuilt({ answer, oddName, threshold, format }: WorstRebuiltProps) {
  const t = useUsesT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const shape = shapeOf(info);
  const size = (answer?.x.length ?? 0) / Math.max(1, answer?.worst.length ?? 0);
  const part = (values: Uint8Array | Float32Array | undefined, i: number) => values?.subarray(i * size, (i + 1) * size);
  return (
    <section className={uses.card} aria-label={t("anomalies.worst")}>
      <div className={uses.bar}>
        <h2>{t("anomalies.worst")}</h2>
      </div>
      <ol className={styles.worst}>
        {answer?.worst.map(({ isOdd, score, label }, i) => {
          const [x, xHat] = [part(answer.x, i), part(answer.xHat, i)];
          const name = label === undefined ? (isOdd ? oddName : t("anomalies.normal")) : nameOf(label);
          return (
            <li key={i} className={isOdd ? styles.isOdd : ""} data-alarm={score >= threshold}>
              {x instanceof Uint8Array && <PixelImage className={styles.tile} pixels={x} {...shape} label="" />}
              {xHat instanceof Uint8Array && <PixelImage className={styles.tile} pixels={xHat} {...shape} label="" />}
              {x instanceof Float32Array && xHat instanceof Float32Array && (
                <span>
                  {vector(x, 3)} → {vector(xHat, 3)}
                </span>
              )}
              <span className={styles.what}>
                {isOdd ? "▼" : "▲"} {name}
              </span>
              <small>{format(score)}</small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
