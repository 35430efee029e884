import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { hasCodes } from "../engine/experiment";
import { type Stage, stagesOf } from "../engine/knobs";
import { type CodeGrid, gridsOf } from "../engine/models/model";
import { useT } from "../i18n/useT";
import { setRoom } from "./actions/page";
import { canEnter, encodeAnew, enterStage, goOnAfter, isStale } from "./actions/stages";
import styles from "./StageBar.module.css";
import { useStore } from "./store";

/** Steps of the autoencoder after which its codes are good enough to learn a prior of. */
const AFTER = [200, 500, 1000, 3000];

/** The stages in which a VQ-VAE or VQ-VAE-2 is trained, how far each has come, and the way between them. */
export function StageBar() {
  const model = useStore(({ run }) => run.experiment.model);
  return hasCodes(model) ? <Bar /> : null;
}

function Bar() {
  const t = useT();
  const stage = useStore(({ run }) => run.experiment.stage);
  const step = useStore(({ run }) => run.step);
  const waiting = useStore((state) => state.stageSteps);
  const run = useStore((state) => state.run);
  const grids = useGrids();
  const codecStep = useStore((state) => state.codecStep);
  const stale = useStore(isStale);
  const room = useStore((state) => state.room);
  const after = useStore((state) => state.goOnAfter);
  const atPrior = stage !== "autoencoder";
  const last = stagesOf(grids.length).at(-1) as Stage;
  const stepsOf = (id: Stage) => steps(id === stage ? step : waiting[id]);
  const steps = (taken: number | undefined) =>
    taken === undefined ? t("stages.notYet") : t("stages.steps", { steps: count(taken) });
  const seesSamples = stage === last && room === "flow";
  return (
    <nav className={styles.bar} aria-label={t("stages.title")}>
      <ol className={styles.stages}>
        <Item
          name={t("stages.autoencoder")}
          state={stepsOf("autoencoder")}
          current={!atPrior}
          onClick={() => void enterStage("autoencoder")}
        />
        <Item
          name={t("stages.codes")}
          state={codecStep === undefined ? t("stages.notYet") : t("stages.encoded", { step: count(codecStep) })}
        />
        {stagesOf(grids.length)
          .slice(1)
          .map((id, level) => (
            <Item
              key={id}
              name={grids.length > 1 ? t("stages.priorOf", sizeOf(grids[level] as CodeGrid)) : t("stages.prior")}
              state={stepsOf(id)}
              current={id === stage}
              {...(canEnter(id, { run, stageSteps: waiting }) && { onClick: () => void enterStage(id) })}
            />
          ))}
        <Item
          name={t("stages.samples")}
          current={seesSamples}
          {...(canEnter(last, { run, stageSteps: waiting }) && {
            onClick: () => void enterStage(last).then(() => setRoom("flow")),
          })}
        />
      </ol>
      {stale && codecStep !== undefined ? (
        <p className={styles.stale} role="status">
          {t("stages.stale", { step: count(codecStep) })}{" "}
          <Button onClick={() => void encodeAnew()}>{t("stages.anew")}</Button>
        </p>
      ) : (
        !atPrior && (
          <label className={styles.after}>
            {t("stages.after")}
            <select
              value={after ?? ""}
              onChange={({ target }) => goOnAfter(target.value === "" ? undefined : Number(target.value))}
            >
              <option value="">{t("stages.byHand")}</option>
              {AFTER.map((wanted) => (
                <option key={wanted} value={wanted}>
                  {t("stages.afterSteps", { steps: count(wanted) })}
                </option>
              ))}
            </select>
          </label>
        )
      )}
    </nav>
  );
}

const sizeOf = ({ height, width }: CodeGrid) => ({ height: String(height), width: String(width) });

/** The grids of codes, the coarsest first. */
function useGrids(): readonly CodeGrid[] {
  const info = useStore(({ run, parked }) => (run.experiment.stage === "autoencoder" ? run : parked)?.info);
  return info ? gridsOf(info.code) : [{ height: 1, width: 1 }];
}

interface ItemProps {
  readonly name: string;
  readonly state?: string;
  readonly current?: boolean;
  readonly onClick?: () => void;
}

function Item({ name, state, current = false, onClick }: ItemProps) {
  const face: ReactNode = (
    <>
      {name}
      {state && <small>{state}</small>}
    </>
  );
  return (
    <li className={styles.item}>
      {onClick ? (
        <button type="button" className={styles.face} aria-current={current ? "step" : undefined} onClick={onClick}>
          {face}
        </button>
      ) : (
        <span className={styles.face}>{face}</span>
      )}
      <ChevronRight className={styles.arrow} size={14} aria-hidden="true" />
    </li>
  );
}
