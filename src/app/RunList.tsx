import { FolderClock, Pencil, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../components/ui/Button";
import { count, loss } from "../components/ui/format";
import { Heading } from "../components/ui/Heading";
import { useT } from "../i18n/useT";
import { reopen } from "./actions/runs";
import { forgetRun, nameRun, showRun } from "./earlier";
import { inNats } from "./lossUnit";
import { namedFields } from "./namedFields";
import styles from "./RunList.module.css";
import type { Run } from "./run";
import { runColour } from "./runColour";
import type { EarlierRun } from "./store";
import { useFieldText } from "./useFieldText";

/** Changes that a run's name tells; the comparison below tells all. */
const NAMED_CHANGES = 2;

export interface RunListProps {
  readonly now: Run;
  readonly earlier: readonly EarlierRun[];
}

/** The current run and those before it: what each changed, where it ended, its curve on and off, and the way back to it. */
export function RunList({ now, earlier }: RunListProps) {
  const t = useT();
  const nameOf = useRunName();
  return (
    <>
      <Heading>{t("runs.title")}</Heading>
      <ul className={styles.list}>
        <Row run={now} name={nameOf(now)} current />
        {earlier.map(({ run, shown, last }) => {
          const name = nameOf(run);
          return (
            <Row key={run.id} run={run} name={name} shown={shown}>
              <IconButton
                label={t(last ? "runs.reopen" : "runs.again", { name })}
                className={styles.tool}
                onClick={() => reopen(run.id)}
              >
                <FolderClock size={15} />
              </IconButton>
              <IconButton label={t("runs.forget", { name })} className={styles.tool} onClick={() => forgetRun(run.id)}>
                <X size={15} />
              </IconButton>
            </Row>
          );
        })}
      </ul>
    </>
  );
}

interface RowProps {
  readonly run: Run;
  readonly name: string;
  readonly current?: boolean;
  readonly shown?: boolean;
  readonly children?: React.ReactNode;
}

function Row({ run, name, current = false, shown = true, children }: RowProps) {
  const t = useT();
  const [naming, setNaming] = useState(false);
  const heldOut = run.heldOut.latest?.values[0];
  const rename = (given: string) => {
    nameRun(run.id, given.trim());
    setNaming(false);
  };
  return (
    <li className={styles.row} data-current={current || undefined}>
      <button
        type="button"
        className={styles.swatch}
        style={{ "--run": current ? "var(--ink)" : runColour(run.id) } as React.CSSProperties}
        aria-pressed={shown}
        aria-label={t("runs.curve", { name })}
        title={t("runs.curve", { name })}
        disabled={current}
        onClick={() => showRun(run.id, !shown)}
      />
      {naming ? (
        <input
          className={styles.field}
          defaultValue={name}
          aria-label={t("runs.name")}
          maxLength={40}
          // biome-ignore lint/a11y/noAutofocus: the field comes in the place of the button that was just pressed
          autoFocus
          onBlur={(event) => rename(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") rename(event.currentTarget.value);
            if (event.key === "Escape") setNaming(false);
            event.stopPropagation();
          }}
        />
      ) : (
        <span className={styles.name} title={name}>
          {name}
        </span>
      )}
      <span className={styles.loss}>
        {heldOut === undefined ? "–" : loss(heldOut, inNats(run.experiment) ? "nats" : "mse")}
      </span>
      <span className={styles.tools}>
        <IconButton label={t("runs.rename", { name })} className={styles.tool} onClick={() => setNaming(true)}>
          <Pencil size={14} />
        </IconButton>
        {children}
      </span>
    </li>
  );
}

/** The name that was given to a run, or else what it changed from the one before it. */
function useRunName() {
  const t = useT();
  const { name: fieldName, value } = useFieldText();
  return (run: Run): string => {
    const { name, experiment, branchedAt } = run;
    if (name) return name;
    const changed = namedFields(run);
    const said = changed.slice(0, NAMED_CHANGES).map((key) => {
      const text = value(key, experiment);
      if (key === "without") return t(experiment.without === "none" ? "runs.withAll" : "runs.without", { label: text });
      return key === "model" || key === "dataset" || key === "shape" ? text : `${fieldName(key)} ${text}`;
    });
    if (experiment.stage !== "autoencoder") said.push(t(`choices.${experiment.stage}`));
    if (branchedAt !== undefined) said.unshift(t("runs.branch", { step: count(branchedAt) }));
    return (said.join(", ") || t("runs.same")) + (changed.length > NAMED_CHANGES ? " …" : "");
  };
}
