import { useMemo, useState } from "react";
import { CellGrid } from "../../../components/charts/priors/CellGrid";
import { ImageGrid } from "../../../components/flow/ImageGrid";
import { count } from "../../../components/ui/format";
import { Segmented } from "../../../components/ui/Segmented";
import { Switch } from "../../../components/ui/Switch";
import { ClassChoice, Temperature, useToldClasses } from "../../prior/SampleControls";
import { usePriorGrid } from "../../prior/usePriorGrid";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { NumberPanel } from "./NumberPanel";
import { PlayerButtons } from "./PlayerButtons";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";
import { useCodePatches } from "./useCodePatches";
import { useCellName, useColourNames } from "./useNumberNames";
import { usePlayer } from "./usePlayer";

/** Numbers a second; the last is more than any sample has. */
const SPEEDS = [2, 10, 50, 250, 1e6];

/** A sample, number by number. */
export function DrawTab() {
  const say = useTheatreT();
  const grid = usePriorGrid();
  const info = useStore(({ run }) => run.info);
  const learnedOn = useStore(({ run }) => run.step);
  const cellNameOf = useCellName(grid);
  const colourNames = useColourNames();
  const patches = useCodePatches();
  const classes = useToldClasses();
  const [draw, setDraw] = useState(0);
  const [temperature, setTemperature] = useState(1);
  const [label, setLabel] = useState(0);
  const [speed, setSpeed] = useState(50);
  const [order, setOrder] = useState(false);
  const [colour, setColour] = useState(0);
  const [looked, setLooked] = useState<number>();
  const own = Math.min(label, Math.max(0, classes - 1));
  const wanted = useMemo(() => ({ label: own, draw, temperature }), [own, draw, temperature]);
  const { player, played } = usePlayer(wanted, speed);
  const { drawing } = played;

  const values = drawing?.values;
  const faces = useMemo(
    () => ({
      values: values ?? [],
      colours: grid?.colours ?? (1 as const),
      levels: grid?.levels ?? 2,
      ofCodes: grid?.ofCodes ?? false,
      patches,
    }),
    [values, grid, patches],
  );
  const colours = grid?.colours ?? 1;
  const done = drawing?.done ?? 0;
  const marks = useMemo(
    () => ({
      ...(done > 0 && { current: Math.floor((done - 1) / colours) }),
      ...(drawing && done < drawing.draws && { next: Math.floor(done / colours) }),
      byHand: drawing?.byHand,
      order,
    }),
    [drawing, done, colours, order],
  );
  if (!grid) return null;

  const valueAt = (cell: number) => {
    const all = Array.from(values?.subarray(cell * colours, (cell + 1) * colours) ?? []).filter((value) => value >= 0);
    const at = cellNameOf(cell);
    return all.length > 0 ? say("cell", { at, value: all.join(", ") }) : say("cellEmpty", { at });
  };
  return (
    <div className={styles.columns}>
      <div className={styles.stage}>
        <div className={styles.grid} style={{ aspectRatio: `${grid.width} / ${grid.height}` }}>
          <CellGrid
            height={grid.height}
            width={grid.width}
            faces={faces}
            marks={marks}
            label={say("grid", { height: count(grid.height), width: count(grid.width) })}
            cellLabel={valueAt}
            onLook={setLooked}
            onPress={(cell) => void player.put(cell * colours + colour)}
          />
        </div>
        <p className={styles.looked}>{looked === undefined ? "\u00a0" : valueAt(looked)}</p>
      </div>
      <div className={styles.controls}>
        <PlayerButtons player={player} played={played} wanted={wanted} onAnother={() => setDraw((n) => n + 1)} />
        <div className={styles.line}>
          <Segmented
            label={say("speed")}
            value={String(speed)}
            options={SPEEDS.map((each) => ({
              value: String(each),
              label: each === SPEEDS.at(-1) ? say("atOnce") : count(each),
            }))}
            onChange={(text) => setSpeed(Number(text))}
          />
          <span className={styles.switch} title={say("orderHint")}>
            {say("order")} <Switch label={say("order")} on={order} onChange={setOrder} />
          </span>
        </div>
        <Temperature value={temperature} onChange={setTemperature} />
        <ClassChoice value={own} onChange={setLabel} />
        {colours === 3 && (
          <div className={styles.line}>
            <Segmented
              label={say("colour")}
              value={String(colour)}
              options={colourNames.map((name, c) => ({ value: String(c), label: name }))}
              onChange={(text) => setColour(Number(text))}
            />
            {order && <span className={styles.note}>{say("orderRgb")}</span>}
          </div>
        )}
        {played.failed && (
          <p className={styles.failed} role="alert">
            {say("failed")}
          </p>
        )}
        <span data-metric="drawn" data-value={done} hidden />
        <div className={styles.panel}>
          {drawing && <NumberPanel grid={grid} drawing={drawing} player={player} patches={patches} />}
        </div>
        <div className={styles.thumbs}>
          {grid.ofCodes && <Thumb pixels={drawing?.pixels} caption={say("decoded")} shape={shapeOf(info)} />}
          {drawing && drawing.byHand.size > 0 && drawing.before && (
            <Thumb pixels={drawing.before} caption={say("was")} shape={shapeOf(info)} />
          )}
        </div>
        {drawing && (
          <p className={styles.note}>
            {say(learnedOn > drawing.step ? "ofStepLater" : "ofStep", { step: count(drawing.step) })}
          </p>
        )}
      </div>
    </div>
  );
}

function Thumb({
  pixels,
  caption,
  shape,
}: {
  readonly pixels: Uint8Array | undefined;
  readonly caption: string;
  readonly shape: ReturnType<typeof shapeOf>;
}) {
  return (
    <figure className={styles.thumb}>
      <ImageGrid pixels={pixels} count={1} columns={1} {...shape} label={caption} />
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
