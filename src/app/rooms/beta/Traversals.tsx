import { ChevronLeft, ChevronRight, Undo2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { Traversal, type TraversalRow } from "../../../components/charts/Traversal";
import { IconButton } from "../../../components/ui/Button";
import { fixed, zName } from "../../../components/ui/format";
import { imageSize } from "../../../engine/data/dataset";
import { hasPoints } from "../../../engine/experiment";
import { probeLatent, releaseHandle } from "../../actions/probing";
import { shapeOf } from "../../shape";
import { useExperiment, useStore } from "../../store";
import { SpritesOffer } from "./SpritesOffer";
import styles from "./Traversals.module.css";
import { useBetaT } from "./texts";
import { REACH, useTraversals, VALUES } from "./useTraversals";
import type { Units } from "./useUnits";

/** Rows at a time. */
const ROWS = 10;
const one = fixed(2);
const signed = (value: number) => one(value).replace(/\.?0+$/, "");

/** What each dimension means: the followed image with that one alone from −3 to 3. */
export function Traversals({ units }: { readonly units: Units | undefined }) {
  const say = useBetaT();
  const { dataset } = useExperiment();
  if (hasPoints(dataset)) return <SpritesOffer text={say("noPictures")} />;
  return <Rows units={units} />;
}

function Rows({ units }: { readonly units: Units | undefined }) {
  const say = useBetaT();
  const { latent } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const probe = useStore((state) => state.probe);
  const heldZ = useStore(({ probing }) => probing.z);
  const [page, setPage] = useState(0);
  const pages = Math.ceil(latent / ROWS);
  const shown = Math.min(page, pages - 1);
  const order = units?.order;
  const dimensions = useMemo(
    () => (order ?? Array.from({ length: latent }, (_, d) => d)).slice(shown * ROWS, (shown + 1) * ROWS),
    [order, latent, shown],
  );
  const z = useMemo(() => Array.from(heldZ ?? probe?.mu ?? []), [heldZ, probe]);
  const shape = shapeOf(info);
  const pixels = useTraversals(dimensions, z, imageSize(shape));
  const hold = useCallback((d: number, value: number) => z.length > d && probeLatent(z.with(d, value)), [z]);

  const rows = dimensions.map(
    (dimension): TraversalRow => ({
      dimension,
      kl: units?.kl[dimension] ?? 0,
      off: units?.off.includes(dimension) ?? false,
      z: z[dimension] ?? 0,
      pixels: pixels?.get(dimension),
    }),
  );
  return (
    <div className={styles.box}>
      <div className={styles.rows}>
        <Traversal
          rows={rows}
          values={VALUES}
          mostKl={Math.max(1, ...(units?.kl ?? []))}
          {...shape}
          label={say("rows", { low: signed(-REACH), high: signed(REACH) })}
          format={signed}
          cellLabel={(d, value) => say("hold", { dimension: zName(d), value: signed(value) })}
          onHold={hold}
        />
      </div>
      <div className={styles.foot}>
        <p className={styles.hint}>{say("clickCell")}</p>
        {pages > 1 && (
          <>
            <span className={styles.page}>
              {say("rowsOf", {
                first: String(shown * ROWS + 1),
                last: String(Math.min(latent, (shown + 1) * ROWS)),
                latent: String(latent),
              })}
            </span>
            <IconButton label={say("previous")} disabled={shown === 0} onClick={() => setPage(shown - 1)}>
              <ChevronLeft size={16} />
            </IconButton>
            <IconButton label={say("next")} disabled={shown === pages - 1} onClick={() => setPage(shown + 1)}>
              <ChevronRight size={16} />
            </IconButton>
          </>
        )}
        <IconButton label={say("release")} disabled={heldZ === undefined} onClick={releaseHandle}>
          <Undo2 size={16} />
        </IconButton>
      </div>
    </div>
  );
}
