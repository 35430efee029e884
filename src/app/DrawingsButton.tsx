import { useEffect } from "react";
import { Button } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { FEWEST_DRAWINGS } from "../engine/data/drawings/drawing";
import { useT } from "../i18n/useT";
import { shapeOf } from "./shape";
import { useStore } from "./store";
import { isOfShape, listDrawings, trainOnDrawings } from "./tray";

/** Trains on the drawings of the tray, where there are enough of them. */
export function DrawingsButton() {
  const t = useT();
  const shape = shapeOf(useStore(({ run }) => run.info));
  const drawings = useStore((state) => state.drawings).filter((drawing) => isOfShape(drawing, shape));
  useEffect(() => void listDrawings(), []);
  if (drawings.length < FEWEST_DRAWINGS) return null;
  return (
    <Button onClick={() => void trainOnDrawings(drawings, t("tray.title"))}>
      {t("tray.trainAll", { drawings: count(drawings.length) })}
    </Button>
  );
}
