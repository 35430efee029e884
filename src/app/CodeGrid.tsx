import { useT } from "../i18n/useT";
import styles from "./CodeGrid.module.css";
import { useStore } from "./store";

/** The followed sample as a grid of choices: the number of each cell's code. */
export function CodeGrid() {
  const t = useT();
  const code = useStore(({ run }) => run.info?.code);
  const codes = useStore((state) => state.probe?.codes);
  if (!code || codes?.length !== code.height * code.width) return <div className={styles.card} />;
  const rows = Array.from({ length: code.height }, (_, row) =>
    Array.from(codes.subarray(row * code.width, (row + 1) * code.width), (number, column) => ({
      number,
      column,
      label: t("latent.gridCell", { row: String(row + 1), column: String(column + 1), code: String(number) }),
    })),
  );
  return (
    <div className={styles.card}>
      <table className={styles.grid} aria-label={t("latent.grid")} data-metric="code-grid" data-value={codes.join(" ")}>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]?.label}>
              {cells.map(({ number, column, label }) => (
                <td key={column} title={label}>
                  {number}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.hint}>{t("latent.gridHint")}</p>
    </div>
  );
}
