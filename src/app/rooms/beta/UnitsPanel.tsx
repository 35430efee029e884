import { DimensionBars } from "../../../components/charts/DimensionBars";
import { KnobSlider } from "../../../components/controls/KnobSlider";
import { Button } from "../../../components/ui/Button";
import { plain, zName } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { KNOBS } from "../../../engine/knobs";
import { useT } from "../../../i18n/useT";
import { setKnob } from "../../actions/experiments";
import { useExperiment } from "../../store";
import { useBetaT } from "./texts";
import styles from "./UnitsPanel.module.css";
import type { Units } from "./useUnits";
import { useWarmUp, WARM_UP_STEPS } from "./useWarmUp";

/** Names of more dimensions than this would be a list nobody reads. */
const MOST_NAMES = 6;

/** β, how much each dimension is used, and an alarm where some are not. */
export function UnitsPanel({ units }: { readonly units: Units | undefined }) {
  const t = useT();
  const say = useBetaT();
  const { beta, latent } = useExperiment();
  const warmUp = useWarmUp();
  const off = units?.off ?? [];
  const active = units && latent - off.length;
  const names = off.slice(0, MOST_NAMES).map(zName).join(", ") + (off.length > MOST_NAMES ? ", …" : "");
  const alarm = off.length > 0;
  const lower = [...KNOBS.beta.stops].reverse().find((stop) => stop <= beta / 2) ?? 0;
  return (
    <aside className={styles.panel} aria-label={say("units")}>
      <KnobSlider
        label="β"
        knob={KNOBS.beta}
        value={beta}
        onChange={(value) => setKnob("beta", value)}
        liveLabel={t("knobs.live")}
        hint={t("knobs.liveHint")}
        exactLabel={t("knobs.exact", { knob: "β" })}
        colour="var(--sigma)"
      />
      <div>
        <p className={styles.active}>
          <b className={alarm ? styles.bad : ""}>
            <Metric
              name="active-units"
              value={active ?? ""}
              text={active === undefined ? "–" : say("of", { active: String(active), latent: String(latent) })}
            />
          </b>{" "}
          {say("active")}
        </p>
        <Heading>{say("units")}</Heading>
        <DimensionBars
          label={say("units")}
          values={units?.kl ?? new Float64Array(latent)}
          colour="var(--sigma)"
          fullAtLeast={1}
          pale={off}
        />
      </div>
      <p className={`${styles.note} ${alarm ? styles.alarm : ""}`} aria-live="polite" data-alarm={alarm}>
        {!units ? "\u00a0" : active === 0 ? say("allOff") : alarm ? say("off", { names }) : say("allOn")}
      </p>
      <div className={styles.cures}>
        {warmUp.target === undefined ? (
          <>
            <Button disabled={beta === 0} title={say("lowerHint")} onClick={() => setKnob("beta", lower)}>
              {say("lower", { beta: plain(lower) })}
            </Button>
            <Button
              disabled={beta === 0}
              title={say("warmUpHint", { steps: String(WARM_UP_STEPS) })}
              onClick={warmUp.start}
            >
              {say("warmUp")}
            </Button>
          </>
        ) : (
          <>
            <span className={styles.warming} role="status">
              {say("warming", { beta: plain(beta), target: plain(warmUp.target) })}
            </span>
            <Button onClick={warmUp.stop}>{say("stop")}</Button>
          </>
        )}
      </div>
    </aside>
  );
}
