import { ConfusionMatrix } from "../../../components/charts/ConfusionMatrix";
import { count, fixed } from "../../../components/ui/format";
import type { Contingency } from "../../../engine/metrics/contingency";
import { useClassName } from "../../useClassName";
import { type Cell, worstPairs } from "./confusions";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

export interface ConfusionsProps {
  readonly table: Contingency | undefined;
  readonly classes: number;
  readonly cell: Cell | undefined;
  readonly onCell: (cell: Cell) => void;
}

/** More classes than this are no picture any more: the worst pairs say what there is to say. */
const MOST_CLASSES = 20;
const MOST_PAIRS = 14;
const percent = fixed(0);

export function Confusions({ table, classes, cell, onCell }: ConfusionsProps) {
  const t = useUsesT();
  const nameOf = useClassName();
  const say = (truth: number, predicted: number, samples: number) =>
    t("classifier.cell", { truth: nameOf(truth), predicted: nameOf(predicted), count: count(samples) });
  if (classes <= MOST_CLASSES) {
    return (
      <ConfusionMatrix
        classes={classes}
        counts={table?.counts ?? []}
        nameOf={nameOf}
        selected={cell}
        label={t("classifier.matrix")}
        truthLabel={t("classifier.truth")}
        predictedLabel={t("classifier.predicted")}
        cellLabel={say}
        onSelect={onCell}
      />
    );
  }
  const pairs = table ? worstPairs(table, MOST_PAIRS) : [];
  return (
    <>
      <p className={styles.note}>{t("classifier.pairs", { classes: count(classes) })}</p>
      {table && pairs.length === 0 && <p>{t("classifier.noPairs")}</p>}
      <ol className={styles.pairs}>
        {pairs.map(({ truth, predicted, count: samples, share }) => (
          <li key={`${truth} ${predicted}`}>
            <button
              type="button"
              aria-pressed={cell?.truth === truth && cell.predicted === predicted}
              onClick={() => onCell({ truth, predicted })}
            >
              <span>{say(truth, predicted, samples)}</span>
              <span>{percent(100 * share)} %</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
