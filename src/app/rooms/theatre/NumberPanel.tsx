import { useState } from "react";
import type { Patches } from "../../../components/charts/codes/patches";
import { barsOf } from "../../../components/charts/priors/bars";
import { SoftmaxBars } from "../../../components/charts/priors/SoftmaxBars";
import { SoftmaxRows } from "../../../components/charts/priors/SoftmaxRows";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { Button } from "../../../components/ui/Button";
import { count, fixed } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import type { PriorGrid } from "../../prior/grid";
import { Face } from "./Face";
import type { Drawing, Player } from "./player";
import styles from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";
import { useNumberName } from "./useNumberNames";

/** As many values have a row each; up to so many a bar; of more, the likeliest have rows. */
const MOST_ROWS = 16;
const MOST_BARS = 64;
const LIKELIEST = 10;
const percent = fixed(1);

export interface NumberPanelProps {
  readonly grid: PriorGrid;
  readonly drawing: Drawing;
  readonly player: Player;
  readonly patches: Patches | undefined;
}

/** The number that was drawn last: its softmax, what came of it, and another value for it. */
export function NumberPanel({ grid, drawing, player, patches }: NumberPanelProps) {
  const say = useTheatreT();
  const nameOf = useNumberName(grid);
  const { done, draws, values, probabilities, byHand } = drawing;
  const place = done - 1;
  if (place < 0 || !probabilities) return <p className={styles.note}>{say("nothing")}</p>;
  const value = values[place] as number;
  const colour = place % grid.colours;
  const share = probabilities[value] ?? 0;
  const face = (of: number) => <Face grid={grid} value={of} colour={colour} patches={patches} />;
  const put = (other: number) => void player.put(place, other);
  const likeliest = probabilities.indexOf(Math.max(...probabilities));
  return (
    <>
      <Heading>{say("number", { number: count(done), draws: count(draws) })}</Heading>
      <p className={styles.place}>
        {nameOf(place)}
        <span>
          <Metric name="drawn-probability" value={share} text="" />
          {say(byHand.has(place) ? "byHand" : "drawn", { value: count(value), share: percent(100 * share) })}
        </span>
      </p>
      {grid.levels > MOST_ROWS && grid.levels <= MOST_BARS ? (
        <SoftmaxBars
          probabilities={probabilities}
          drawn={value}
          label={say("softmaxBars", {
            levels: count(grid.levels),
            likeliest: count(likeliest),
            share: percent(100 * (probabilities[likeliest] ?? 0)),
          })}
        />
      ) : (
        <SoftmaxRows
          {...barsOf(probabilities, value, grid.levels > MOST_ROWS ? LIKELIEST : MOST_ROWS)}
          label={say("softmax")}
          drawn={value}
          face={face}
          valueLabel={(of, text) => say("value", { value: count(of), share: text })}
          restLabel={(others) => say("valueRest", { count: count(others) })}
          onPick={put}
        />
      )}
      {grid.levels > MOST_ROWS && <AnyValue key={place} levels={grid.levels} drawn={value} face={face} onPut={put} />}
      <p className={styles.note}>{say(done === draws ? "whole" : "back")}</p>
    </>
  );
}

interface AnyValueProps {
  readonly levels: number;
  readonly drawn: number;
  readonly face: (value: number) => React.ReactNode;
  readonly onPut: (value: number) => void;
}

/** Any of many values, found with a slider. */
function AnyValue({ levels, drawn, face, onPut }: AnyValueProps) {
  const say = useTheatreT();
  const [value, setValue] = useState(drawn);
  return (
    <div className={styles.anyValue}>
      <ValueSlider
        label={say("choose")}
        value={value}
        min={0}
        max={levels - 1}
        step={1}
        text={count(value)}
        onChange={setValue}
      />
      <Button onClick={() => onPut(value)}>
        <span className={styles.swatch}>{face(value)}</span>
        {say("put", { value: count(value) })}
      </Button>
    </div>
  );
}
