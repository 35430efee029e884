import { Dices } from "lucide-react";
import { useState } from "react";
import { ImageGrid } from "../../../components/flow/ImageGrid";
import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { count } from "../../../components/ui/format";
import { Progress } from "../../../components/ui/Progress";
import { isPrior } from "../../../engine/experiment";
import { levelOfStage, stagesOf } from "../../../engine/knobs";
import { type CodeGrid, gridsOf } from "../../../engine/models/model";
import type { DrawnLevels } from "../../../workers/rooms/hierarchy";
import { enterStage } from "../../actions/stages";
import { ask } from "../../actions/worker";
import { shapeOf } from "../../shape";
import { useExperiment, useStore } from "../../store";
import { useClassName } from "../../useClassName";
import { useAnswer } from "../useAnswer";
import { Attention } from "./Attention";
import styles from "./Hierarchy.module.css";
import { sizeOf } from "./sizes";
import { useHierarchyT } from "./texts";

const COLUMNS = 8;
/** A row for each. */
const MOST_CLASSES = 12;

/** Samples from the coarsest level down, and what the coarsest prior attends to. */
export function DrawTab() {
  const t = useHierarchyT();
  const experiment = useExperiment();
  if (isPrior(experiment)) return <Drawn key={experiment.stage} />;
  return (
    <EmptyState>
      <p>{t("needsPrior")}</p>
      <Button variant="solid" onClick={() => void enterStage("prior")}>
        {t("toPriors")}
      </Button>
    </EmptyState>
  );
}

function Drawn() {
  const t = useHierarchyT();
  const { stage, conditioning } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const code = useStore(({ parked }) => parked?.info?.code);
  const step = useStore(({ run }) => run.evaluation?.step);
  const nameOf = useClassName();
  const [draw, setDraw] = useState(0);
  const classes = conditioning === "class" ? Math.min(MOST_CLASSES, info?.dataset.classes ?? 0) : 0;
  const labels = Array.from({ length: Math.max(2, classes) * COLUMNS }, (_, i) =>
    classes > 0 ? Math.floor(i / COLUMNS) : 0,
  );
  const { said, progress, failed, cancel } = useAnswer<DrawnLevels>(
    step === undefined
      ? undefined
      : {
          key: [draw, stage],
          version: step,
          ask: (options) => ask("drawLevels", { labels, draw, temperature: 1 }, options),
        },
  );
  const grids = code ? gridsOf(code) : [];
  const below = grids[levelOfStage(stage) + 1];
  const levels = said?.answer.levels ?? [];
  return (
    <div className={styles.main}>
      <div className={styles.tools}>
        <Button onClick={() => setDraw(draw + 1)}>
          <Dices size={16} /> {t("again")}
        </Button>
        {below && (
          <Button onClick={() => void enterStage(stagesOf(grids.length)[levelOfStage(stage) + 2] ?? stage)}>
            {t("below", sizeOf(below))}
          </Button>
        )}
        {progress !== undefined && (
          <Progress
            done={progress}
            total={1}
            text={t("drawing", { percent: count(100 * progress) })}
            cancel={t("cancel")}
            onCancel={cancel}
          />
        )}
      </div>
      {failed && levels.length === 0 && <p className={styles.note}>{t("needsTop")}</p>}
      <div className={styles.stages}>
        {levels.map((level, i) => {
          const size = sizeOf(grids[i] ?? ONE);
          return (
            <figure key={`${stage} ${size.height}`}>
              <figcaption>
                {t("stage", { ...size, ms: count(level.ms) })}
                {i < grids.length - 1 && <small> {t("rest")}</small>}
              </figcaption>
              <ImageGrid
                pixels={level.pixels}
                count={labels.length}
                columns={COLUMNS}
                rows={classes > 0 ? Array.from({ length: classes }, (_, label) => nameOf(label)) : undefined}
                label={t("samples", size)}
                {...shapeOf(info)}
              />
            </figure>
          );
        })}
      </div>
      {levels[0] && grids[0] && (
        <Attention
          grid={grids[0]}
          codes={levels[0].codes.subarray(0, grids[0].height * grids[0].width)}
          label={classes > 0 ? 0 : undefined}
        />
      )}
    </div>
  );
}

const ONE: CodeGrid = { height: 1, width: 1 };
