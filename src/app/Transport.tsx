import { Dices, Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { Button, IconButton } from "../components/ui/Button";
import { count, loss } from "../components/ui/format";
import { Metric } from "../components/ui/Metric";
import { useT } from "../i18n/useT";
import { newSeed } from "./actions/experiments";
import { reset, setSpeed, step, toggle } from "./actions/transport";
import { BackendStatus } from "./BackendStatus";
import { inNats } from "./lossUnit";
import { Scrubber } from "./Scrubber";
import { useExperiment, useStore } from "./store";
import styles from "./Transport.module.css";
import { usePoints } from "./usePoints";

/** Steps a second, from one a class can follow to as fast as the machine can. */
const SPEEDS = [1, 5, 20, Number.POSITIVE_INFINITY];

/** The controls of the run and its status line. They never move. */
export function Transport() {
  const t = useT();
  const experiment = useExperiment();
  const { seed, batch } = experiment;
  const wantsPlay = useStore((state) => state.wantsPlay);
  const speed = useStore((state) => state.speed);
  const run = useStore((state) => state.run);
  const travelled = useStore((state) => state.travelled);
  const points = usePoints();
  const failed = run.failure !== undefined;
  const train = run.info?.dataset.train ?? 0;
  const perEpoch = Math.max(1, Math.floor(train / Math.min(batch, Math.max(1, train))));
  const lastLoss = run.training.at(run.step)?.values[0];
  const epoch = t("transport.epoch", { epoch: count(Math.floor(run.step / perEpoch) + 1) });
  const name = t(wantsPlay ? "transport.pause" : "transport.play");
  return (
    <section className={styles.transport} aria-label={t("transport.title")}>
      <div className={styles.controls} title={t("transport.keys")}>
        <IconButton label={t("transport.reset")} onClick={reset}>
          <RotateCcw size={17} />
        </IconButton>
        <IconButton label={t("transport.step")} onClick={step} disabled={failed}>
          <StepForward size={17} />
        </IconButton>
        <button type="button" className={styles.play} aria-label={name} title={name} onClick={toggle} disabled={failed}>
          {wantsPlay ? <Pause size={20} fill="currentColor" /> : <Play size={20} fill="currentColor" />}
        </button>
        <label className={styles.speed}>
          <span className="visually-hidden">{t("transport.speed")}</span>
          <select value={String(speed)} onChange={(event) => setSpeed(Number(event.target.value))}>
            {SPEEDS.map((steps) => (
              <option key={steps} value={String(steps)}>
                {Number.isFinite(steps) ? t("transport.perSecond", { steps: String(steps) }) : t("transport.max")}
              </option>
            ))}
          </select>
        </label>
        <Button
          variant="quiet"
          className={styles.seed}
          onClick={newSeed}
          title={t("transport.newSeed")}
          aria-label={`${t("transport.newSeed")}, ${t("transport.seed", { seed: String(seed) })}`}
        >
          <Dices size={16} aria-hidden="true" />
          <span>{t("transport.seed", { seed: String(seed) })}</span>
        </Button>
      </div>
      <div className={styles.epoch}>
        <span className={styles.where}>
          {travelled === undefined
            ? epoch
            : t("time.back", { step: count(travelled), last: count(run.training.latest?.step ?? travelled) })}
        </span>
        <Scrubber />
      </div>
      <div className={styles.status}>
        <span className={styles.number}>
          <b>
            <Metric name="step" value={run.step} text={count(run.step)} />
          </b>{" "}
          {t("transport.steps")}
        </span>
        <span className={styles.number}>
          {t("transport.loss")}{" "}
          <b>
            <Metric
              name="loss"
              value={lastLoss ?? ""}
              text={lastLoss === undefined ? "–" : loss(lastLoss, inNats(experiment) ? "nats" : "mse")}
            />
          </b>
        </span>
        <span className={`${styles.number} ${styles.rate}`}>
          <b>
            <Metric name="examples-per-second" value={run.examplesPerSecond} text={count(run.examplesPerSecond)} />
          </b>{" "}
          {t(points ? "transport.pointsPerSecond" : "transport.imagesPerSecond")}
        </span>
        <BackendStatus />
      </div>
    </section>
  );
}
