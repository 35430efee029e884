import { Legend } from "../../../components/charts/Legend";
import { ThresholdChart } from "../../../components/charts/ThresholdChart";
import { fixed, reading, tick } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import type { Judged, Judges } from "../../../engine/judges/judges";
import { THRESHOLDS } from "../../../engine/judges/rejection";
import styles from "./Reject.module.css";
import { useRejectT } from "./texts";

export interface ScoresProps {
  readonly judged: Judged;
  readonly accuracy: Judges["accuracy"];
  /** Which threshold is chosen. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

const one = fixed(1);
export const percent = (share: number | undefined): string =>
  share === undefined || Number.isNaN(share) ? "–" : `${one(100 * share)} %`;
const shareTick = (value: number) => `${Math.round(100 * value)} %`;
const JUDGE_COLOUR = "var(--good)";
const RATE_COLOUR = "var(--line-strong)";
const DISTANCE_COLOUR = "var(--mu)";

/** What every threshold comes to: how much is kept, and what the judge says of it. */
export function Scores({ judged, accuracy, chosen, onChoose }: ScoresProps) {
  const t = useRejectT();
  const { accepted, recognised, frechet, compared, real } = judged;
  const total = judged.asked.length;
  const rates = Array.from(accepted, (count) => count / total);
  const rate = rates[chosen] ?? 0;
  const distance = frechet[chosen] ?? Number.NaN;
  const common = { thresholds: THRESHOLDS, chosen, onChoose };
  return (
    <div className={styles.scores}>
      <section className={styles.card} aria-label={t("shares")}>
        <dl className={styles.numbers}>
          <div>
            <dt>{t("recognised")}</dt>
            <dd>
              <Metric name="recognised" value={numberOf(recognised[chosen])} text={percent(recognised[chosen])} />
            </dd>
            <dd>{t("recognisedAll", { value: percent(recognised[0]), real: percent(accuracy.judge) })}</dd>
          </div>
          <div>
            <dt>{t("rate")}</dt>
            <dd>
              <Metric name="acceptance-rate" value={rate} text={percent(rate)} />
            </dd>
            <dd>{t("draws", { count: rate > 0 ? reading(1 / rate) : "∞" })}</dd>
          </div>
        </dl>
        <div className={styles.chart}>
          <ThresholdChart
            {...common}
            label={t("shares")}
            curves={[
              { id: "rate", colour: RATE_COLOUR, values: rates },
              { id: "judge", colour: JUDGE_COLOUR, values: recognised, reference: accuracy.judge },
            ]}
            most={1}
            format={shareTick}
          />
        </div>
        <Legend
          entries={[
            { id: "judge", label: t("recognised"), colour: JUDGE_COLOUR, look: "line" },
            { id: "rate", label: t("rate"), colour: RATE_COLOUR, look: "line" },
            { id: "real", label: t("dashed"), colour: JUDGE_COLOUR, look: "dashed" },
          ]}
        />
      </section>
      <section className={styles.card} aria-label={t("distances")}>
        <dl className={styles.numbers}>
          <div title={t("frechetHint", { count: String(compared) })}>
            <dt>{t("frechet")}</dt>
            <dd>
              <Metric
                name="frechet"
                value={numberOf(distance)}
                text={Number.isNaN(distance) ? t("tooFew", { count: String(compared) }) : reading(distance)}
              />
            </dd>
            <dd>{t("frechetAll", { value: reading(frechet[0] ?? Number.NaN), real: reading(real) })}</dd>
          </div>
        </dl>
        <div className={styles.chart}>
          <ThresholdChart
            {...common}
            label={t("distances")}
            curves={[{ id: "frechet", colour: DISTANCE_COLOUR, values: frechet, reference: real }]}
            format={tick}
          />
        </div>
        <Legend
          entries={[
            { id: "frechet", label: t("frechet"), colour: DISTANCE_COLOUR, look: "line" },
            { id: "real", label: t("dashed"), colour: DISTANCE_COLOUR, look: "dashed" },
          ]}
        />
      </section>
    </div>
  );
}

const numberOf = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? "" : value);
