import { type Curve, LossChart } from "../../../components/charts/LossChart";
import { Button } from "../../../components/ui/Button";
import { reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { Progress } from "../../../components/ui/Progress";
import { useExperiment } from "../../store";
import styles from "./GapCurve.module.css";
import { usePosteriorT } from "./texts";
import { useEncoderAlone, useGaps } from "./useGaps";

/** KL(q ‖ p(z|x)) of a fixed handful of samples over the run, and how it falls once the decoder stands still. */
export function GapCurve() {
  const say = usePosteriorT();
  const { latent } = useExperiment();
  const { indices, points } = useGaps();
  const alone = useEncoderAlone(indices);
  const last = points.at(-1);
  const label = say(latent > 2 ? "gapBound" : "gap", { count: String(indices.length) });
  const curves: Curve[] = [
    { id: "heldOut", kind: "heldOut", label: say("both"), points },
    ...(alone.found ? [{ id: "ghost", kind: "ghost" as const, label: say("alone"), points: alone.found.points }] : []),
  ];
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
        curves={curves}
        scale="log"
        label={label}
        stepLabel={say("step")}
        emptyLabel={say("gapEmpty")}
        format={(value) => reading(value)}
      />
      {alone.progress ? (
        <Progress {...alone.progress} text={say("training")} cancel={say("cancel")} onCancel={alone.cancel} />
      ) : (
        <Button disabled={indices.length === 0} title={say("holdHint")} onClick={alone.start}>
          {say("hold")}
        </Button>
      )}
      <p className={styles.note} aria-live="polite">
        {alone.found ? <Fell {...alone.found} /> : say("chase")}
      </p>
    </section>
  );
}

function Fell({ points, logEvidence }: NonNullable<ReturnType<typeof useEncoderAlone>["found"]>) {
  const say = usePosteriorT();
  const [from, to] = [points[0]?.value ?? Number.NaN, points.at(-1)?.value ?? Number.NaN];
  const [before, after] = logEvidence;
  return (
    <>
      {say("held")} KL <Metric name="posterior-gap-before" value={from} text={reading(from)} /> →{" "}
      <Metric name="posterior-gap-after" value={to} text={reading(to)} />, log p(x){" "}
      <Metric name="posterior-evidence-before" value={before} text={reading(before)} /> →{" "}
      <Metric name="posterior-evidence-after" value={after} text={reading(after)} />.
    </>
  );
}
