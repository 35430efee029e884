import { ArrowLeft, X } from "lucide-react";
import { useState } from "react";
import { reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Segmented } from "../../../components/ui/Segmented";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";
import room from "./elbo.module.css";
import styles from "./LiveFlow.module.css";
import { useElboT } from "./texts";

/** Of the live model: how much gradient arrives where, with sampling's gradient let through or not. */
export function LiveFlow() {
  const t = useElboT();
  const [through, setThrough] = useState(true);
  const step = useStore(({ run }) => run.evaluation?.step);
  const { said } = useAnswer({
    key: [through],
    version: step,
    ask: (options) => ask("elboFlow", { reparameterised: through }, options),
  });
  const answer = said?.answer;
  const arrives = (id: "encoder" | "decoder" | "kl") => (
    <span className={styles.arrives}>
      <small>{t(`reparam.${id}`)}</small>
      <b>
        <Metric name={`flow-${id}`} value={answer?.[id] ?? ""} text={answer ? reading(answer[id], 3) : "–"} />
      </b>
    </span>
  );
  return (
    <div className={room.panel}>
      <div className={room.foot}>
        <h3 className={styles.heading}>{t("reparam.flow")}</h3>
        <span className={room.group}>
          {t("reparam.through")}
          <Segmented
            label={t("reparam.through")}
            value={through ? "on" : "off"}
            options={[
              { value: "on", label: t("reparam.on") },
              { value: "off", label: t("reparam.off") },
            ]}
            onChange={(value) => setThrough(value === "on")}
          />
        </span>
      </div>
      <div className={styles.flow}>
        <div className={styles.part}>
          {arrives("encoder")}
          {arrives("kl")}
        </div>
        {through ? (
          <ArrowLeft className={styles.open} aria-hidden="true" />
        ) : (
          <X className={styles.cut} aria-hidden="true" />
        )}
        <div className={styles.sample}>z</div>
        <ArrowLeft className={styles.open} aria-hidden="true" />
        <div className={styles.part}>{arrives("decoder")}</div>
      </div>
      <p className={room.note} role="status">
        {answer ? t(through ? "reparam.some" : "reparam.none") : t("reparam.waiting")}
      </p>
    </div>
  );
}
