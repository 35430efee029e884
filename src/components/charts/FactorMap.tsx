import { fixed } from "../ui/format";
import { ZName } from "../ui/ZName";
import styles from "./FactorMap.module.css";

export interface FactorMapProps {
  readonly label: string;
  readonly factors: readonly string[];
  readonly dimensions: number;
  /** How much of each factor's entropy each dimension tells, in [0, 1]: [factors × dimensions]. */
  readonly shares: ArrayLike<number> | undefined;
  /** By how much the best dimension of each factor leads. */
  readonly gaps: readonly number[] | undefined;
  readonly factorLabel: string;
  readonly gapLabel: string;
}

/** Up to this many dimensions each cell has room for its number. */
const MOST_NUMBERS = 12;
const two = fixed(2);

/** Factors of the data against latent dimensions: where a row has one dark cell, that dimension stands for the factor. */
export function FactorMap({ label, factors, dimensions, shares, gaps, factorLabel, gapLabel }: FactorMapProps) {
  const columns = Array.from({ length: dimensions }, (_, d) => d);
  const written = dimensions <= MOST_NUMBERS;
  return (
    <table className={`${styles.map} ${written ? "" : styles.dense}`} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{factorLabel}</span>
          </th>
          {columns.map((d) => (
            <th key={d} scope="col">
              <ZName dimension={d} />
            </th>
          ))}
          <th scope="col" className={styles.gap}>
            {gapLabel}
          </th>
        </tr>
      </thead>
      <tbody>
        {factors.map((factor, f) => (
          <tr key={factor}>
            <th scope="row">{factor}</th>
            {columns.map((d) => {
              const share = shares?.[f * dimensions + d];
              const text = share === undefined ? "–" : two(share);
              return (
                <td key={d} title={`${factor}, z${d + 1}: ${text}`}>
                  <i style={{ opacity: Math.min(1, share ?? 0) ** 0.8 }} />
                  <span className={written ? styles.number : "visually-hidden"}>{text}</span>
                </td>
              );
            })}
            <td className={styles.gap}>{gaps?.[f] === undefined ? "–" : two(gaps[f])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
