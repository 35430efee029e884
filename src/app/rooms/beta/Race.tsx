import { ArrowLeftRight } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { type Curve, LossChart } from "../../../components/charts/LossChart";
import { KnobSlider } from "../../../components/controls/KnobSlider";
import { Button } from "../../../components/ui/Button";
import { plain, reading } from "../../../components/ui/format";
import type { Experiment } from "../../../engine/experiment";
import { KNOBS } from "../../../engine/knobs";
import { klPerDimension } from "../../../engine/metrics/latentStatistics";
import { useT } from "../../../i18n/useT";
import { setKnob } from "../../actions/experiments";
import { leftRival } from "../../rival";
import type { Run } from "../../run";
import { useExperiment, useStore } from "../../store";
import { RivalState } from "../rival/RivalState";
import { useRival } from "../rival/useRival";
import styles from "./Race.module.css";
import { RaceSide } from "./RaceSide";
import { useRaceT } from "./raceTexts";

/** The second β that is offered, and what is offered where the first one is that already. */
const OFFERED = 4;
const OTHER_OFFERED = 1;

/** Two VAEs from one seed, in step, with a β each: what a larger β buys, and what it costs. */
export function Race() {
  const t = useT();
  const r = useRaceT();
  const main = useStore((state) => state.run);
  const rival = useStore((state) => state.rival);
  const { beta } = useExperiment();
  const [left] = useState(() => leftRival("beta"));
  const [rivalBeta, setRivalBeta] = useState(left?.beta ?? (beta === OFFERED ? OTHER_OFFERED : OFFERED));
  const derive = useCallback(
    (experiment: Experiment) => (experiment.model === "vae" ? { ...experiment, beta: rivalBeta } : undefined),
    [rivalBeta],
  );
  const control = useRival("beta", derive, left === undefined);
  const setMainBeta = (value: number) => setKnob("beta", value);
  const knob = (name: "A" | "B", value: number, onChange: (value: number) => void) => (
    <KnobSlider
      label={r("beta", { name })}
      knob={KNOBS.beta}
      value={value}
      onChange={onChange}
      liveLabel={t("knobs.live")}
      hint={t("knobs.liveHint")}
      exactLabel={r("exact", { name })}
      colour="var(--sigma)"
    />
  );
  const [klA, klB] = [useKl(main), useKl(rival)];
  const fullKl = Math.max(1, ...klA, ...klB);
  const swap = () => {
    setMainBeta(rivalBeta);
    setRivalBeta(beta);
  };

  return (
    <section className={styles.race} aria-label={r("title")}>
      <p className={styles.statement}>{r("statement")}</p>
      {control.alone ? (
        <div className={styles.start}>
          {knob("A", beta, setMainBeta)}
          {knob("B", rivalBeta, setRivalBeta)}
          <Button variant="solid" onClick={control.start}>
            {r("start")}
          </Button>
        </div>
      ) : (
        <>
          <RivalState {...control} endLabel={r("end")} />
          <div className={styles.track}>
            <RaceSide name="A" run={main} kl={klA} fullKl={fullKl}>
              {knob("A", beta, setMainBeta)}
            </RaceSide>
            <div className={styles.curves}>
              <Button className={styles.swap} title={r("swapHint")} onClick={swap}>
                <ArrowLeftRight size={15} aria-hidden="true" />
                {r("swap")}
              </Button>
              {(["reconstruction", "kl"] as const).map((term) => (
                <div key={term}>
                  <h3 className={styles.title}>{r(term)}</h3>
                  <LossChart
                    curves={[
                      curve("heldOut", r("run", { name: "A", beta: plain(beta) }), main, term),
                      curve("rival", r("run", { name: "B", beta: plain(rivalBeta) }), rival, term),
                    ]}
                    scale="linear"
                    label={r(term)}
                    stepLabel={r("step")}
                    emptyLabel={r("empty")}
                    format={reading}
                  />
                </div>
              ))}
            </div>
            <RaceSide name="B" run={rival} kl={klB} fullKl={fullKl}>
              {knob("B", rivalBeta, setRivalBeta)}
            </RaceSide>
          </div>
        </>
      )}
    </section>
  );
}

/** KL of each latent dimension on held-out data, nats; 0 before any is known. */
function useKl(run: Run | undefined): Float64Array {
  const latents = run?.evaluation?.latents;
  const dimensions = run?.experiment.latent ?? 0;
  return useMemo(
    () => (latents?.logVar ? klPerDimension({ ...latents, logVar: latents.logVar }) : new Float64Array(dimensions)),
    [latents, dimensions],
  );
}

/** One term of the held-out loss over the steps of a run. */
function curve(kind: Curve["kind"], label: string, run: Run | undefined, term: string): Curve {
  const at = 1 + (run?.terms.indexOf(term) ?? -1);
  if (!run || at === 0) return { id: kind, kind, label, points: [] };
  return {
    id: kind,
    kind,
    label,
    points: run.heldOut.points.map(({ step, values }) => ({ step, value: values[at] as number })),
  };
}
