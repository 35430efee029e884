import { codesLearn } from "../../../engine/experiment";
import { useExperiment } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { RoomViews } from "../RoomViews";
import { BitsTab } from "./BitsTab";
import { CollapseTab } from "./CollapseTab";
import { GradientsTab } from "./GradientsTab";
import { useVqT } from "./texts";

/** Chapter 7: what keeps a codebook alive, how a gradient gets past a choice, and what codes are worth. */
export function VqRoom() {
  const say = useVqT();
  const learns = codesLearn(useExperiment());
  return (
    <NeedsModel models={["vqVae"]}>
      <RoomViews
        label={say("views")}
        statement={(view) => say(`statement.${view === "collapse" && !learns ? "lattice" : view}`)}
        views={[
          { id: "collapse", label: say("collapse"), content: <CollapseTab /> },
          { id: "gradients", label: say("gradients"), content: <GradientsTab /> },
          { id: "bits", label: say("bits"), content: <BitsTab /> },
        ]}
      />
    </NeedsModel>
  );
}
