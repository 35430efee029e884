import { Dices, Shuffle } from "lucide-react";
import { useMemo, useState } from "react";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { ImageGrid } from "../../../components/flow/ImageGrid";
import { PixelImage } from "../../../components/flow/PixelImage";
import { Button, IconButton } from "../../../components/ui/Button";
import { count } from "../../../components/ui/format";
import { Progress } from "../../../components/ui/Progress";
import { ClassChoice, Temperature, useToldClasses } from "../../prior/SampleControls";
import { samplesIn } from "../../prior/sizes";
import { usePriorT } from "../../prior/texts";
import { usePriorGrid } from "../../prior/usePriorGrid";
import { useHeldOut, usePriorSamples } from "../../prior/usePriorSamples";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import styles from "./CompleteTab.module.css";
import { useTheatreT } from "./texts";

const MOST_COLUMNS = 4;

/** A held-out image from the top on, and what the prior makes of the rest: each time something else, and all of it fitting. */
export function CompleteTab() {
  const say = useTheatreT();
  const sayPrior = usePriorT();
  const grid = usePriorGrid();
  const info = useStore(({ run }) => run.info);
  const shape = shapeOf(info);
  const classes = useToldClasses();
  const [index, setIndex] = useState(0);
  const [share, setShare] = useState(0.5);
  const [draw, setDraw] = useState(0);
  const [temperature, setTemperature] = useState(1);
  const [asked, setAsked] = useState<number>();
  const { answer: held } = useHeldOut(index, 1);

  const height = grid?.height ?? 1;
  const rows = Math.round(share * height);
  const columns = grid ? Math.min(MOST_COLUMNS, samplesIn(grid, 0).columns) : MOST_COLUMNS;
  const copies = columns * Math.min(2, columns);
  const label = Math.min(asked ?? held?.labels?.[0] ?? 0, Math.max(0, classes - 1));
  const wanted = useMemo(() => {
    if (!held || !grid) return undefined;
    const given = held.values.map((value, i) => (i < rows * grid.width * grid.colours ? value : -1));
    return { labels: new Array<number>(copies).fill(label), draw, temperature, given };
  }, [held, grid, rows, copies, label, draw, temperature]);
  const { answer, progress, cancel } = usePriorSamples(wanted);
  const percent = Math.floor(100 * (progress ?? 0));

  return (
    <div className={styles.tab}>
      <div className={styles.controls}>
        <Button variant="solid" onClick={() => setDraw(draw + 1)}>
          <Dices size={16} aria-hidden="true" />
          {sayPrior("again")}
        </Button>
        <IconButton
          label={say("anotherImage")}
          onClick={() => {
            setIndex(Math.floor(Math.random() * (info?.dataset.heldOut ?? 1)));
            setAsked(undefined);
          }}
        >
          <Shuffle size={16} />
        </IconButton>
        <div className={styles.rows}>
          <ValueSlider
            label={say("given")}
            value={rows}
            min={0}
            max={height}
            step={1}
            text={say("givenRows", { rows: count(rows), height: count(height) })}
            onChange={(value) => setShare(value / height)}
          />
        </div>
        <Temperature value={temperature} onChange={setTemperature} />
        <ClassChoice value={label} onChange={setAsked} />
      </div>
      <div
        className={styles.view}
        style={{ "--given": `${(100 * rows) / height}%`, "--shape": columns ** 2 / copies } as React.CSSProperties}
      >
        <figure className={styles.held}>
          <div className={styles.image} style={{ aspectRatio: `${shape.width} / ${shape.height}` }}>
            <PixelImage
              pixels={held?.pixels}
              {...shape}
              label={say("heldLabel", { index: count(index + 1), rows: count(rows) })}
            />
            <i className={styles.veil} />
          </div>
          <figcaption>{say("held", { index: count(index + 1) })}</figcaption>
        </figure>
        <figure className={styles.ways} data-step={answer?.step}>
          <ImageGrid
            {...shape}
            pixels={answer?.pixels}
            count={copies}
            columns={columns}
            label={say("completions", { count: count(copies) })}
          />
          <figcaption>
            {say("completions", { count: count(copies) })}
            {answer && `, ${sayPrior("learnedHint", { step: count(answer.step) })}`}
          </figcaption>
        </figure>
      </div>
      <div className={styles.progress}>
        {progress !== undefined && (
          <Progress
            done={progress}
            total={1}
            text={say("completing", { percent: String(percent) })}
            cancel={sayPrior("cancel")}
            onCancel={cancel}
          />
        )}
      </div>
    </div>
  );
}
