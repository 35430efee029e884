import { fixed } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { accuracy } from "../../../engine/metrics/accuracy";
import { NEIGHBOURS } from "../../../engine/metrics/classifiers";
import { contingency } from "../../../engine/metrics/contingency";
import type { ClassifyAnswer } from "../../../workers/rooms/uses";
import styles from "./AccuracyTable.module.css";
import { useUsesT } from "./texts";

export interface AccuracyTableProps {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly answer: ClassifyAnswer | undefined }[];
  readonly classes: number;
}

const percent = fixed(1);

/** What each classifier gets right from z, PCA and the raw numbers: the share of held-out samples. */
export function AccuracyTable({ rows, classes }: AccuracyTableProps) {
  const t = useUsesT();
  return (
    <table className={styles.table} aria-label={t("classifier.accuracy")}>
      <thead>
        <tr>
          <th scope="col">{t("classifier.basis")}</th>
          <th scope="col">{t("classifier.probe")}</th>
          <th scope="col">{t("classifier.neighbours", { k: String(NEIGHBOURS) })}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, answer }) => (
          <tr key={id} className={styles[id]}>
            <th scope="row">
              <b>{name}</b>
              <small>{answer ? t("classifier.numbers", { count: answer.dimensions }) : "\u00a0"}</small>
            </th>
            {(["probe", "neighbours"] as const).map((classifier) => {
              const predictions = answer?.[classifier];
              if (answer && !predictions)
                return (
                  <td key={classifier} title={t("classifier.tooLongWhy")}>
                    {t("classifier.tooLong")}
                  </td>
                );
              const share =
                answer && predictions && accuracy(contingency(answer.truths, predictions, classes, classes));
              return (
                <td key={classifier}>
                  <span className={styles.track}>
                    <i style={{ width: `${100 * (share ?? 0)}%` }} />
                  </span>
                  <Metric
                    name={`accuracy-${id}-${classifier}`}
                    value={share ?? ""}
                    text={share === undefined ? "–" : `${percent(100 * share)} %`}
                  />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
