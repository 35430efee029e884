import { useEffect, useRef, useState } from "react";
import { decode } from "../../actions/probing";
import { useStore } from "../../store";

/** From end to end of the prior's bulk. */
export const REACH = 3;
const COLUMNS = 7;
export const VALUES = Array.from({ length: COLUMNS }, (_, i) => REACH * ((2 * i) / (COLUMNS - 1) - 1));

/** What each of some dimensions decodes to from −3 to 3, with the others at z: one row of images a dimension. */
export function useTraversals(dimensions: readonly number[], z: readonly number[], size: number) {
  const evaluation = useStore(({ run }) => run.evaluation);
  const run = useStore((state) => state.run.id);
  const probing = useStore((state) => state.probing);
  const [rows, setRows] = useState<{ readonly run: number; readonly of: ReadonlyMap<number, Uint8Array> }>();
  const busy = useRef(false);
  const missed = useRef(false);
  const [turns, setTurns] = useState(0);
  const latest = useRef(z);
  latest.current = z;
  const known = z.length > 0;

  // A followed image's z moves with every step: its rows follow at each evaluation, and a hand's at once.
  useEffect(() => {
    const { current } = latest;
    if (!known || document.hidden || dimensions.some((d) => d >= current.length)) return;
    if (busy.current) {
      missed.current = true;
      return;
    }
    busy.current = true;
    const grid = new Float32Array(dimensions.length * COLUMNS * current.length);
    for (const [row, d] of dimensions.entries())
      for (const [column, value] of VALUES.entries())
        grid.set(current.with(d, value), (row * COLUMNS + column) * current.length);
    decode(grid)
      .then(
        (pixels) => {
          const bytes = COLUMNS * size;
          setRows({
            run,
            of: new Map(dimensions.map((d, row) => [d, pixels.slice(row * bytes, (row + 1) * bytes)])),
          });
        },
        () => {}, // the run has gone; the next one decodes again
      )
      .finally(() => {
        busy.current = false;
        if (missed.current) setTurns((count) => count + 1);
        missed.current = false;
      });
  }, [evaluation, run, probing, known, dimensions, size, turns]);
  return rows?.run === run ? rows.of : undefined;
}
