import { TileGrid } from "../../components/charts/codes/TileGrid";
import { Button } from "../../components/ui/Button";
import { releaseHandle } from "../actions/probing";
import { useExperiment, useStore } from "../store";
import styles from "./DiscreteLatent.module.css";
import { look, paint, shownCodes, useLooked } from "./looked";
import { useCodesT } from "./texts";
import { useBrush } from "./useBrush";
import { useCodeGrid } from "./useCodeGrid";
import { useFocus } from "./useFocus";

/** The grid of codes, painted by hand: x̂ is what the decoder makes of it. */
export function PaintTab() {
  const say = useCodesT();
  const { codes: choices } = useExperiment();
  const { painted } = useFocus();
  const { codes, grid, size } = useCodeGrid();
  const brush = useBrush();
  // Strokes may come faster than the page is drawn: each goes on what the one before has left.
  const put = (cell: number) => {
    const now = shownCodes(useLooked.getState(), useStore.getState());
    if (now && brush !== undefined && now[cell] !== brush) paint(now.with(cell, brush));
  };
  const cells = codes?.length ?? 0;
  return (
    <div className={styles.box}>
      <div className={styles.picture}>
        <TileGrid
          {...grid}
          label={say("paintLabel", size)}
          paints
          onLook={(cell) => look(cell === undefined ? undefined : { cell })}
          onPress={put}
        />
      </div>
      <p className={styles.hint}>{brush === undefined ? say("waiting") : say("brush", { code: String(brush) })}</p>
      <div className={styles.tools}>
        <Button
          title={say("fillHint")}
          disabled={brush === undefined || cells === 0}
          onClick={() => paint(new Uint16Array(cells).fill(brush ?? 0))}
        >
          {say("fill")}
        </Button>
        <Button
          title={say("randomHint")}
          disabled={cells === 0}
          onClick={() => paint(Uint16Array.from({ length: cells }, () => Math.floor(Math.random() * choices)))}
        >
          {say("random")}
        </Button>
        <Button disabled={!painted} onClick={releaseHandle}>
          {say("back")}
        </Button>
      </div>
    </div>
  );
}
