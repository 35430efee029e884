import type { ReactNode } from "react";
import { Legend } from "../components/charts/Legend";
import { definitionOf } from "../engine/data/registry";
import { useStore } from "./store";
import { useClassName } from "./useClassName";
import styles from "./WithClassLegend.module.css";

/** Colours of classes, of which the eleventh class has the first again. */
const COLOURS = 10;
/** More would take the picture's place. */
const MOST = 20;

/** A picture whose points have the classes' colours, and below it which class has which where that is more than a number. */
export function WithClassLegend({ children }: { readonly children: ReactNode }) {
  const locale = useStore((state) => state.locale);
  const dataset = useStore(({ run }) => run.info?.dataset);
  const nameOf = useClassName();
  const classes = dataset?.classes ?? 0;
  const names = classes <= MOST ? Array.from({ length: classes }, (_, label) => nameOf(label)) : [];
  const definition = dataset && definitionOf(dataset.id);
  const factor = definition && "factors" in definition && definition.factors?.[definition.classFactor ?? -1];
  return (
    <div className={styles.labelled}>
      <div className={styles.picture}>{children}</div>
      {names.some((name, label) => name !== String(label)) && (
        <div className={styles.legend}>
          {factor && <span>{factor[locale]}</span>}
          <Legend
            entries={names.map((label, i) => ({
              id: String(i),
              label,
              colour: `var(--class-${i % COLOURS})`,
              look: "area",
            }))}
          />
        </div>
      )}
    </div>
  );
}
