import { useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { RunState } from "../../RunState";
import { useExperiment } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { DrawTab } from "./DrawTab";
import styles from "./Hierarchy.module.css";
import { LevelsTab } from "./LevelsTab";
import { SwapTab } from "./SwapTab";
import { useHierarchyT } from "./texts";

type View = "levels" | "swap" | "draw";

/** Chapter 9: codes in several grids, one above the other. In all stages of a VQ-VAE-2. */
export function HierarchyRoom() {
  const { model } = useExperiment();
  if (model !== "vqVae2") return <NeedsModel models={["vqVae2"]}>{null}</NeedsModel>;
  return <Hierarchy />;
}

function Hierarchy() {
  const t = useHierarchyT();
  const [view, setView] = useState<View>("levels");
  return (
    <div className={styles.room}>
      <p className={styles.statement}>{t(`statement.${view}`)}</p>
      <section className={styles.view} aria-label={t("views")}>
        <Tabs<View>
          label={t("views")}
          value={view}
          onChange={setView}
          tabs={[
            { id: "levels", label: t("levels"), content: <LevelsTab /> },
            { id: "swap", label: t("swap"), content: <SwapTab /> },
            { id: "draw", label: t("draw"), content: <DrawTab /> },
          ]}
        />
        <RunState />
      </section>
    </div>
  );
}
