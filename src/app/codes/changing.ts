/** What a hand does to the codebook. */
import { ask } from "../actions/worker";
import { codesChanged } from "./looked";

/** Puts all codes at nearly one point. */
export async function collapseCodes(): Promise<void> {
  await ask("collapse", {});
  codesChanged();
}

/** Starts the dead codes anew, and says how many there were. */
export async function reviveCodes(): Promise<number> {
  const { revived } = await ask("revive", {});
  codesChanged();
  return revived;
}
