import { fixed } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { adjustedRandIndex, normalisedMutualInformation } from "../../../engine/metrics/clusterAgreement";
import { contingency } from "../../../engine/metrics/contingency";
import styles from "./AccuracyTable.module.css";
import { useUsesT } from "./texts";

export interface AgreementProps {
  readonly rows: readonly {
    readonly id: "z" | "pca";
    readonly name: string;
    readonly assignment: Uint16Array | undefined;
  }[];
  readonly labels: Uint16Array | undefined;
}

const MEASURES = { ari: adjustedRandIndex, nmi: normalisedMutualInformation };
const two = fixed(2);

/** How well clusters agree with the true classes, on z and on PCA of the same width. */
export function Agreement({ rows, labels }: AgreementProps) {
  const t = useUsesT();
  const tables = rows.map(({ assignment }) =>
    assignment && labels && assignment.length === labels.length && assignment.length > 1
      ? contingency(assignment, labels, 1 + Math.max(...assignment), 1 + Math.max(...labels))
      : undefined,
  );
  return (
    <table className={styles.table} aria-label={t("clusters.agreement")}>
      <thead>
        <tr>
          <th scope="col">{t("clusters.agreement")}</th>
          <th scope="col" title={t("clusters.ariWhy")}>
            ARI
          </th>
          <th scope="col" title={t("clusters.nmiWhy")}>
            NMI
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name }, i) => (
          <tr key={id} className={styles[id]}>
            <th scope="row">
              <b>{name}</b>
            </th>
            {(["ari", "nmi"] as const).map((measure) => {
              const table = tables[i];
              const value = table && MEASURES[measure](table);
              return (
                <td key={measure}>
                  <span className={styles.track}>
                    <i style={{ width: `${100 * Math.max(0, value ?? 0)}%` }} />
                  </span>
                  <Metric
                    name={`${measure}-${id}`}
                    value={value ?? ""}
                    text={value === undefined ? "–" : two(value).replace("-", "−")}
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
