import { PixelImage } from "../../../components/flow/PixelImage";
import { vector } from "../../../components/ui/format";
import type { StepAnatomy } from "../../../engine/training/anatomy";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import styles from "./Samples.module.css";
import type { StageId } from "./stages";
import { useSlowT } from "./texts";
import { VectorBars } from "./VectorBars";

type Column = "x" | "xTilde" | "mu" | "sigma" | "eps" | "z" | "xHat";

/** What each intermediate is called, in which colour, and the stage that makes it. */
const COLUMNS: readonly { readonly id: Column; readonly symbol: string; readonly from?: StageId }[] = [
  { id: "x", symbol: "x" },
  { id: "xTilde", symbol: "x̃", from: "corrupt" },
  { id: "mu", symbol: "μ", from: "encode" },
  { id: "sigma", symbol: "σ", from: "encode" },
  { id: "eps", symbol: "ε", from: "sample" },
  { id: "z", symbol: "z", from: "sample" },
  { id: "xHat", symbol: "x̂", from: "decode" },
];

export interface SamplesProps {
  readonly anatomy: StepAnatomy;
  readonly stages: readonly StageId[];
  readonly stage: StageId;
}

/** The first samples of the batch on their way: each column appears when its stage is reached. */
export function Samples({ anatomy, stages, stage }: SamplesProps) {
  const t = useSlowT();
  const info = useStore(({ run }) => run.info);
  const isVae = stages.includes("sample");
  const shown = COLUMNS.filter(({ id }) =>
    isVae
      ? id !== "xTilde"
      : id !== "mu" && id !== "sigma" && id !== "eps" && (id !== "xTilde" || stages.includes("corrupt")),
  ).map((column) => (column.id === "z" && !isVae ? { ...column, from: "encode" as const } : column));
  const reached = (from: StageId | undefined) => !from || stages.indexOf(from) <= stages.indexOf(stage);
  const rows = Array.from({ length: anatomy.shown }, (_, row) => row);
  return (
    <table className={styles.samples}>
      <thead>
        <tr>
          <td />
          {shown.map(({ id, symbol, from }) => (
            <th key={id} scope="col" data-symbol={id} data-lit={from === stage || undefined}>
              {symbol}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row" className="visually-hidden">
              {t("sample", { number: String(row + 1) })}
            </th>
            {shown.map(({ id, from }) => (
              <td key={id} data-symbol={id} data-lit={from === stage || undefined}>
                {reached(from) ? (
                  <Cell id={id} values={valuesOf(anatomy, id, row)} info={info} />
                ) : (
                  <i className={styles.blank} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valuesOf(anatomy: StepAnatomy, id: Column, row: number): Float32Array {
  const all = id === "sigma" ? anatomy.logVar?.map((value) => Math.exp(value / 2)) : anatomy[id];
  const width = (all?.length ?? 0) / anatomy.shown;
  return all?.subarray(row * width, (row + 1) * width) ?? new Float32Array();
}

interface CellProps {
  readonly id: Column;
  readonly values: Float32Array;
  readonly info: Parameters<typeof shapeOf>[0];
}

function Cell({ id, values, info }: CellProps) {
  const isSample = id === "x" || id === "xTilde" || id === "xHat";
  if (!isSample) return <VectorBars values={values} symbol={id} />;
  if (info && "dimensions" in info.dataset) return <span className={styles.point}>{vector(values, 3)}</span>;
  const pixels = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return <PixelImage className={styles.image} pixels={pixels} {...shapeOf(info)} label="" />;
}
