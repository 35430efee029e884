import { useMemo, useState } from "react";
import { CellGrid } from "../../../components/charts/priors/CellGrid";
import { Facts } from "../../../components/ui/Facts";
import { count } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Segmented } from "../../../components/ui/Segmented";
import { setExperiment } from "../../actions/experiments";
import { numbersIn } from "../../prior/grid";
import { usePriorGrid } from "../../prior/usePriorGrid";
import { useHeldOut } from "../../prior/usePriorSamples";
import { useExperiment } from "../../store";
import { reachOf, seenOf } from "./seen";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";
import { useCodePatches } from "./useCodePatches";
import { useField } from "./useField";
import { useColourNames, useNumberName } from "./useNumberNames";

/** What a number's softmax depends on, by its exact derivatives. */
export function SeesTab() {
  const say = useTheatreT();
  const grid = usePriorGrid();
  const { stack, layers } = useExperiment();
  const nameOf = useNumberName(grid);
  const colourNames = useColourNames();
  const patches = useCodePatches();
  const { answer: held } = useHeldOut(0, 1);
  const [chosen, setCell] = useState<number>();
  const [colour, setColour] = useState(0);
  const colours = grid?.colours ?? 1;
  const cells = grid ? grid.height * grid.width : 1;
  // Low enough for the blind spot to have room above it.
  const cell = Math.min(chosen ?? Math.floor(0.6 * cells) + Math.floor((grid?.width ?? 1) / 2), cells - 1);
  const place = Math.min(cell * colours + colour, (grid ? numbersIn(grid) : 1) - 1);
  const measured = useField(place, held?.values);
  const reach = reachOf(layers);
  const seen = useMemo(
    () => (measured && grid ? seenOf(measured.field, measured.place, grid, reach) : undefined),
    [measured, grid, reach],
  );
  const faces = useMemo(
    () => ({
      values: held?.values ?? [],
      colours: grid?.colours ?? (1 as const),
      levels: grid?.levels ?? 2,
      ofCodes: grid?.ofCodes ?? false,
      patches,
      faint: true,
    }),
    [held, grid, patches],
  );
  const marks = useMemo(() => ({ current: cell, heat: seen?.heat, blind: seen?.blind }), [cell, seen]);
  if (!grid) return null;
  const look = (at: number | undefined) => at !== undefined && setCell(at);
  const verdict = seen && (seen.blind.size === 0 ? "noBlind" : stack === "plain" ? "hasBlind" : "stillBlind");
  return (
    <div className={styles.columns}>
      <div className={styles.stage}>
        <div className={styles.grid} style={{ aspectRatio: `${grid.width} / ${grid.height}` }}>
          <CellGrid
            height={grid.height}
            width={grid.width}
            faces={faces}
            marks={marks}
            label={say("seesGrid", { height: count(grid.height), width: count(grid.width) })}
            cellLabel={(at) => nameOf(at * colours + colour)}
            onLook={look}
            onPress={look}
          />
        </div>
        <ul className={styles.legend}>
          <li>
            <i className={styles.isSelf} /> {say("legendSelf")}
          </li>
          <li>
            <i className={styles.isSeen} /> {say("legendSeen")}
          </li>
          <li>
            <i className={styles.isBlind} /> {say("legendBlind")}
          </li>
        </ul>
      </div>
      <div className={styles.controls}>
        <div className={styles.choice} title={say("stackHint")}>
          <span>{say("stack")}</span>
          <Segmented<typeof stack>
            label={say("stack")}
            value={stack}
            options={[
              { value: "plain", label: say("plain") },
              { value: "gated", label: say("gated") },
            ]}
            onChange={(value) => setExperiment({ stack: value })}
          />
        </div>
        {colours === 3 && (
          <Segmented
            label={say("colour")}
            value={String(colour)}
            options={colourNames.map((name, c) => ({ value: String(c), label: name }))}
            onChange={(text) => setColour(Number(text))}
          />
        )}
        <p className={styles.place}>{nameOf(place)}</p>
        <Facts
          facts={[
            {
              id: "seen",
              label: say("seen"),
              value: (
                <Metric
                  name="seen"
                  value={seen?.before ?? ""}
                  text={seen ? say("seenOf", { before: count(seen.before), earlier: count(seen.earlier) }) : "–"}
                />
              ),
            },
            {
              id: "blind",
              label: say("blind"),
              value: (
                <Metric name="blind-spot" value={seen?.blind.size ?? ""} text={seen ? count(seen.blind.size) : "–"} />
              ),
            },
            {
              id: "ahead",
              label: say("ahead"),
              value: <Metric name="seen-ahead" value={seen?.after ?? ""} text={seen ? count(seen.after) : "–"} />,
            },
          ]}
        />
        <p className={styles.verdict} data-place={measured?.place}>
          {verdict ? say(verdict, { reach: count(reach) }) : say("seesWaiting")}
        </p>
        {measured && <p className={styles.note}>{say("seesNote", { step: count(measured.step) })}</p>}
      </div>
    </div>
  );
}
