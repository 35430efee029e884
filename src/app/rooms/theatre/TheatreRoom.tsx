import { isPrior } from "../../../engine/experiment";
import { PriorNotes } from "../../prior/PriorNotes";
import { useExperiment } from "../../store";
import { RoomViews } from "../RoomViews";
import { CompleteTab } from "./CompleteTab";
import { DrawTab } from "./DrawTab";
import { Invitation } from "./Invitation";
import { MasksTab } from "./MasksTab";
import { SeesTab } from "./SeesTab";
import { useTheatreT } from "./texts";

/** Chapter 8: how a PixelCNN draws, what it goes on from, what it sees, and what keeps it from looking ahead. */
export function TheatreRoom() {
  const say = useTheatreT();
  if (!isPrior(useExperiment())) return <Invitation />;
  return (
    <RoomViews
      label={say("views")}
      statement={(view) => say(`statement.${view}`)}
      views={[
        { id: "draw", label: say("draw"), content: <DrawTab /> },
        { id: "complete", label: say("complete"), content: <CompleteTab /> },
        { id: "sees", label: say("sees"), content: <SeesTab /> },
        { id: "masks", label: say("masks"), content: <MasksTab /> },
      ]}
    >
      <PriorNotes />
    </RoomViews>
  );
}
