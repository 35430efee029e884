import { NeedsModel } from "../NeedsModel";
import { Race } from "./Race";

/** Chapter 6: β. */
export function BetaRoom() {
  return (
    <NeedsModel models={["vae"]}>
      <Race />
    </NeedsModel>
  );
}
