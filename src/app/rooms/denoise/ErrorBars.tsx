import { count, reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { useT } from "../../../i18n/useT";
import { usePoints } from "../../usePoints";
import styles from "./ErrorBars.module.css";
import { useDenoiseT } from "./texts";
import type { Measured } from "./useMeasured";

/** How far x̃ is from x, and how far what the model makes of it: bars over held-out samples. */
export function ErrorBars({ effect, rival }: Measured) {
  const t = useT();
  const say = useDenoiseT();
  const points = usePoints();
  const bars = [
    ["noisy", "ofNoisy", "var(--xtilde)"],
    ["rebuilt", "ofRebuilt", "var(--xhat)"],
    ["clean", "ofClean", "var(--x)"],
  ] as const;
  const most = Math.max(1e-9, ...bars.map(([id]) => effect?.[id] ?? 0), rival?.effect.rebuilt ?? 0);
  const width = (error: number) => `${(100 * error) / most}%`;
  return (
    <section className={styles.errors} aria-label={say("errors")}>
      <Heading>{say("errors")}</Heading>
      <dl className={styles.bars}>
        {bars.map(([id, label, colour]) => (
          <div key={id}>
            <dt>{say(label)}</dt>
            <dd>
              <span className={styles.track}>
                <i style={{ width: width(effect?.[id] ?? 0), background: colour }} />
                {id === "rebuilt" && rival && <b style={{ left: width(rival.effect.rebuilt) }} />}
              </span>
              <Metric name={`${id}-error`} value={effect?.[id] ?? ""} text={effect ? reading(effect[id], 4) : "–"} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        {effect &&
          (effect.rebuilt < effect.noisy
            ? say("closer", { share: String(Math.floor(100 * (1 - effect.rebuilt / effect.noisy))) })
            : say("farther"))}{" "}
        {rival && (
          <>
            {say("beside", { model: t(`model.${rival.model}`) })}{" "}
            <Metric name="rival-error" value={rival.effect.rebuilt} text={reading(rival.effect.rebuilt, 4)} />
          </>
        )}
      </p>
      <p className={styles.note}>
        {say("errorsHint", { unit: say(points ? "coordinate" : "pixel"), count: effect ? count(effect.count) : "–" })}
      </p>
    </section>
  );
}
