import { useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { isPrior } from "../../../engine/experiment";
import { PriorNotes } from "../../prior/PriorNotes";
import { RunState } from "../../RunState";
import { useExperiment } from "../../store";
import { CompleteTab } from "./CompleteTab";
import { DrawTab } from "./DrawTab";
import { Invitation } from "./Invitation";
import { MasksTab } from "./MasksTab";
import { SeesTab } from "./SeesTab";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";

type View = "draw" | "complete" | "sees" | "masks";

/** Chapter 8: how a PixelCNN draws, what it goes on from, what it sees, and what keeps it from looking ahead. */
export function TheatreRoom() {
  return isPrior(useExperiment()) ? <Theatre /> : <Invitation />;
}

function Theatre() {
  const say = useTheatreT();
  const [view, setView] = useState<View>("draw");
  return (
    <div className={styles.room}>
      <p className={styles.statement}>{say(`statement.${view}`)}</p>
      <section className={styles.view} aria-label={say("views")}>
        <Tabs<View>
          label={say("views")}
          value={view}
          onChange={setView}
          tabs={[
            { id: "draw", label: say("draw"), content: <DrawTab /> },
            { id: "complete", label: say("complete"), content: <CompleteTab /> },
            { id: "sees", label: say("sees"), content: <SeesTab /> },
            { id: "masks", label: say("masks"), content: <MasksTab /> },
          ]}
        />
        <RunState />
      </section>
      <PriorNotes />
    </div>
  );
}
