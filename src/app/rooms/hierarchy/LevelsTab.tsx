import { ImageGrid } from "../../../components/flow/ImageGrid";
import { count, fixed } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { isPrior } from "../../../engine/experiment";
import { ask } from "../../actions/worker";
import { Choice } from "../../Choice";
import { shapeOf } from "../../shape";
import { useExperiment, useStore } from "../../store";
import room from "../room.module.css";
import { useAnswer } from "../useAnswer";
import { CodeMap } from "./CodeMap";
import styles from "./Hierarchy.module.css";
import { psnr, sizeOf } from "./sizes";
import { useHierarchyT } from "./texts";
import { useLevels } from "./useLevels";

/** Held-out samples that the errors are of. */
const MOST = 500;
const short = fixed(1);

/** One sample as each level says it, and what the levels are worth. */
export function LevelsTab() {
  const t = useHierarchyT();
  const shape = shapeOf(useStore(({ run }) => run.info));
  const sample = useLevels();
  if (!sample) return <p className={styles.note}>{t("waiting")}</p>;
  return (
    <div className={styles.main}>
      <div className={styles.images}>
        <figure>
          <figcaption>{t("x")}</figcaption>
          <ImageGrid pixels={sample.x} count={1} columns={1} {...shape} label={t("x")} />
        </figure>
        {sample.levels.map((level) => (
          <figure key={level.height}>
            <figcaption>{t("only", sizeOf(level))}</figcaption>
            <ImageGrid pixels={level.alone} count={1} columns={1} {...shape} label={t("only", sizeOf(level))} />
            <div className={styles.codes}>
              <CodeMap {...level} />
            </div>
          </figure>
        ))}
        <figure>
          <figcaption>{t("both")}</figcaption>
          <ImageGrid pixels={sample.xHat} count={1} columns={1} {...shape} label={t("both")} />
        </figure>
      </div>
      <Worth />
    </div>
  );
}

function Worth() {
  const t = useHierarchyT();
  const atPrior = isPrior(useExperiment());
  const step = useStore(({ run }) => run.evaluation?.step);
  const heldOut = useStore(({ run }) => run.info?.dataset.heldOut ?? 0);
  const sample = useLevels();
  const { said } = useAnswer(
    step === undefined
      ? undefined
      : { key: [MOST], version: step, ask: (options) => ask("levelErrors", { most: MOST }, options) },
  );
  const errors = said?.answer;
  const text = (mse: number | undefined) => (mse === undefined ? "–" : short(psnr(mse)));
  return (
    <>
      <table className={room.table}>
        <caption>{t("table", { samples: count(Math.min(MOST, heldOut)) })}</caption>
        <thead>
          <tr>
            {(["level", "bits", "used", "alone", "scrambled"] as const).map((id) => (
              <th key={id} scope="col">
                {t(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample?.levels.map((level, i) => {
            const own = errors?.levels[i];
            return (
              <tr key={level.height}>
                <th scope="row">
                  {level.height}×{level.width}
                </th>
                <td>{own ? count(own.usage.bits) : "–"}</td>
                <td>{own ? `${count(own.usage.used)} / ${count(level.choices)}` : "–"}</td>
                <td>
                  <Metric name={`alone-${i}`} value={own?.alone ?? ""} text={text(own?.alone)} />
                </td>
                <td>
                  <Metric name={`scrambled-${i}`} value={own?.scrambled ?? ""} text={text(own?.scrambled)} />
                </td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t("all")}</th>
            <td>{errors ? count(errors.levels.reduce((sum, { usage }) => sum + usage.bits, 0)) : "–"}</td>
            <td />
            <td>
              <Metric name="all-levels" value={errors?.mse ?? ""} text={text(errors?.mse)} />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
      <p className={styles.note}>{t("tableHint")}</p>
      {!atPrior && (
        <div className={styles.freeze}>
          <Choice id="lock" />
          <p className={styles.note}>{t("lockHint")}</p>
        </div>
      )}
    </>
  );
}
