import { KnobSlider } from "../../../components/controls/KnobSlider";
import { KNOBS } from "../../../engine/knobs";
import { useT } from "../../../i18n/useT";
import { setKnob } from "../../actions/experiments";
import { useExperiment } from "../../store";

/** β, what it costs the encoder to say something that no code says. */
export function Commitment() {
  const t = useT();
  const { commitment } = useExperiment();
  return (
    <KnobSlider
      label={t("knobs.commitment")}
      knob={KNOBS.commitment}
      value={commitment}
      onChange={(value) => setKnob("commitment", value)}
      liveLabel={t("knobs.live")}
      hint={t("knobs.liveHint")}
      exactLabel={t("knobs.exact", { knob: t("knobs.commitment") })}
      colour="var(--commit)"
    />
  );
}
