import { count, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import type { ModelId } from "../../../engine/knobs";
import type { Quality } from "../../../workers/rooms/generate";
import styles from "./Generate.module.css";
import { useGenerateT } from "./texts";
import { SAMPLES } from "./useSide";

interface QualitiesProps {
  readonly model: ModelId;
  readonly quality: Quality | undefined;
  /** What real data measure. */
  readonly real: Quality | undefined;
}

/** How good the samples of a model are, each number above that of real data. */
export function Qualities({ model, quality, real }: QualitiesProps) {
  const g = useGenerateT();
  return (
    <dl className={styles.qualities}>
      {(["distance", "coverage"] as const).map((id) => (
        <div key={id} title={g(`quality.${id}Hint`, { count: count(SAMPLES) })}>
          <dt>{g(`quality.${id}`)}</dt>
          <dd>
            <Metric name={`${model}-${id}`} value={quality?.[id] ?? ""} text={show(quality?.[id])} />
          </dd>
          <dd className={styles.real}>{g("quality.real", { value: show(real?.[id]) })}</dd>
        </div>
      ))}
    </dl>
  );
}

const show = (value: number | undefined) => (value === undefined ? "–" : reading(value));
