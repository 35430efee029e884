import { spoilsInput } from "../../../engine/experiment";
import { useT } from "../../../i18n/useT";
import { useExperiment } from "../../store";
import { usePoints } from "../../usePoints";
import { NeedsModel } from "../NeedsModel";
import { RivalState } from "../rival/RivalState";
import room from "../room.module.css";
import { ImageBench } from "./ImageBench";
import { NoiseControls } from "./NoiseControls";
import { PointField } from "./PointField";
import { useDenoiseT } from "./texts";
import { useMeasured } from "./useMeasured";
import { useNoise } from "./useNoise";

/** Chapter 2: noise on x, and what the model makes of it. */
export function DenoiseRoom() {
  return (
    <NeedsModel models={["dae", "ae", "vae"]}>
      <Denoising />
    </NeedsModel>
  );
}

function Denoising() {
  const t = useT();
  const say = useDenoiseT();
  const experiment = useExperiment();
  const { model } = experiment;
  const points = usePoints();
  const noise = useNoise();
  const measured = useMeasured(noise);
  const statement =
    model !== "dae"
      ? say("sayUntrained", { model: t(`model.${model}`) })
      : say(spoilsInput(experiment) ? (points ? "sayPoints" : "say") : "sayHidden");
  return (
    <div className={room.room}>
      <p className={room.statement}>{statement}</p>
      <NoiseControls noise={noise} control={measured.control} />
      {!measured.control.alone && <RivalState {...measured.control} />}
      {points ? <PointField noise={noise} measured={measured} /> : <ImageBench noise={noise} measured={measured} />}
    </div>
  );
}
