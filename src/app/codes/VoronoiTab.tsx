import { useMemo } from "react";
import type { CodePlane } from "../../components/charts/codes/drawVoronoi";
import { Voronoi } from "../../components/charts/codes/Voronoi";
import { count } from "../../components/ui/format";
import { ask } from "../actions/worker";
import { useAnswer } from "../rooms/useAnswer";
import { useExperiment, useStore } from "../store";
import styles from "./DiscreteLatent.module.css";
import { look, pin, takeBrush, useLooked } from "./looked";
import { useCodesT } from "./texts";
import { useFocus } from "./useFocus";

/** Vectors of held-out samples beside the codes. */
const MOST = 1500;

/** The plane that the codes divide among themselves, as it moves. */
export function VoronoiTab() {
  const say = useCodesT();
  const { codes: choices } = useExperiment();
  const isReady = useStore((state) => state.run.info !== undefined);
  const step = useStore((state) => state.run.step);
  const changes = useLooked((state) => state.changes);
  const usage = useLooked((state) => state.codebook?.usage);
  const grid = useLooked((state) => state.grid);
  const { cell, code } = useFocus();
  const { answer } = useAnswer(
    isReady
      ? { key: [], version: `${step} ${changes}`, ask: (options) => ask("voronoi", { most: MOST }, options) }
      : undefined,
  );
  const plane = useMemo((): CodePlane | undefined => {
    if (!answer) return undefined;
    const { codes, vectors, nearest, dimensions } = answer;
    const own = grid && grid.dimensions === dimensions && dimensions <= 2 ? ownOf(grid) : undefined;
    return { codes, vectors, nearest, usage: usage ?? [], own };
  }, [answer, usage, grid]);
  const inUse = usage?.reduce((sum, share) => sum + (share > 0 ? 1 : 0), 0) ?? 0;
  return (
    <div className={styles.box}>
      <div className={styles.picture}>
        <Voronoi
          plane={plane}
          focus={{ cell, code }}
          label={say("plane", { codes: count(choices), inUse: count(inUse) })}
          onLook={(at) => look(at === undefined ? undefined : { code: at })}
          onPress={(at) => {
            pin({ code: at });
            takeBrush(at);
          }}
        />
      </div>
      <p className={styles.hint}>
        {!answer
          ? say("waiting")
          : answer.dimensions <= 2
            ? say("planeExact")
            : say("planeProjected", {
                dimensions: String(answer.dimensions),
                share: String(Math.round(100 * answer.explained)),
              })}
      </p>
    </div>
  );
}

/** The followed sample's cells in a plane of one or two dimensions. */
function ownOf({ zE, indices, dimensions }: { zE: Float32Array; indices: Uint16Array; dimensions: number }) {
  const vectors = new Float32Array(2 * indices.length);
  for (let i = 0; i < indices.length; i++)
    for (let d = 0; d < dimensions; d++) vectors[2 * i + d] = zE[i * dimensions + d] as number;
  return { vectors, codes: indices };
}
