import { RateChart } from "../../../components/charts/codes/RateChart";
import { Button } from "../../../components/ui/Button";
import { count, fixed, tick } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { sameData } from "../../../engine/experiment";
import { KNOBS } from "../../../engine/knobs";
import { setKnob } from "../../actions/experiments";
import { useExperiment, useStore } from "../../store";
import room from "../room.module.css";
import { ratesOf } from "./rates";
import { useVqT } from "./texts";
import styles from "./VqRoom.module.css";

const short = fixed(1);

/** What a run's codes are worth against the bits that they take, beside the runs before it. */
export function BitsTab() {
  const say = useVqT();
  const { codes } = useExperiment();
  const run = useStore((state) => state.run);
  const earlier = useStore((state) => state.earlier);
  const rates = ratesOf([
    run,
    ...earlier.map((entry) => entry.run).filter(({ experiment }) => sameData(experiment, run.experiment)),
  ]);
  return (
    <div className={styles.main}>
      <div className={styles.tries}>
        <span>{say("try")}</span>
        {KNOBS.codes.stops.map((stop) => (
          <Button key={stop} aria-pressed={stop === codes} onClick={() => setKnob("codes", stop)}>
            {count(stop)}
          </Button>
        ))}
      </div>
      <div className={styles.rates}>
        <RateChart
          rates={[...rates].reverse()}
          label={say("rates")}
          bitsLabel={say("bitsAxis")}
          psnrLabel={say("psnrAxis")}
          format={tick}
        />
      </div>
      {rates.length === 0 && <p className={styles.note}>{say("noRuns")}</p>}
      <table className={room.table}>
        <caption className="visually-hidden">{say("table")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("run")}</th>
            <th scope="col">{say("grid")}</th>
            <th scope="col">{say("bitsColumn")}</th>
            <th scope="col">{say("psnr")}</th>
            <th scope="col">{say("perplexityOf")}</th>
          </tr>
        </thead>
        <tbody>
          {rates.map(({ id, name, grid, bits, psnr, perplexity, current }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{grid}</td>
              <td>{short(bits)}</td>
              <td>{current ? <Metric name="psnr" value={psnr} text={short(psnr)} /> : short(psnr)}</td>
              <td>{short(perplexity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
