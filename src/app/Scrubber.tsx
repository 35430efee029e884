import slider from "../components/controls/slider.module.css";
import { count } from "../components/ui/format";
import { useT } from "../i18n/useT";
import { travelTo } from "./actions/runs";
import { useStore } from "./store";
import { placeAmong } from "./timeline";

/** The run's past: every stop is a snapshot of its weights, and the whole page goes back to it. */
export function Scrubber() {
  const t = useT();
  const snapshots = useStore((state) => state.snapshots);
  const travelled = useStore((state) => state.travelled);
  const step = useStore(({ run }) => run.step);
  const { at, end } = placeAmong(snapshots, travelled, step);
  const colour = travelled === undefined ? "var(--ink)" : "var(--z)";
  return (
    <input
      className={slider.slider}
      style={{ "--filled": `${(100 * at) / end}%`, "--knob": colour } as React.CSSProperties}
      type="range"
      min={0}
      max={end}
      value={at}
      disabled={snapshots.length < 2}
      aria-label={t("time.scrubber")}
      aria-valuetext={t("time.at", { step: count(travelled ?? step) })}
      title={t(travelled === undefined ? "time.hint" : "time.branchHint")}
      onChange={(event) => travelTo(snapshots[Number(event.target.value)] as number)}
    />
  );
}
