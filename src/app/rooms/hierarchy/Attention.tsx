import { useState } from "react";
import type { CodeGrid } from "../../../engine/models/model";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { useAnswer } from "../useAnswer";
import { CodeMap } from "./CodeMap";
import styles from "./Hierarchy.module.css";
import { useHierarchyT } from "./texts";

export interface AttentionProps {
  readonly grid: CodeGrid;
  /** Of one sample, row by row. */
  readonly codes: Int32Array;
  readonly label: number | undefined;
}

/** What the cell under the hand attends to in each layer of the coarsest prior. */
export function Attention({ grid, codes, label }: AttentionProps) {
  const t = useHierarchyT();
  const { codes: choices } = useExperiment();
  const step = useStore(({ run }) => run.evaluation?.step);
  const last = codes.length - 1;
  const [looked, setLooked] = useState<number>();
  const cell = looked ?? last;
  const { said } = useAnswer({
    key: [cell, codes],
    version: step,
    ask: (options) => ask("attention", { codes, cell, label }, options),
  });
  const maps = said?.answer.maps;
  return (
    <section className={styles.attention} aria-label={t("attention")}>
      <h3>{t("attention")}</h3>
      {maps?.length === 0 ? (
        <p className={styles.note}>{t("noAttention")}</p>
      ) : (
        <>
          <div className={styles.maps}>
            {(maps ?? [undefined]).map((map, layer) => (
              <figure key={layer}>
                <figcaption>{t("layer", { layer: String(layer + 1) })}</figcaption>
                <div className={styles.codes}>
                  <CodeMap
                    {...grid}
                    {...{ codes, choices, cell }}
                    onLook={setLooked}
                    shares={map ? Array.from(map, (weight) => weight / Math.max(...map)) : undefined}
                  />
                </div>
              </figure>
            ))}
          </div>
          <p className={styles.note}>{t("attentionHint")}</p>
        </>
      )}
    </section>
  );
}
