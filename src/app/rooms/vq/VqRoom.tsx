import { useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { RunState } from "../../RunState";
import { NeedsModel } from "../NeedsModel";
import { BitsTab } from "./BitsTab";
import { CollapseTab } from "./CollapseTab";
import { GradientsTab } from "./GradientsTab";
import { useVqT } from "./texts";
import styles from "./VqRoom.module.css";

type View = "collapse" | "gradients" | "bits";

/** Chapter 7: what keeps a codebook alive, how a gradient gets past a choice, and what codes are worth. */
export function VqRoom() {
  return (
    <NeedsModel models={["vqVae"]}>
      <Vq />
    </NeedsModel>
  );
}

function Vq() {
  const say = useVqT();
  const [view, setView] = useState<View>("collapse");
  return (
    <div className={styles.room}>
      <p className={styles.statement}>{say(`statement.${view}`)}</p>
      <section className={styles.view} aria-label={say("views")}>
        <Tabs<View>
          label={say("views")}
          value={view}
          onChange={setView}
          tabs={[
            { id: "collapse", label: say("collapse"), content: <CollapseTab /> },
            { id: "gradients", label: say("gradients"), content: <GradientsTab /> },
            { id: "bits", label: say("bits"), content: <BitsTab /> },
          ]}
        />
        <RunState />
      </section>
    </div>
  );
}
