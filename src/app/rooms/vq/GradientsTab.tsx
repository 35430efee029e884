import { SignedGrid } from "../../../components/charts/codes/SignedGrid";
import { LossChart } from "../../../components/charts/LossChart";
import { Formula } from "../../../components/ui/Formula";
import { count, plain, reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { codesLearn } from "../../../engine/experiment";
import type { CodeGradients } from "../../../engine/training/codeGradients";
import { useT } from "../../../i18n/useT";
import { useExperiment } from "../../store";
import room from "../room.module.css";
import { Commitment } from "./Commitment";
import { useVqT } from "./texts";
import { useGradients } from "./useGradients";
import styles from "./VqRoom.module.css";

/** The gradient before and behind the choice of a code, where each term's goes, and what holds the encoder. */
export function GradientsTab() {
  const t = useT();
  const say = useVqT();
  const { answer, norms } = useGradients();
  const learns = codesLearn(useExperiment());
  const curve = (value: 0 | 1) => norms.map(({ step, values }) => ({ step, value: values[value] as number }));
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <SideBySide answer={answer} />
        <Reach answer={answer} />
      </div>
      <div className={styles.controls}>
        {learns && <Commitment />}
        <div>
          <Heading>{say("norms")}</Heading>
          <LossChart
            curves={[
              { id: "codes", kind: "rival", label: say("codebookNorm"), colour: "var(--ek)", points: curve(1) },
              { id: "encoder", kind: "heldOut", label: say("encoderNorm"), colour: "var(--z)", points: curve(0) },
            ]}
            scale="linear"
            label={say("norms")}
            stepLabel={t("evidence.step")}
            emptyLabel={say("waiting")}
            format={(value) => reading(value)}
          />
          <span className="visually-hidden">
            <Metric
              name="encoder-norm"
              value={answer?.encoderNorm ?? ""}
              text={reading(answer?.encoderNorm ?? Number.NaN)}
            />
          </span>
        </div>
        <p className={styles.note}>{say(learns ? "normsNote" : "latticeNote")}</p>
      </div>
    </div>
  );
}

interface AnswerProps {
  readonly answer: CodeGradients | undefined;
}

const NONE = new Float32Array();

function SideBySide({ answer }: AnswerProps) {
  const say = useVqT();
  const { atZq, atZe, dimensions, cells } = answer ?? { atZq: NONE, atZe: NONE, dimensions: 1, cells: 0 };
  const most = atZq.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const grids = [
    { id: "atZq", tex: "\\partial L / \\partial \\z_q", values: atZq },
    { id: "atZe", tex: "\\partial L / \\partial \\z_e", values: atZe },
    { id: "between", tex: undefined, values: atZq.map((value, i) => value - (atZe[i] as number)) },
  ] as const;
  return (
    <div>
      <div className={styles.formula}>
        <Formula tex="\z_q = \z_e + \mathrm{sg}[\word_k - \z_e]" label={say("formula")} />
        <p className={styles.equal}>
          {say("largest")}:{" "}
          <b>
            <Metric
              name="largest-difference"
              value={answer?.largestDifference ?? ""}
              text={answer ? plain(answer.largestDifference) : "–"}
            />
          </b>
        </p>
      </div>
      <div className={styles.grids}>
        {grids.map(({ id, tex, values }) => (
          <figure key={id}>
            <figcaption>{tex ? <Formula tex={tex} label={say(id)} /> : say(id)}</figcaption>
            <div className={styles.grid}>
              <SignedGrid
                values={values}
                columns={dimensions}
                most={most}
                label={say("gridLabel", { what: say(id), cells: count(cells), dimensions: count(dimensions) })}
              />
            </div>
          </figure>
        ))}
      </div>
      <p className={styles.note}>{say(answer ? "ofSample" : "waiting")}</p>
    </div>
  );
}

const PARTS = ["encoder", "codebook", "decoder"] as const;

/** How long each term's gradient is in each part of the model: exactly 0 where sg stands in the way. */
function Reach({ answer }: AnswerProps) {
  const t = useT();
  const say = useVqT();
  return (
    <table className={room.table}>
      <caption>{say("terms")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("term")}</th>
          {PARTS.map((part) => (
            <th key={part} scope="col">
              {say(part)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answer?.terms.map((term) => (
          <tr key={term.name}>
            <th scope="row">
              {term.name === "kl"
                ? t("evidence.klUniform")
                : t(`evidence.${term.name as "reconstruction" | "codebook" | "commitment"}`)}
            </th>
            {PARTS.map((part) => (
              <td key={part} className={term[part] === 0 ? styles.zero : ""}>
                <Metric
                  name={`gradient-${term.name}-${part}`}
                  value={term[part]}
                  text={term[part] === 0 ? "0" : plain(term[part])}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
