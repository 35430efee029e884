import { Formula } from "../../components/ui/Formula";
import { count, reading } from "../../components/ui/format";
import { Metric } from "../../components/ui/Metric";
import flow from "../FlowPanel.module.css";
import { useLooked } from "./looked";
import { useCodesT } from "./texts";
import { useFocus } from "./useFocus";

/** How z_q comes about, with the numbers of the cell that is looked at. */
export function CodeFormula() {
  const say = useCodesT();
  const grid = useLooked((state) => state.grid);
  const { cell, code, cells, codes, painted } = useFocus();
  // The distances are of a moment ago, and so is the code that they chose.
  const known = !painted && grid && cell !== undefined && grid.indices.length === codes?.length ? grid : undefined;
  const k = known && cell !== undefined ? known.indices[cell] : code;
  return (
    <div className={flow.formula}>
      <Formula
        tex="\z_q = \word_k, \quad k = \operatorname*{arg\,min}_j \lVert \z_e - \word_j \rVert^2"
        label={say("formula")}
      />
      <span className={flow.value}>
        <i style={{ color: "var(--ek)" }}>k</i>{" "}
        <Metric name="code" value={k ?? ""} text={k === undefined ? "–" : String(k)} />
      </span>
      {painted ? (
        <span className={flow.value}>{say("byHand")}</span>
      ) : known && cell !== undefined ? (
        <>
          <span className={flow.value}>
            {say("distance")}{" "}
            <Metric
              name="code-distance"
              value={known.distances[cell] as number}
              text={reading(known.distances[cell] as number)}
            />
          </span>
          <span className={flow.value}>
            {say("next")}{" "}
            <Metric
              name="next-distance"
              value={known.nextDistances[cell] as number}
              text={reading(known.nextDistances[cell] as number)}
            />{" "}
            {say("nextCode", { code: String(known.nextIndices[cell]) })}
          </span>
        </>
      ) : (
        <span className={flow.value}>
          {codes && say("cellsOfCode", { count: count(cells.length), cells: count(codes.length) })}
        </span>
      )}
    </div>
  );
}
