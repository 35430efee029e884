import { LossChart } from "../../../components/charts/LossChart";
import { count, fixed } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { codesLearn } from "../../../engine/experiment";
import { useT } from "../../../i18n/useT";
import { Choice } from "../../Choice";
import { CodebookCard } from "../../codes/CodebookCard";
import { useExperiment, useStore } from "../../store";
import { Commitment } from "./Commitment";
import { useVqT } from "./texts";
import styles from "./VqRoom.module.css";

const short = fixed(1);

/** The codebook dying and coming back, over the run, with what decides about it close by. */
export function CollapseTab() {
  const t = useT();
  const say = useVqT();
  const experiment = useExperiment();
  const { codes } = experiment;
  const usages = useStore(({ run }) => run.codeUsages);
  const travelled = useStore((state) => state.travelled);
  // The series grows in place: an evaluation says when.
  useStore(({ run }) => run.evaluation);
  const curve = (value: 0 | 1) => usages.points.map(({ step, values }) => ({ step, value: values[value] as number }));
  const chart = (value: 0 | 1, label: string, format: (value: number) => string) => (
    <div>
      <Heading>{label}</Heading>
      <LossChart
        curves={[{ id: label, kind: "heldOut", label, colour: "var(--ek)", points: curve(value) }]}
        reference={{ label: say("most", { codes: count(codes) }), value: codes }}
        scale="linear"
        mark={travelled}
        label={label}
        stepLabel={t("evidence.step")}
        emptyLabel={say("empty")}
        format={format}
      />
    </div>
  );
  return (
    <div className={styles.columns}>
      <div className={styles.book}>
        <CodebookCard framed={false} />
      </div>
      <div className={styles.curves}>
        {chart(0, say("perplexity"), short)}
        {chart(1, say("inUse"), (value) => count(Math.round(value)))}
      </div>
      <div className={styles.controls}>
        <Choice id="codeSpace" />
        {codesLearn(experiment) ? (
          <>
            <Choice id="codebookLearning" />
            <Choice id="restart" />
            <Commitment />
            <Choice id="codebookInit" />
            <p className={styles.note}>{say("choicesNote")}</p>
          </>
        ) : (
          <p className={styles.note}>{say("latticeNote")}</p>
        )}
      </div>
    </div>
  );
}
