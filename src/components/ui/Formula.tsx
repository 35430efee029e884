import { useEffect, useRef } from "react";
import styles from "./Formula.module.css";

export interface FormulaProps {
  /** TeX; `\z`, `\mu`, `\sigma`, `\eps`, `\x`, `\xtilde`, `\xhat`, `\word` (e) come in their colours. */
  readonly tex: string;
  /** The same in words. */
  readonly label: string;
}

const coloured = (name: string, tex: string) => `\\htmlClass{sym-${name}}{${tex}}`;
const MACROS = {
  "\\x": coloured("x", "x"),
  "\\xtilde": coloured("xtilde", "\\tilde{x}"),
  "\\xhat": coloured("xhat", "\\hat{x}"),
  "\\z": coloured("z", "z"),
  "\\mean": coloured("mu", "\\mu"),
  "\\std": coloured("sigma", "\\sigma"),
  "\\eps": coloured("eps", "\\varepsilon"),
  "\\word": coloured("ek", "e"),
};

/** A formula in the colours of its symbols. The typesetter is fetched when the first formula is shown. */
export function Formula({ tex, label }: FormulaProps) {
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let current = true;
    void import("./katex").then(({ katex }) => {
      if (!current || !element.current) return;
      // It only ever typesets the page's own formulas, so classes may be trusted.
      katex.render(tex, element.current, { macros: { ...MACROS }, trust: true, strict: false, output: "html" });
    });
    return () => {
      current = false;
    };
  }, [tex]);
  return (
    <span className={styles.formula} role="img" aria-label={label}>
      <span ref={element} aria-hidden="true" />
    </span>
  );
}
