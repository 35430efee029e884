import { loss, plain } from "../../../components/ui/format";
import type { StepAnatomy } from "../../../engine/training/anatomy";
import styles from "./SlowRoom.module.css";
import { useSlowT } from "./texts";

export interface TermsProps {
  readonly anatomy: StepAnatomy;
  readonly reached: boolean;
  readonly unit: "nats" | "mse";
}

/** The loss of the batch as a sum of its named terms. */
export function Terms({ anatomy, reached, unit }: TermsProps) {
  const t = useSlowT();
  const number = (value: number) => (reached ? loss(value, unit) : "–");
  return (
    <p className={styles.terms} data-reached={reached || undefined}>
      <b>L</b>
      {anatomy.terms.map(({ name, value, weight }, i) => (
        <span key={name}>
          {i === 0 ? "=" : "+"} {weight === 1 ? "" : `${plain(weight)} · `}
          {t(`term.${name as "kl"}`)} {number(value)}
        </span>
      ))}
      <b>= {number(anatomy.total)}</b>
    </p>
  );
}
