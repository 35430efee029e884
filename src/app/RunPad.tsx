import { DrawingPad, type DrawingPadProps } from "../components/flow/DrawingPad";
import { useT } from "../i18n/useT";
import { clearPad, draw, drawingOf, redoStroke, sheetToDrawOn, undoStroke } from "./pad";
import { shapeOf } from "./shape";
import { useStore } from "./store";

/** About the stroke of a handwritten digit, in pixels of a 28-pixel image. */
export const FIRST_PEN = 1.35;

export interface RunPadProps extends Pick<DrawingPadProps, "over" | "onPlace"> {
  /** What is seen while nothing is drawn. */
  readonly picture: Uint8Array | undefined;
  readonly pen?: number;
  /** What is on it. */
  readonly label: string;
}

/** The pad on which x is drawn: one drawing, wherever it is shown. */
export function RunPad({ picture, pen = FIRST_PEN, label, over, onPlace }: RunPadProps) {
  const t = useT();
  const shape = shapeOf(useStore(({ run }) => run.info));
  const drawing = useStore(drawingOf);
  return (
    <DrawingPad
      pixels={drawing ? drawing.sketch.sheets[drawing.sketch.at] : picture}
      sheetToDrawOn={() => sheetToDrawOn(useStore.getState())}
      pen={pen}
      {...shape}
      label={label}
      hint={t("flow.drawHint")}
      over={over}
      onPlace={onPlace}
      onDraw={draw}
      onClear={clearPad}
      onUndo={undoStroke}
      onRedo={redoStroke}
    />
  );
}
