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
  /** The value as it is shown: rounded so that the lines add up. */
  readonly text: string;
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
  readonly totalText: string;
}

/** The loss as named terms that add up. The bar shows how much each counts; what counts negatively is hatched. */
export function Ledger({ label, lines, total, totalLabel, totalText }: LedgerProps) {
  const size = lines.reduce((sum, { value }) => sum + Math.abs(value), 0);
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        {lines.map(({ id, value, colour }) => (
          <i
            key={id}
            className={value < 0 ? styles.negative : ""}
            style={{ flexGrow: size > 0 ? Math.abs(value) / size : 0, backgroundColor: colour }}
          />
        ))}
      </div>
      <table className={styles.table} aria-label={label}>
        <tbody>
          {lines.map(({ id, label: name, detail, value, text, colour, goesTo, toggle }) => (
            <tr key={id} className={toggle?.on === false ? styles.off : ""}>
              <th scope="row">
                {toggle && <Switch {...toggle} />}
                <i
                  className={`${styles.dot} ${value < 0 ? styles.negative : ""}`}
                  style={{ backgroundColor: colour }}
                />
                {name} {detail && <small>{detail}</small>}
                {goesTo && <small className={styles.goesTo}>{goesTo}</small>}
              </th>
              <td>
                <Metric name={`heldout-${id}`} value={value} text={text} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{totalLabel}</th>
            <td>
              <Metric name="heldout-loss" value={total ?? ""} text={totalText} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
