import { useMemo } from "react";
import type { Patches } from "../../../components/charts/codes/patches";
import { ask } from "../../actions/worker";
import { usePriorGrid } from "../../prior/usePriorGrid";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** What each code looks like alone; nothing of a prior over pixels. */
export function useCodePatches(): Patches | undefined {
  const ofCodes = usePriorGrid()?.ofCodes ?? false;
  const { channels } = shapeOf(useStore(({ run }) => run.info));
  const { answer } = useAnswer(ofCodes ? { key: [], ask: (options) => ask("codeTiles", {}, options) } : undefined);
  return useMemo(() => answer?.pixels && { ...answer, pixels: answer.pixels, channels }, [answer, channels]);
}
