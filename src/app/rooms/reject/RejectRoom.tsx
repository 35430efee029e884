import { Dices } from "lucide-react";
import { useMemo, useState } from "react";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { Button } from "../../../components/ui/Button";
import { Formula } from "../../../components/ui/Formula";
import { count, tick } from "../../../components/ui/format";
import { isPrior } from "../../../engine/experiment";
import type { Judges } from "../../../engine/judges/judges";
import { splitAt, THRESHOLDS } from "../../../engine/judges/rejection";
import { ask } from "../../actions/worker";
import { RunState } from "../../RunState";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useClassName } from "../../useClassName";
import { NeedsModel } from "../NeedsModel";
import { useAnswer } from "../useAnswer";
import { NeedsData } from "./NeedsData";
import { NeedsJudges } from "./NeedsJudges";
import { NeedsPrior } from "./NeedsPrior";
import styles from "./Reject.module.css";
import { SampleGrid } from "./SampleGrid";
import { percent, Scores } from "./Scores";
import { useRejectT } from "./texts";
import { useJudges } from "./useJudges";
import { useSamples } from "./useSamples";

/** Chapter 9: samples that a classifier recognises as their label are kept, and another one judges the kept ones. */
export function RejectRoom() {
  const drawsByPrior = useStore(({ run }) => isPrior(run.experiment));
  const room = (
    <NeedsData>
      <NeedsPrior>
        <Reject />
      </NeedsPrior>
    </NeedsData>
  );
  return drawsByPrior ? room : <NeedsModel models={["vae", "vqVae", "vqVae2"]}>{room}</NeedsModel>;
}

function Reject() {
  const t = useRejectT();
  const judges = useJudges();
  return (
    <div className={styles.room}>
      <div className={styles.head}>
        <p className={styles.statement}>{t("statement")}</p>
        <Formula tex="p(y \mid \xhat) \ge \tau" label={t("formula")} />
      </div>
      {judges.accuracy ? <Desk accuracy={judges.accuracy} /> : <NeedsJudges {...judges} />}
      <RunState />
    </div>
  );
}

/** Where the threshold stands until a hand moves it. */
const FIRST = THRESHOLDS.indexOf(0.9);

function Desk({ accuracy }: { readonly accuracy: Judges["accuracy"] }) {
  const t = useRejectT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const [draw, setDraw] = useState(0);
  const [chosen, setChosen] = useState(FIRST);
  const samples = useSamples(draw);
  const { said, failed } = useAnswer(
    samples && {
      key: [draw],
      version: samples.step,
      async ask(options) {
        const { step, pixels, labels } = samples;
        return { ...(await ask("judged", { pixels, labels }, options)), pixels, step, isAsked: labels !== undefined };
      },
    },
  );
  const judged = said?.answer;
  const threshold = THRESHOLDS[chosen] ?? 0;
  const split = useMemo(() => judged && splitAt(threshold, judged.probabilities), [judged, threshold]);
  const total = judged?.asked.length ?? 0;
  const shown = judged && { ...judged, shape: shapeOf(info), nameOf };
  const amount = (part: Uint32Array) =>
    `${t("of", { count: count(part.length), total: count(total) })} · ${percent(part.length / total)}`;
  return (
    <>
      <div className={styles.controls}>
        <Button onClick={() => setDraw((before) => before + 1)}>
          <Dices size={16} aria-hidden="true" />
          {t("again")}
        </Button>
        <div className={styles.threshold} title={t("thresholdHint")}>
          <ValueSlider
            label={`τ, ${t("threshold")}`}
            name={t("threshold")}
            value={chosen}
            min={0}
            max={THRESHOLDS.length - 1}
            step={1}
            text={tick(threshold)}
            onChange={setChosen}
          />
        </div>
      </div>
      {shown && split ? (
        <>
          <div className={styles.grids}>
            <SampleGrid
              {...shown}
              id="kept"
              name={t("kept")}
              of={amount(split.accepted)}
              empty={t("nothingKept")}
              indices={split.accepted}
            />
            <SampleGrid
              {...shown}
              id="rejected"
              name={t("rejected")}
              of={amount(split.rejected)}
              empty={t("nothingRejected")}
              indices={split.rejected}
            />
          </div>
          <Scores judged={shown} accuracy={accuracy} chosen={chosen} onChoose={setChosen} />
        </>
      ) : (
        <p className={styles.waiting}>{failed ? t("failed") : t("drawing")}</p>
      )}
      <p className={styles.note}>
        {judged && !judged.isAsked && `${t("own")} `}
        {t("judges.accuracy", {
          count: count(accuracy.heldOut),
          keeper: percent(accuracy.keeper),
          judge: percent(accuracy.judge),
        })}{" "}
        {judged && (failed ? t("failed") : t("facts", { count: count(total), step: count(judged.step) }))}
      </p>
    </>
  );
}
