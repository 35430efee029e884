import { hasPoints, spoilsInput } from "../../../engine/experiment";
import { useT } from "../../../i18n/useT";
import { useExperiment } from "../../store";
import styles from "./DenoiseRoom.module.css";
import { ImageBench } from "./ImageBench";
import { NoiseControls } from "./NoiseControls";
import { PointField } from "./PointField";
import { useDenoiseT } from "./texts";
import { useNoise } from "./useNoise";

/** Chapter 2: noise on x, and what the model makes of it. */
export function DenoiseRoom() {
  const t = useT();
  const say = useDenoiseT();
  const experiment = useExperiment();
  const { model, dataset } = experiment;
  const points = hasPoints(dataset);
  const noise = useNoise();
  const statement =
    model !== "dae"
      ? say("sayUntrained", { model: t(`model.${model}`) })
      : say(spoilsInput(experiment) ? (points ? "sayPoints" : "say") : "sayHidden");
  return (
    <div className={styles.room}>
      <p className={styles.statement}>{statement}</p>
      <NoiseControls noise={noise} />
      {points ? <PointField noise={noise} /> : <ImageBench noise={noise} />}
    </div>
  );
}
