import { Shuffle } from "lucide-react";
import { useState } from "react";
import { ImageGrid } from "../../../components/flow/ImageGrid";
import { Button } from "../../../components/ui/Button";
import type { CodeGrid } from "../../../engine/models/model";
import { ask } from "../../actions/worker";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";
import styles from "./Hierarchy.module.css";
import { sizeOf } from "./sizes";
import { useHierarchyT } from "./texts";
import { useLevels } from "./useLevels";

type Choice = 0 | 1;

/** Two samples, and every way to take each level from one of them. */
export function SwapTab() {
  const t = useHierarchyT();
  const info = useStore(({ run }) => run.info);
  const shape = shapeOf(info);
  const first = useStore(({ probing }) => probing.source);
  const step = useStore(({ run }) => run.evaluation?.step);
  const [other, setOther] = useState(1);
  const grids = useLevels()?.levels;
  const mixes = waysOf(grids?.length ?? 0);
  const { said } = useAnswer(
    grids && {
      key: [first, other, grids.length],
      version: step,
      ask: (options) =>
        Promise.all(mixes.map((from) => ask("mixLevels", { sources: [first, { index: other }], from }, options))),
    },
  );
  if (!grids) return <p className={styles.note}>{t("waiting")}</p>;
  const nameOf = (from: readonly Choice[]) =>
    from
      .map((choice, level) =>
        t("topOf", { ...sizeOf(grids[level] as CodeGrid), image: t(choice === 0 ? "first" : "second") }),
      )
      .join(" + ");
  return (
    <div className={styles.main}>
      <div className={styles.images}>
        {mixes.map((from, i) => (
          <figure key={from.join("")}>
            <figcaption>{nameOf(from)}</figcaption>
            <ImageGrid pixels={said?.answer[i]?.pixels} count={1} columns={1} {...shape} label={nameOf(from)} />
          </figure>
        ))}
      </div>
      <div>
        <Button onClick={() => setOther(Math.floor(Math.random() * (info?.dataset.heldOut ?? 1)))}>
          <Shuffle size={16} /> {t("another")}
        </Button>
      </div>
    </div>
  );
}

/** All ways to take each of some levels from the first or the second: all of the first … all of the second. */
function waysOf(levels: number): Choice[][] {
  return Array.from({ length: 2 ** levels }, (_, way) =>
    Array.from({ length: levels }, (__, level) => ((way >> level) & 1) as Choice),
  );
}
