import { Formula } from "../../../components/ui/Formula";
import { fixed } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { DERIVATION, type DerivationLine } from "../../../engine/elbo/bound";
import styles from "./DerivationLines.module.css";
import { useElboT } from "./texts";

const TEX: Record<DerivationLine, string> = {
  evidence: "\\log p(\\x)",
  expectation: "= \\int q(\\z) \\, \\log p(\\x) \\, d\\z",
  bayes: "= \\mathbb{E}_q\\Bigl[\\log \\tfrac{p(\\x, \\z)}{p(\\z|\\x)}\\Bigr]",
  split: "= \\mathbb{E}_q\\Bigl[\\log \\tfrac{p(\\x, \\z)}{q(\\z)} \\tfrac{q(\\z)}{p(\\z|\\x)}\\Bigr]",
  parts:
    "= \\mathbb{E}_q\\Bigl[\\log \\tfrac{p(\\x, \\z)}{q(\\z)}\\Bigr] + \\mathbb{E}_q\\Bigl[\\log \\tfrac{q(\\z)}{p(\\z|\\x)}\\Bigr]",
  terms: "= \\mathbb{E}_q[\\log p(\\x|\\z)] - \\mathrm{KL}(q \\| p(\\z)) + \\mathrm{KL}(q \\| p(\\z|\\x))",
  bound: "\\ge \\mathbb{E}_q[\\log p(\\x|\\z)] - \\mathrm{KL}(q \\| p(\\z))",
};

export interface DerivationLinesProps {
  /** In nats; with a standard error where it is an estimate. */
  readonly values:
    | Readonly<Record<DerivationLine, { readonly value: number; readonly standardError?: number }>>
    | undefined;
  readonly active: DerivationLine;
  readonly onActive: (line: DerivationLine) => void;
}

/** The derivation, one line after the other, each with what it comes to. */
export function DerivationLines({ values, active, onActive }: DerivationLinesProps) {
  const t = useElboT();
  return (
    <ol className={styles.lines} aria-label={t("derivation.lines")}>
      {DERIVATION.map((line) => {
        const { value, standardError } = values?.[line] ?? {};
        const text = value === undefined ? "–" : fixed(standardError === undefined ? 6 : 2)(value);
        return (
          <li key={line}>
            <button
              type="button"
              className={styles.line}
              aria-pressed={line === active}
              onPointerEnter={() => onActive(line)}
              onFocus={() => onActive(line)}
              onClick={() => onActive(line)}
            >
              <Formula tex={TEX[line]} label={t(`derivation.${line}`)} />
              <span className={styles.value}>
                <Metric name={`line-${line}`} value={value ?? ""} text={text} />
                <small>{standardError === undefined ? "" : `± ${fixed(2)(standardError)}`}</small>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
