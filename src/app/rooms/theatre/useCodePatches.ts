import { useCallback, useMemo } from "react";
import type { Patches } from "../../../components/charts/codes/patches";
import { usePriorGrid } from "../../prior/usePriorGrid";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useLiveAnswer } from "../useLiveAnswer";

/** What each code looks like alone; nothing of a prior over pixels. */
export function useCodePatches(): Patches | undefined {
  const ofCodes = usePriorGrid()?.ofCodes ?? false;
  const run = useStore(({ run }) => run.id);
  const { channels } = shapeOf(useStore(({ run }) => run.info));
  const question = useCallback(() => ({}), [run]);
  const { answer } = useLiveAnswer("codeTiles", ofCodes ? question : undefined, 0);
  return useMemo(() => answer?.pixels && { ...answer, pixels: answer.pixels, channels }, [answer, channels]);
}
