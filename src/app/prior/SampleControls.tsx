import { Dices } from "lucide-react";
import { ValueSlider } from "../../components/controls/ValueSlider";
import { Button } from "../../components/ui/Button";
import { fixed } from "../../components/ui/format";
import { useExperiment, useStore } from "../store";
import { useClassName } from "../useClassName";
import styles from "./SampleControls.module.css";
import { usePriorT } from "./texts";

const short = fixed(2);
const HOTTEST = 2;

/** The classes that the prior is told of; 0 where it is not. */
export function useToldClasses(): number {
  const { conditioning } = useExperiment();
  const classes = useStore(({ run }) => run.info?.dataset.classes ?? 0);
  return conditioning === "class" ? classes : 0;
}

/** T of softmax(logits / T). */
export function Temperature({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const say = usePriorT();
  return (
    <div className={styles.temperature} title={say("temperatureHint")}>
      <ValueSlider
        label={say("temperature")}
        value={value}
        min={0}
        max={HOTTEST}
        step={0.05}
        text={short(value)}
        onChange={onChange}
      />
    </div>
  );
}

/** Which class is drawn; nothing where the prior is told of none. */
export function ClassChoice({
  value,
  every = false,
  onChange,
}: {
  /** −1 is every class. */
  readonly value: number;
  readonly every?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const say = usePriorT();
  const nameOf = useClassName();
  const classes = useToldClasses();
  if (classes === 0) return null;
  return (
    <label className={styles.class}>
      {say("class")}
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {every && <option value={-1}>{say("every")}</option>}
        {Array.from({ length: classes }, (_, label) => (
          <option key={label} value={label}>
            {nameOf(label)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function DrawAgain({ draw, onDraw }: { readonly draw: number; readonly onDraw: (draw: number) => void }) {
  const say = usePriorT();
  return (
    <Button variant="solid" onClick={() => onDraw(draw + 1)}>
      <Dices size={16} aria-hidden="true" />
      {say("again")}
    </Button>
  );
}
