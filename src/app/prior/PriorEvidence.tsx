import { count, fixed } from "../../components/ui/format";
import { Heading } from "../../components/ui/Heading";
import { Metric } from "../../components/ui/Metric";
import evidence from "../EvidencePanel.module.css";
import type { Run } from "../run";
import { countingOf } from "./counting";
import { priorGrid } from "./grid";
import styles from "./PriorEvidence.module.css";
import { usePriorT } from "./texts";

const short = fixed(3);

/** The nats of one number beside those of an even draw: what the prior knows of it from the numbers before. */
export function PriorEvidence({ run }: { readonly run: Run }) {
  const say = usePriorT();
  const grid = priorGrid(run.experiment, run.info);
  const counting = grid && countingOf(grid, run.evaluation?.losses[0]);
  const { nats, even, bits } = counting ?? {};
  const unit = grid?.ofCodes ? "perCode" : grid?.colours === 3 ? "perColour" : "perPixel";
  return (
    <section className={evidence.section}>
      <Heading>{say("sureness")}</Heading>
      <div className={styles.bar} aria-hidden="true">
        <i style={{ width: `${100 * Math.min(1, (nats ?? 0) / (even ?? 1))}%` }} />
      </div>
      <dl className={evidence.metrics}>
        <dt>{say(unit)}</dt>
        <dd className={styles.nats}>
          <Metric name="nats-per-number" value={nats ?? ""} text={nats === undefined ? "–" : short(nats)} />
        </dd>
        <dt>{say("even", { levels: grid ? count(grid.levels) : "–" })}</dt>
        <dd>
          <Metric name="even-nats" value={even ?? ""} text={even === undefined ? "–" : short(even)} />
        </dd>
        <dt>{say(grid?.ofCodes ? "bitsCode" : "bits")}</dt>
        <dd>
          <Metric name="bits-per-dimension" value={bits ?? ""} text={bits === undefined ? "–" : short(bits)} />
        </dd>
      </dl>
    </section>
  );
}
