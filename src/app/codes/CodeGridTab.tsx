import { TileGrid } from "../../components/charts/codes/TileGrid";
import { count } from "../../components/ui/format";
import { useExperiment } from "../store";
import styles from "./DiscreteLatent.module.css";
import { look, pin, takeBrush } from "./looked";
import { useCodesT } from "./texts";
import { useCodeGrid } from "./useCodeGrid";

/** The followed sample as codes. */
export function CodeGridTab() {
  const say = useCodesT();
  const { codes: choices } = useExperiment();
  const { codes, grid, size, isOne } = useCodeGrid();
  return (
    <div className={styles.box}>
      <div className={styles.picture}>
        <TileGrid
          {...grid}
          label={say("gridLabel", size)}
          onLook={(cell) => look(cell === undefined ? undefined : { cell })}
          onPress={(cell) => {
            pin({ cell });
            const code = codes?.[cell];
            if (code !== undefined) takeBrush(code);
          }}
        />
      </div>
      <p className={styles.hint}>
        {codes ? say(isOne ? "gridHintOne" : "gridHint", { codes: count(choices) }) : say("waiting")}
      </p>
    </div>
  );
}
