import { count, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import type { ModelId } from "../../../engine/experiment";
import type { Quality } from "../../../workers/rooms/generate";
import styles from "./Generate.module.css";
import { useGenerateT } from "./texts";
import { SAMPLES } from "./useSide";

interface QualitiesProps {
  readonly model: ModelId;
  readonly quality: Quality | undefined;
  /** What real data measure. */
  readonly real: Quality | undefined;
  /** Whether the data have classes to be recognised. */
  readonly labelled: boolean;
}

/** How good the samples of a model are, each number above that of real data. */
export function Qualities({ model, quality, real, labelled }: QualitiesProps) {
  const g = useGenerateT();
  const ids: (keyof Quality)[] = ["distance", "coverage", ...(labelled ? (["confidence"] as const) : [])];
  return (
    <dl className={styles.qualities}>
      {ids.map((id) => (
        <div key={id} title={g(`quality.${id}Hint`, { count: count(SAMPLES) })}>
          <dt>{g(`quality.${id}`)}</dt>
          <dd>
            <Metric name={`${model}-${id}`} value={quality?.[id] ?? ""} text={show(id, quality?.[id])} />
          </dd>
          <dd className={styles.real}>{g("quality.real", { value: show(id, real?.[id]) })}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A distance with two decimals, a confidence in percent. */
function show(id: keyof Quality, value: number | undefined): string {
  if (value === undefined) return "–";
  return id === "confidence" ? `${Math.round(100 * value)} %` : reading(value);
}
