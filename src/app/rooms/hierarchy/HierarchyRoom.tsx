import { useExperiment } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { RoomViews } from "../RoomViews";
import { DrawTab } from "./DrawTab";
import { LevelsTab } from "./LevelsTab";
import { SwapTab } from "./SwapTab";
import { useHierarchyT } from "./texts";

/** Chapter 9: codes in several grids, one above the other. In all stages of a VQ-VAE-2. */
export function HierarchyRoom() {
  const t = useHierarchyT();
  const { model } = useExperiment();
  if (model !== "vqVae2") return <NeedsModel models={["vqVae2"]}>{null}</NeedsModel>;
  return (
    <RoomViews
      label={t("views")}
      statement={(view) => t(`statement.${view}`)}
      views={[
        { id: "levels", label: t("levels"), content: <LevelsTab /> },
        { id: "swap", label: t("swap"), content: <SwapTab /> },
        { id: "draw", label: t("draw"), content: <DrawTab /> },
      ]}
    />
  );
}
