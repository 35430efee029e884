import { useExperiment } from "../store";
import { useLooked } from "./looked";

/** The code that is painted with: the one that was chosen last, or else the most used one. */
export function useBrush(): number | undefined {
  const { codes } = useExperiment();
  const chosen = useLooked((state) => state.brush);
  const codebook = useLooked((state) => state.codebook);
  if (chosen !== undefined && chosen < codes) return chosen;
  const usage = codebook?.usage;
  return usage?.indexOf(Math.max(...usage));
}
