import { scaleLog } from "d3";
import { plain } from "../../../components/ui/format";
import type { LayerAnatomy } from "../../../engine/training/anatomy";
import { chooseLive } from "../../actions/experiments";
import { useExperiment } from "../../store";
import styles from "./LayerBars.module.css";
import { useSlowT } from "./texts";

/** What is smaller than this is drawn as nothing. */
const LEAST = 1e-8;
const share = scaleLog([LEAST, 1], [0, 100]).clamp(true);

export interface LayerBarsProps {
  readonly layers: readonly LayerAnatomy[];
  /** Whether the gradients, and then the update, have been reached. */
  readonly gradients: boolean;
  readonly updates: boolean;
}

/** Every layer's gradient and update, and a lock on each half of the model. */
export function LayerBars({ layers, gradients, updates }: LayerBarsProps) {
  const t = useSlowT();
  const { lock } = useExperiment();
  return (
    <div className={styles.halves}>
      {(["encoder", "decoder"] as const).map((part) => (
        <section key={part} className={styles.half} aria-label={t(`part.${part}`)} data-part={part}>
          <header className={styles.header}>
            <b>{t(`part.${part}`)}</b>
            <label className={styles.lock}>
              <input
                type="checkbox"
                checked={lock === part}
                onChange={(event) => void chooseLive({ lock: event.target.checked ? part : "none" })}
              />
              {t("lock", { part: t(`part.${part}`) })}
            </label>
          </header>
          <table className={styles.table} title={t("rms")}>
            <thead>
              <tr>
                <th scope="col">{t("layer")}</th>
                <th scope="col">{t("gradient")}</th>
                <th scope="col">{t("update")}</th>
              </tr>
            </thead>
            <tbody>
              {layers
                .filter((layer) => layer.part === part)
                .map(({ name, gradient, update }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>
                      <Bar value={gradients ? gradient : undefined} kind="gradient" />
                    </td>
                    <td>
                      {updates && lock === part ? (
                        t("locked")
                      ) : (
                        <Bar value={updates ? update : undefined} kind="update" />
                      )}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function Bar({ value, kind }: { readonly value: number | undefined; readonly kind: "gradient" | "update" }) {
  return (
    <span className={styles.bar} data-kind={kind} data-value={value ?? ""}>
      <span className={styles.track}>
        <i style={{ width: `${value ? share(value) : 0}%` }} />
      </span>
      <span className={styles.number}>{value === undefined ? "–" : plain(value)}</span>
    </span>
  );
}
