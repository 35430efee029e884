import { RefreshCw } from "lucide-react";
import { KnobSlider } from "../../../components/controls/KnobSlider";
import { Button, IconButton } from "../../../components/ui/Button";
import type { Experiment } from "../../../engine/experiment";
import { CORRUPTIONS, KNOBS } from "../../../engine/knobs";
import { useT } from "../../../i18n/useT";
import { setExperiment } from "../../actions/experiments";
import { drawNoise } from "../../actions/probing";
import { useExperiment } from "../../store";
import type { RivalControl } from "../rival/useRival";
import styles from "./NoiseControls.module.css";
import { useDenoiseT } from "./texts";
import type { NoiseControl } from "./useNoise";

/** Kind and strength of the noise, other noise of the same kind, and the way to a model that learns with it. */
export function NoiseControls({ noise, control }: { readonly noise: NoiseControl; readonly control: RivalControl }) {
  const t = useT();
  const say = useDenoiseT();
  const { network } = useExperiment();
  const { corruption, strength, isTrained } = noise;
  const kinds = CORRUPTIONS.filter((kind) => kind !== "hiddenDropout" || (isTrained && network !== "linear"));
  const hint = say(isTrained ? "live" : "tried");
  return (
    <div className={styles.controls}>
      <label className={styles.kind} title={hint}>
        <span>{say("kind")}</span>
        <select value={corruption} onChange={(event) => noise.setKind(event.target.value as Experiment["corruption"])}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`choices.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.strength}>
        <KnobSlider
          label={say("strength")}
          knob={KNOBS.strength}
          value={strength}
          onChange={noise.setStrength}
          liveLabel={t("knobs.live")}
          hint={hint}
          exactLabel={t("knobs.exact", { knob: say("strength") })}
          colour="var(--xtilde)"
        />
      </div>
      <IconButton label={say("redraw")} onClick={drawNoise}>
        <RefreshCw size={16} />
      </IconButton>
      {control.alone && <Button onClick={control.start}>{say(isTrained ? "plainBeside" : "denoisingBeside")}</Button>}
      {!isTrained && (
        <Button variant="solid" onClick={() => setExperiment({ model: "dae", corruption, strength })}>
          {say("train")}
        </Button>
      )}
    </div>
  );
}
