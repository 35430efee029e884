import { useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { RunState } from "../../RunState";
import { useExperiment } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { Anomalies } from "./Anomalies";
import { Classify } from "./Classify";
import { Cluster } from "./Cluster";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

type Use = "classify" | "cluster" | "anomaly";

/** What the encoder is good for besides rebuilding: a room of three uses. */
export function UsesRoom() {
  return (
    <NeedsModel models={["ae", "vae", "dae"]}>
      <Uses />
    </NeedsModel>
  );
}

function Uses() {
  const t = useUsesT();
  const leavesOut = useExperiment().without !== "none";
  const [use, setUse] = useState<Use>(leavesOut ? "anomaly" : "classify");
  return (
    <div className={styles.room}>
      <Tabs<Use>
        label={t("tabs")}
        value={use}
        onChange={setUse}
        tabs={[
          { id: "classify", label: t("classify"), content: <Classify /> },
          { id: "cluster", label: t("cluster"), content: <Cluster /> },
          { id: "anomaly", label: t("anomaly"), content: <Anomalies /> },
        ]}
      />
      <RunState />
    </div>
  );
}
