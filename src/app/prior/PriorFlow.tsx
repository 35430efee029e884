import { useMemo, useState } from "react";
import { ImageGrid } from "../../components/flow/ImageGrid";
import { count } from "../../components/ui/format";
import { Progress } from "../../components/ui/Progress";
import { RunState } from "../RunState";
import { shapeOf } from "../shape";
import { useStore } from "../store";
import { useClassName } from "../useClassName";
import { Counting } from "./Counting";
import styles from "./PriorFlow.module.css";
import { PriorNotes } from "./PriorNotes";
import { ClassChoice, DrawAgain, Temperature, useToldClasses } from "./SampleControls";
import { samplesIn } from "./sizes";
import { usePriorT } from "./texts";
import { usePriorGrid } from "./usePriorGrid";
import { useHeldOut, usePriorSamples, useUniform } from "./usePriorSamples";

/** Images beside those of the prior, a side. */
const BESIDE = 4;

/** What a prior draws as it learns, between images drawn evenly and real ones. */
export function PriorFlow() {
  const say = usePriorT();
  const nameOf = useClassName();
  const grid = usePriorGrid();
  const shape = shapeOf(useStore(({ run }) => run.info));
  const classes = useToldClasses();
  const [draw, setDraw] = useState(0);
  const [temperature, setTemperature] = useState(1);
  const [only, setOnly] = useState(-1);

  const byClass = classes > 0 && only < 0;
  const { rows, columns } = grid ? samplesIn(grid, byClass ? classes : 0) : { rows: 6, columns: 6 };
  const beside = Math.min(BESIDE, columns);
  const wanted = useMemo(() => {
    const labels = Array.from({ length: rows * columns }, (_, i) =>
      byClass ? Math.floor(i / columns) : Math.min(Math.max(0, only), Math.max(0, classes - 1)),
    );
    return grid && { labels, draw, temperature };
  }, [grid, rows, columns, byClass, only, classes, draw, temperature]);
  const learned = usePriorSamples(wanted);
  const uniform = useUniform(beside ** 2, draw);
  const real = useHeldOut(0, beside ** 2);
  const { progress } = learned;
  const percent = Math.floor(100 * (progress ?? 0));
  const step = learned.answer?.step;
  const naming = (what: string, images: number) => say("images", { what, count: count(images) });

  return (
    <div className={styles.main}>
      <p className={styles.statement}>{say(`statement.${grid?.ofCodes ? "codes" : "pixels"}`)}</p>
      <div className={styles.controls}>
        <DrawAgain draw={draw} onDraw={setDraw} />
        <Temperature value={temperature} onChange={setTemperature} />
        <ClassChoice value={Math.min(only, classes - 1)} every onChange={setOnly} />
        <div className={styles.progress}>
          {progress !== undefined && !learned.answer && (
            <Progress
              done={progress}
              total={1}
              text={say("drawing", { percent: String(percent) })}
              cancel={say("cancel")}
              onCancel={learned.cancel}
            />
          )}
        </div>
      </div>
      <PriorNotes />
      <div className={styles.view}>
        <figure className={styles.beside}>
          <ImageGrid
            {...shape}
            pixels={uniform.answer?.pixels}
            count={beside ** 2}
            columns={beside}
            label={naming(say("uniform"), beside ** 2)}
          />
          <figcaption>
            <b>{say("uniform")}</b> {say("uniformHint", { levels: grid ? count(grid.levels) : "–" })}
          </figcaption>
        </figure>
        <figure
          className={styles.learned}
          style={{ "--shape": columns / rows } as React.CSSProperties}
          data-step={step}
        >
          <ImageGrid
            {...shape}
            pixels={learned.answer?.pixels}
            count={rows * columns}
            columns={columns}
            rows={byClass ? Array.from({ length: rows }, (_, label) => nameOf(label)) : undefined}
            label={naming(say(byClass ? "learnedByClass" : "learned"), rows * columns)}
          />
          <figcaption>
            <b>{say("learned")}</b> {step === undefined ? "" : say("learnedHint", { step: count(step) })}
          </figcaption>
        </figure>
        <figure className={styles.beside}>
          <ImageGrid
            {...shape}
            pixels={real.answer?.pixels}
            count={beside ** 2}
            columns={beside}
            label={naming(say("real"), beside ** 2)}
          />
          <figcaption>
            <b>{say("real")}</b> {say("realHint")}
          </figcaption>
        </figure>
        <RunState />
      </div>
      <Counting />
    </div>
  );
}
