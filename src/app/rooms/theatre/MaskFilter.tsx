import { Segmented } from "../../../components/ui/Segmented";
import styles from "./MasksTab.module.css";
import { type Mask, maskOf, PRESETS, type Preset, toggled } from "./masks";
import { useTheatreT } from "./texts";

export interface MaskFilterProps {
  readonly name: string;
  readonly mask: Mask;
  readonly side: number;
  readonly onChange: (mask: Mask) => void;
}

/** A filter whose places can be opened and closed. */
export function MaskFilter({ name, mask, side, onChange }: MaskFilterProps) {
  const say = useTheatreT();
  const middle = (side - 1) / 2;
  const preset = PRESETS.find((id) => maskOf(id, side).every((open, i) => open === mask[i]));
  return (
    <fieldset className={styles.filter}>
      <legend>{name}</legend>
      <Segmented<Preset | "">
        label={`${name}: ${say("preset")}`}
        value={preset ?? ""}
        options={PRESETS.map((value) => ({ value, label: say(value) }))}
        onChange={(value) => value && onChange(maskOf(value, side))}
      />
      <div className={styles.places} style={{ "--side": side } as React.CSSProperties}>
        {mask.map((open, i) => {
          const [down, across] = [Math.floor(i / side) - middle, (i % side) - middle];
          return (
            <button
              key={i}
              type="button"
              className={styles.open}
              aria-pressed={open}
              aria-label={say("place", {
                down: signed(down),
                across: signed(across),
                state: say(open ? "open" : "closed"),
              })}
              data-middle={down === 0 && across === 0 ? "" : undefined}
              onClick={() => onChange(toggled(mask, i))}
            >
              {open ? "1" : "0"}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

const signed = (offset: number) => (offset < 0 ? `−${-offset}` : String(offset));
