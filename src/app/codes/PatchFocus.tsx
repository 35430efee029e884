import { PatchOutlines } from "../../components/flow/PatchOutlines";
import { shapeOf } from "../shape";
import { useStore } from "../store";
import { look } from "./looked";
import { useFocus } from "./useFocus";

/** Over an image of the flow: the patch that the looked-at cell stands for, or all patches of the looked-at code. */
export function PatchFocus() {
  const info = useStore(({ run }) => run.info);
  const { cell, cells } = useFocus();
  if (!info || info.code.height * info.code.width === 1) return null;
  return <PatchOutlines image={shapeOf(info)} grid={info.code} cells={cell === undefined ? cells : [cell]} />;
}

/**
 * Looks at the cell that a place of the image belongs to.
 * @param place in shares of the image's width and height; nothing once the mouse has left it
 */
export function lookAtPatch(place: { readonly x: number; readonly y: number } | undefined): void {
  const { info } = useStore.getState().run;
  if (!info || info.code.height * info.code.width === 1) return;
  const { height, width } = info.code;
  const isInside = place && Math.min(place.x, place.y) >= 0 && Math.max(place.x, place.y) < 1;
  look(isInside ? { cell: Math.floor(place.y * height) * width + Math.floor(place.x * width) } : undefined);
}
