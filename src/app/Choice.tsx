import { count } from "../components/ui/format";
import { LiveBadge } from "../components/ui/LiveBadge";
import type { Experiment } from "../engine/experiment";
import {
  CODE_SPACES,
  CODEBOOK_INITS,
  CODEBOOK_LEARNINGS,
  CONDITIONINGS,
  CORRUPTIONS,
  DECODERS,
  ESTIMATORS,
  LEVELS,
  LIVE_CHOICES,
  LOCKS,
  NETWORKS,
  RESTARTS,
  STACKS,
  TIES,
} from "../engine/knobs";
import { useT } from "../i18n/useT";
import { chooseLive, setExperiment } from "./actions/experiments";
import styles from "./Choice.module.css";
import { useExperiment } from "./store";

const OPTIONS = {
  network: NETWORKS,
  tie: TIES,
  decoder: DECODERS,
  corruption: CORRUPTIONS,
  codebookLearning: CODEBOOK_LEARNINGS,
  codebookInit: CODEBOOK_INITS,
  codeSpace: CODE_SPACES,
  restart: RESTARTS,
  stack: STACKS,
  levels: LEVELS,
  conditioning: CONDITIONINGS,
  estimator: ESTIMATORS,
  lock: LOCKS,
} as const satisfies Partial<Record<keyof Experiment, readonly (string | number)[]>>;
export type ChoiceId = keyof typeof OPTIONS;

const isLive = (id: ChoiceId): boolean => (LIVE_CHOICES as readonly string[]).includes(id);

export interface ChoiceProps {
  readonly id: ChoiceId;
  /** Options that make no sense now. */
  readonly without?: readonly string[];
}

/** One of a few ways to do something: a live one while the run goes on, another starts a new run. */
export function Choice({ id, without = [] }: ChoiceProps) {
  const t = useT();
  const value = useExperiment()[id];
  const options = OPTIONS[id].filter((option) => !without.includes(String(option)));
  const choose = (text: string) => {
    const choice = { [id]: options.find((option) => String(option) === text) };
    if (isLive(id)) void chooseLive(choice);
    else setExperiment(choice);
  };
  const name = (option: string | number) =>
    typeof option === "number" ? count(option) : t(`choices.${option as Exclude<Experiment[ChoiceId], number>}`);
  return (
    <label className={styles.choice} title={t(isLive(id) ? "knobs.liveHint" : "knobs.structural")}>
      <span>
        {t(`knobs.${id}`)}
        {isLive(id) && <LiveBadge>{t("knobs.live")}</LiveBadge>}
      </span>
      <select className={styles.select} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
