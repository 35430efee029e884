import { Button } from "../components/ui/Button";
import { count, fixed, plain } from "../components/ui/format";
import { sizesOf } from "../engine/data/registry";
import type { Experiment } from "../engine/experiment";
import { useT } from "../i18n/useT";
import type { Failure } from "../workers/protocol";
import { backToLastGood, saferLearningRate, tryAgain } from "./actions/events";
import { setExperiment, setKnob } from "./actions/experiments";
import { reset } from "./actions/transport";
import styles from "./RunState.module.css";
import { useExperiment, useStore } from "./store";
import { useProblemText } from "./useProblemText";

const gigabytes = fixed(1);

/** Loading and failure, over the latent space: what is going on, and what to do next. */
export function RunState() {
  const t = useT();
  const failure = useStore(({ run }) => run.failure);
  const loading = useStore(({ run }) => !run.info);
  const progress = useStore(({ run }) => run.progress);
  if (failure) return <FailureCard failure={failure} />;
  if (!loading) return null;
  const percent = progress ? Math.round((100 * progress.done) / Math.max(1, progress.total)) : 0;
  const counted = progress && progress.task !== "backend";
  const text = counted
    ? t(`state.${progress.task}`, { percent: String(percent) })
    : progress?.task === "backend"
      ? t("backend.starting")
      : t("state.loading");
  return (
    <div className={styles.loading} role="status">
      <progress value={counted ? percent : undefined} max={100} aria-label={text} />
      {text}
    </div>
  );
}

function FailureCard({ failure }: { readonly failure: Failure }) {
  const t = useT();
  const experiment = useExperiment();
  const problemText = useProblemText();
  const again = (
    <Button variant="solid" onClick={tryAgain}>
      {t("state.retry")}
    </Button>
  );
  switch (failure.kind) {
    case "diverged":
      return (
        <Card
          title={t("state.diverged")}
          text={t("state.divergedWhat", { step: count(failure.step), rate: plain(experiment.learningRate) })}
        >
          <Button variant="solid" onClick={backToLastGood}>
            {t("state.divergedDo", { rate: plain(saferLearningRate(experiment)) })}
          </Button>
          <Button onClick={reset}>{t("state.reset")}</Button>
        </Card>
      );
    case "no-backend":
      return (
        <Card
          title={t("state.noBackend")}
          text={t("state.noBackendWhat")}
          details={failure.trials.map(({ backend, detail }) => `${backend}: ${detail ?? "–"}`).join("\n")}
        >
          {again}
        </Card>
      );
    case "dataset":
      return (
        <Card title={t("state.dataset")} text={`${problemText(failure.problem)} ${t("state.datasetOffline")}`}>
          {again}
        </Card>
      );
    case "device-lost":
      return (
        <Card title={t("state.deviceLost")} text={failure.detail}>
          {again}
        </Card>
      );
    case "out-of-memory":
      return (
        <Card title={t("state.outOfMemory")} text={t("state.outOfMemoryWhat")} details={failure.detail}>
          {again}
        </Card>
      );
    case "too-large":
      return <TooLargeCard {...failure} />;
    case "internal":
      return (
        <Card title={t("state.internal")} text="" details={failure.detail}>
          {again}
        </Card>
      );
    default:
      return failure satisfies never;
  }
}

/** What would not fit, and the next smaller thing that does. */
function TooLargeCard({ needs, most, batch }: Extract<Failure, { kind: "too-large" }>) {
  const t = useT();
  const experiment = useExperiment();
  const size = sizesOf(experiment.dataset)
    .map(({ side }) => side)
    .filter((side) => side < experiment.size)
    .at(-1);
  return (
    <Card
      title={t("state.tooLarge")}
      text={t("state.tooLargeWhat", {
        batch: count(experiment.batch),
        needs: gigabytes(needs / 2 ** 30),
        most: gigabytes(most / 2 ** 30),
      })}
    >
      {batch !== undefined && (
        <Button variant="solid" onClick={() => setKnob("batch", batch)}>
          {t("state.tooLargeBatch", { batch: count(batch) })}
        </Button>
      )}
      {size !== undefined && (
        <Button
          variant={batch === undefined ? "solid" : "plain"}
          onClick={() => setExperiment({ size: size as Experiment["size"] })}
        >
          {t("state.tooLargeSize", { size: count(size) })}
        </Button>
      )}
      {batch === undefined && size === undefined && <p>{t("state.tooLargeNarrower")}</p>}
    </Card>
  );
}

interface CardProps {
  readonly title: string;
  readonly text: string;
  readonly details?: string;
  readonly children: React.ReactNode;
}

function Card({ title, text, details, children }: CardProps) {
  const t = useT();
  return (
    <div className={styles.veil}>
      <div className={styles.card} role="alert">
        <h2>{title}</h2>
        {text && <p>{text}</p>}
        {details && (
          <details>
            <summary>{t("state.details")}</summary>
            <pre>{details}</pre>
          </details>
        )}
        <div className={styles.actions}>{children}</div>
      </div>
    </div>
  );
}
