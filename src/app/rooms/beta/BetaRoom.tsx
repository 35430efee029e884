import { useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { RunState } from "../../RunState";
import { NeedsModel } from "../NeedsModel";
import room from "../room.module.css";
import styles from "./BetaRoom.module.css";
import { Factors } from "./Factors";
import { Race } from "./Race";
import { Traversals } from "./Traversals";
import { useBetaT } from "./texts";
import { UnitsPanel } from "./UnitsPanel";
import { useUnits } from "./useUnits";

type View = "traverse" | "factors" | "race";

/** Chapter 6: what β does to the dimensions of the latent. */
export function BetaRoom() {
  return (
    <NeedsModel models={["vae"]}>
      <Beta />
    </NeedsModel>
  );
}

function Beta() {
  const say = useBetaT();
  const units = useUnits();
  const [view, setView] = useState<View>("traverse");
  return (
    <div className={room.room}>
      <p className={`${room.statement} ${styles.statement}`}>{say("statement")}</p>
      <div className={styles.body} data-view={view}>
        {view !== "race" && <UnitsPanel units={units} />}
        <section className={`${room.card} ${styles.view}`} aria-label={say("views")}>
          <Tabs<View>
            label={say("views")}
            value={view}
            onChange={setView}
            tabs={[
              { id: "traverse", label: say("traverse"), content: <Traversals units={units} /> },
              { id: "factors", label: say("factors"), content: <Factors /> },
              { id: "race", label: say("race"), content: <Race /> },
            ]}
          />
          <RunState />
        </section>
      </div>
    </div>
  );
}
