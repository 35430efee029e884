import { Metric } from "../ui/Metric";
import { Switch } from "../ui/Switch";
import styles from "./Ledger.module.css";

export interface LedgerLine {
  readonly id: string;
  readonly label: string;
  /** What the weight and the bare term were, where the weight is a knob. */
  readonly detail?: string | undefined;
  /** Weighted: the lines add up to the total. */
  readonly value: number;
  readonly colour: string;
  /** Where the gradient of this line goes, in words. */
  readonly goesTo?: string | undefined;
  /** Where the line can be switched off. */
  readonly toggle?:
    | { readonly label: string; readonly on: boolean; readonly onChange: (on: boolean) => void }
    | undefined;
}

export interface LedgerProps {
  readonly label: string;
  readonly lines: readonly LedgerLine[];
  readonly total: number | undefined;
  readonly totalLabel: string;
  readonly format: (value: number) => string;
}

/** The loss as named terms that add up. */
export function Ledger({ label, lines, total, totalLabel, format }: LedgerProps) {
  const positive = lines.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        {lines.map(({ id, value, colour }) => (
          <i key={id} style={{ flexGrow: positive > 0 ? Math.max(0, value) / positive : 0, background: colour }} />
        ))}
      </div>
      <table className={styles.table} aria-label={label}>
        <tbody>
          {lines.map(({ id, label: name, detail, value, colour, goesTo, toggle }) => (
            <tr key={id} className={toggle?.on === false ? styles.off : ""}>
              <th scope="row">
                {toggle && <Switch {...toggle} />}
                <i className={styles.dot} style={{ background: colour }} />
                {name} {detail && <small>{detail}</small>}
                {goesTo && <small className={styles.goesTo}>{goesTo}</small>}
              </th>
              <td>
                <Metric name={`heldout-${id}`} value={value} text={format(value)} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{totalLabel}</th>
            <td>
              <Metric name="heldout-loss" value={total ?? ""} text={total === undefined ? "–" : format(total)} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
