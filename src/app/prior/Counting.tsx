import { Facts } from "../../components/ui/Facts";
import { Formula } from "../../components/ui/Formula";
import { count } from "../../components/ui/format";
import { Power } from "../../components/ui/Power";
import { levelOfStage } from "../../engine/knobs";
import { useStore } from "../store";
import { countingOf } from "./counting";
import styles from "./PriorFlow.module.css";
import { usePriorT } from "./texts";
import { usePriorGrid } from "./usePriorGrid";

/** The counting argument: of all images that there could be, data show next to none, and a prior has to say which are like them. */
export function Counting() {
  const say = usePriorT();
  const grid = usePriorGrid();
  const given = useStore(({ run }) => levelOfStage(run.experiment.stage) > 0);
  const shown = useStore(({ run }) => run.info?.dataset.train);
  const nll = useStore(({ run }) => run.evaluation?.losses[0]);
  const { numbers, all, among } = grid ? countingOf(grid, nll) : {};
  const facts = [
    {
      id: "all",
      label: say(grid?.ofCodes ? "couldBeCodes" : "couldBe"),
      value: all && grid && (
        <span data-metric="all-images" data-value={all.log10}>
          {count(grid.levels)}
          <sup>{count(numbers ?? 0)}</sup> ≈ <Power {...all} />
        </span>
      ),
    },
    { id: "shown", label: say("shows"), value: shown === undefined ? "–" : count(shown) },
    {
      id: "among",
      label: <span title={say("amongHint")}>{say("among")}</span>,
      colour: "var(--x)",
      value: (
        <span data-metric="among" data-value={among?.log10 ?? ""}>
          {among ? <Power {...among} /> : "–"}
        </span>
      ),
    },
  ];
  return (
    <div className={styles.counting}>
      <div>
        <Formula
          tex={`\\log p(\\x${given ? " \\mid c" : ""}) = \\sum_{i=1}^{${numbers ?? "n"}} \\log p(\\x_i \\mid \\x_1, \\ldots, \\x_{i-1}${given ? ", c" : ""})`}
          label={say("formula", { numbers: count(numbers ?? 0) })}
        />
        {given && <p className={styles.given}>{say("given")}</p>}
      </div>
      <Facts facts={facts} />
    </div>
  );
}
