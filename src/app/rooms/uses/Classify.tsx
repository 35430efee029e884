import { useMemo, useState } from "react";
import { Formula } from "../../../components/ui/Formula";
import { count } from "../../../components/ui/format";
import { Segmented } from "../../../components/ui/Segmented";
import { isPointSummary } from "../../../engine/data/samples";
import { NEIGHBOURS } from "../../../engine/metrics/classifiers";
import { contingency } from "../../../engine/metrics/contingency";
import type { Queries } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { useClassName } from "../../useClassName";
import { useAnswer } from "../useAnswer";
import { AccuracyTable } from "./AccuracyTable";
import { Baselines } from "./Baselines";
import { CellSamples } from "./CellSamples";
import { Confusions } from "./Confusions";
import { type Cell, membersOf } from "./confusions";
import { NeedsLabels } from "./NeedsLabels";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

type Classifier = "probe" | "neighbours";

/** Classes told apart from z alone, beside raw numbers and PCA. */
export function Classify() {
  const t = useUsesT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const step = useStore(({ run }) => run.evaluation?.step);
  const { without } = useExperiment();
  const classes = info?.dataset.classes ?? 0;
  const hasLabels = classes > 1 && info?.labels !== undefined;
  const [stopped, setStopped] = useState(false);
  const fromZ = useClassified("z", hasLabels && step !== undefined, step);
  // z is what the room is about, and the quickest: what it is compared with waits for it, the slowest longest.
  const baselines = hasLabels && !stopped && fromZ.said !== undefined;
  const fromPca = useClassified("pca", baselines);
  const fromX = useClassified("x", baselines && fromPca.said !== undefined);
  const [chosen, setClassifier] = useState<Classifier>("probe");
  const [cell, setCell] = useState<Cell>();

  const answer = fromZ.said?.answer;
  const classifier = answer?.probe ? chosen : "neighbours";
  const found = useMemo(() => {
    const predictions = answer?.[classifier];
    if (!answer || !predictions) return undefined;
    const { test, truths } = answer;
    return { truths, predictions, test, table: contingency(truths, predictions, classes, classes) };
  }, [answer, classifier, classes]);
  const shownCell = cell && cell.truth < classes && cell.predicted < classes ? cell : undefined;
  const members = useMemo(
    () => (found && shownCell ? membersOf(shownCell, found.truths, found.predictions, found.test) : undefined),
    [found, shownCell],
  );

  if (info && !hasLabels) return <NeedsLabels why={t("labels.why")} />;
  const isPoints = isPointSummary(info?.dataset);
  const rows = [
    { id: "z", name: t("classifier.z"), answer },
    { id: "pca", name: t("classifier.pca"), answer: fromPca.said?.answer },
    { id: "x", name: t(isPoints ? "classifier.coordinates" : "classifier.pixels"), answer: fromX.said?.answer },
  ];
  return (
    <div className={styles.use}>
      <p className={styles.statement}>{t("classifier.statement")}</p>
      <div className={styles.columns}>
        <section className={styles.card} aria-label={t("classifier.matrix")}>
          <div className={styles.bar}>
            <h2>{t("classifier.matrix")}</h2>
            <Segmented<Classifier>
              label={t("classifier.which")}
              value={classifier}
              options={[
                { value: "probe", label: t("classifier.probe") },
                { value: "neighbours", label: t("classifier.neighbours", { k: String(NEIGHBOURS) }) },
              ]}
              onChange={setClassifier}
            />
          </div>
          <Confusions table={found?.table} classes={classes} cell={shownCell} onCell={setCell} />
        </section>
        <div className={styles.side}>
          <section className={styles.card} aria-label={t("classifier.accuracy")}>
            <AccuracyTable rows={rows} classes={classes} />
            <p className={styles.note}>
              {fromZ.failed
                ? t("failed")
                : fromZ.said && answer
                  ? t("classifier.facts", {
                      train: count(answer.train),
                      test: count(answer.test.length),
                      step: count(answer.step),
                    })
                  : t("measuring")}
            </p>
            {without !== "none" && <p className={styles.note}>{t("classifier.leftOut", { label: nameOf(without) })}</p>}
            <Formula tex="p(y \mid \z) = \mathrm{softmax}(W\z + b)" label={t("classifier.formula")} />
            <Baselines
              parts={[fromPca, fromX].map(({ said, progress }) => (said ? undefined : (progress ?? 0)))}
              stopped={stopped}
              onStop={() => setStopped(true)}
              onGo={() => setStopped(false)}
            />
          </section>
          <CellSamples cell={shownCell} members={members} />
        </div>
      </div>
    </div>
  );
}

/** How well classes are told apart from these numbers; of z anew whenever the model has been evaluated, at this step. */
function useClassified(basis: Queries["classify"]["ask"]["basis"], isWanted: boolean, step = 0) {
  return useAnswer(
    isWanted
      ? {
          key: [basis],
          version: step,
          ask: async (options) => ({ ...(await ask("classify", { basis }, options)), step }),
        }
      : undefined,
  );
}
