import { zName } from "../components/ui/format";
import { useT } from "../i18n/useT";
import styles from "./AxisPicker.module.css";

export interface AxisPickerProps {
  readonly latent: number;
  readonly axes: readonly [number, number];
  readonly onChange: (axes: readonly [number, number]) => void;
}

/** Which two of many latent dimensions the plane shows. */
export function AxisPicker({ latent, axes, onChange }: AxisPickerProps) {
  const t = useT();
  const picker = (name: string, value: number, change: (d: number) => void) => (
    <label className={styles.picker}>
      {name}
      <select value={value} onChange={(event) => change(Number(event.target.value))}>
        {Array.from({ length: latent }, (_, d) => (
          <option key={zName(d)} value={d}>
            {zName(d)}
          </option>
        ))}
      </select>
    </label>
  );
  const [across, up] = axes;
  return (
    <div className={styles.pickers}>
      {picker(t("latent.across"), across, (d) => onChange([d, d === up ? across : up]))}
      {picker(t("latent.up"), up, (d) => onChange([d === across ? up : across, d]))}
    </div>
  );
}
