import { Cpu } from "lucide-react";
import { fixed } from "../components/ui/format";
import { Metric } from "../components/ui/Metric";
import { Popover } from "../components/ui/Popover";
import { BACKENDS, type BackendId } from "../engine/backends/backend";
import { useT } from "../i18n/useT";
import { setBackend } from "./actions/events";
import styles from "./BackendStatus.module.css";
import { useStore } from "./store";

/** What the run trains on and why; another one can be chosen by hand. */
export function BackendStatus() {
  const t = useT();
  const report = useStore(({ run }) => run.info?.backend);
  const chosen = useStore((state) => state.backend);
  const reason = (id: BackendId) => {
    const trial = report?.trials.find(({ backend }) => backend === id);
    if (!trial) return t("backend.untried");
    return t(`backend.${trial.outcome}`, { ms: fixed(1)(trial.ms ?? 0) });
  };
  return (
    <Popover
      title={t("backend.title")}
      className={styles.trigger}
      disabled={!report}
      face={
        <>
          <Cpu size={15} aria-hidden="true" />
          <Metric name="backend" value={report?.backend ?? ""} text={report ? t(`backend.${report.backend}`) : "–"} />
        </>
      }
    >
      <fieldset className={styles.list}>
        <legend className="visually-hidden">{t("backend.title")}</legend>
        <label className={styles.row}>
          <input type="radio" name="backend" checked={chosen === undefined} onChange={() => setBackend(undefined)} />
          <span>{t("backend.auto")}</span>
        </label>
        {BACKENDS.map((id) => (
          <label key={id} className={styles.row}>
            <input type="radio" name="backend" checked={chosen === id} onChange={() => setBackend(id)} />
            <span className={id === report?.backend ? styles.inUse : ""}>
              {t(`backend.${id}`)}
              <small title={report?.trials.find(({ backend }) => backend === id)?.detail}>
                {reason(id)}
                {id === report?.backend && report.threads && (
                  <>
                    {" · "}
                    <Metric
                      name="threads"
                      value={report.threads}
                      text={t("backend.threads", { threads: String(report.threads) })}
                    />
                  </>
                )}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
