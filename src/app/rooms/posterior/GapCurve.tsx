import { useCallback, useEffect, useState } from "react";
import { type CurvePoint, LossChart } from "../../../components/charts/LossChart";
import { reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { useExperiment, useStore } from "../../store";
import { useLiveAnswer } from "../useLiveAnswer";
import styles from "./OneImage.module.css";
import { usePosteriorT } from "./texts";

/** The fixed handful: the first held-out samples. */
const HANDFUL = 6;

/** Kept while the room is closed, until the next run. */
let kept: { readonly run: number; readonly points: readonly CurvePoint[] } = { run: -1, points: [] };

/** Maximising the ELBO pulls q towards the posterior: KL(q ‖ p(z|x)) of a fixed handful of samples over the run. */
export function GapCurve() {
  const say = usePosteriorT();
  const { latent } = useExperiment();
  const run = useStore((state) => state.run.id);
  const heldOut = useStore((state) => state.run.info?.dataset.heldOut);
  const evaluation = useStore((state) => state.run.evaluation);
  const count = Math.min(HANDFUL, heldOut ?? 0);
  const ask = useCallback(() => ({ indices: Array.from({ length: count }, (_, i) => i) }), [count, run]);
  const { answer } = useLiveAnswer("posteriorGaps", count > 0 ? ask : undefined, evaluation);
  const [curve, setCurve] = useState(kept);
  useEffect(() => {
    if (kept.run !== run) kept = { run, points: [] };
    if (answer && answer.step > (kept.points.at(-1)?.step ?? -1)) {
      const value = answer.kl.reduce((sum, kl) => sum + kl, 0) / answer.kl.length;
      kept = { run, points: [...kept.points, { step: answer.step, value }] };
    }
    setCurve(kept);
  }, [answer, run]);
  const points = curve.run === run ? curve.points : [];
  const last = points.at(-1);
  const label = say(latent > 2 ? "gapBound" : "gap", { count: String(count) });
  return (
    <section className={styles.curve}>
      <Heading
        aside={
          <span className={styles.now}>
            <Metric name="posterior-gap" value={last?.value ?? ""} text={last ? reading(last.value) : "–"} />
          </span>
        }
      >
        {label}
      </Heading>
      <LossChart
        curves={[{ id: "heldOut", label: say("gapCurve"), points }]}
        scale="log"
        legend={false}
        label={label}
        stepLabel={say("step")}
        emptyLabel={say("gapEmpty")}
        format={(value) => reading(value)}
      />
    </section>
  );
}
