import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { useT } from "../i18n/useT";
import { setRoom } from "./actions/page";
import { encodeAnew, enterStage, goOnAfter, isStale } from "./actions/stages";
import styles from "./StageBar.module.css";
import { useStore } from "./store";

/** Steps of the autoencoder after which its codes are good enough to learn a prior of. */
const AFTER = [200, 500, 1000, 3000];

/** The stages in which a VQ-VAE is trained, how far each has come, and the way between them. */
export function StageBar() {
  const model = useStore(({ run }) => run.experiment.model);
  return model === "vqVae" ? <Bar /> : null;
}

function Bar() {
  const t = useT();
  const stage = useStore(({ run }) => run.experiment.stage);
  const step = useStore(({ run }) => run.step);
  const otherStep = useStore(({ parked }) => parked?.step);
  const codecStep = useStore((state) => state.codecStep);
  const stale = useStore(isStale);
  const room = useStore((state) => state.room);
  const after = useStore((state) => state.goOnAfter);
  const atPrior = stage === "prior";
  const steps = (taken: number | undefined) =>
    taken === undefined ? t("stages.notYet") : t("stages.steps", { steps: count(taken) });
  const seesSamples = atPrior && room === "flow";
  return (
    <nav className={styles.bar} aria-label={t("stages.title")}>
      <ol className={styles.stages}>
        <Item
          name={t("stages.autoencoder")}
          state={steps(atPrior ? otherStep : step)}
          current={!atPrior}
          onClick={() => void enterStage("autoencoder")}
        />
        <Item
          name={t("stages.codes")}
          state={codecStep === undefined ? t("stages.notYet") : t("stages.encoded", { step: count(codecStep) })}
        />
        <Item
          name={t("stages.prior")}
          state={steps(atPrior ? step : otherStep)}
          current={atPrior}
          onClick={() => void enterStage("prior")}
        />
        <Item
          name={t("stages.samples")}
          current={seesSamples}
          onClick={() => void enterStage("prior").then(() => setRoom("flow"))}
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
