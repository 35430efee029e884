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
  const known = grid && cell !== undefined && grid.indices[cell] === code;
  return (
    <div className={flow.formula}>
      <Formula
        tex="\z_q = \word_k, \quad k = \operatorname*{arg\,min}_j \lVert \z_e - \word_j \rVert^2"
        label={say("formula")}
      />
      <span className={flow.value}>
        <i style={{ color: "var(--ek)" }}>k</i>{" "}
        <Metric name="code" value={code ?? ""} text={code === undefined ? "–" : String(code)} />
      </span>
      {painted ? (
        <span className={flow.value}>{say("byHand")}</span>
      ) : known ? (
        <>
          <span className={flow.value}>
            {say("distance")}{" "}
            <Metric
              name="code-distance"
              value={grid.distances[cell] as number}
              text={reading(grid.distances[cell] as number)}
            />
          </span>
          <span className={flow.value}>
            {say("next")}{" "}
            <Metric
              name="next-distance"
              value={grid.nextDistances[cell] as number}
              text={reading(grid.nextDistances[cell] as number)}
            />{" "}
            {say("nextCode", { code: String(grid.nextIndices[cell]) })}
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
