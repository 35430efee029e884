import { useMemo, useState } from "react";
import { type Bound, BoundLadder } from "../../../components/charts/elbo/BoundLadder";
import { Button } from "../../../components/ui/Button";
import { Formula } from "../../../components/ui/Formula";
import { count, fixed, reading, zName } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Progress } from "../../../components/ui/Progress";
import { BOUND_SAMPLES } from "../../../engine/elbo/bound";
import { klPerDimension } from "../../../engine/metrics/latentStatistics";
import type { SampleLedger } from "../../../workers/rooms/elbo";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { useAnswer } from "../useAnswer";
import room from "./elbo.module.css";
import styles from "./LedgerTab.module.css";
import { SampleImage } from "./SampleImage";
import { useElboT } from "./texts";
import { useSample } from "./useSample";

/** Held-out samples whose bounds are measured when asked. */
const SET = 100;
const places = fixed(2);

/** ELBO = reconstruction − KL of the live model, and the bounds above it. */
export function LedgerTab() {
  const t = useElboT();
  return (
    <div className={room.slide}>
      <p className={room.say}>{t("ledger.say")}</p>
      <NeedsModel models={["vae"]}>
        <Ledger />
      </NeedsModel>
    </div>
  );
}

function Ledger() {
  const t = useElboT();
  const { latent } = useExperiment();
  const evaluation = useStore(({ run }) => run.evaluation);
  const terms = useStore(({ run }) => run.terms);
  const { source, name } = useSample();
  const [wanted, setDimension] = useState(0);
  const dimension = Math.min(wanted, latent - 1);
  const sample = useAnswer(
    evaluation && {
      key: [source],
      version: evaluation.step,
      ask: (options) => ask("elboSample", { source }, options),
    },
  ).said?.answer;
  const latents = evaluation?.latents;
  const perDimension = useMemo(
    () => (latents?.logVar ? klPerDimension({ ...latents, logVar: latents.logVar }) : undefined),
    [latents],
  );
  const term = (id: string) => evaluation?.losses[1 + terms.indexOf(id)];
  const all = evaluation &&
    perDimension && { reconstruction: -(term("reconstruction") as number), kl: perDimension, count: evaluation.count };
  if (!all) return <p className={room.note}>{t("ledger.waiting")}</p>;
  const rows = rowsOf(all.reconstruction, all.kl, sample, dimension);
  return (
    <>
      <div className={`${room.panel} ${room.fitting}`}>
        <table className={styles.table} aria-label={t("ledger.table")}>
          <thead>
            <tr>
              <th scope="col">{t("ledger.term")}</th>
              <th scope="col">
                {t("ledger.all")}
                <small>{t("ledger.allNote", { count: count(all.count), step: count(evaluation.step) })}</small>
              </th>
              <th scope="col" className={styles.sample}>
                <SampleImage />
                {t("ledger.one")}
                <small>{t("ledger.oneNote", { sample: name })}</small>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, all, one, error, colour }) => (
              <tr key={id} className={styles[id]}>
                <th scope="row">
                  <i style={{ background: colour }} />
                  {id === "dimension" ? (
                    <label className={styles.choice}>
                      {t("ledger.dimensionKl")}
                      <select
                        aria-label={t("ledger.dimension")}
                        value={dimension}
                        onChange={(event) => setDimension(Number(event.target.value))}
                      >
                        {Array.from({ length: latent }, (_, d) => (
                          <option key={d} value={d}>
                            {zName(d)}
                          </option>
                        ))}
                      </select>
                    </label>
                  ) : (
                    t(`ledger.${id}`)
                  )}
                </th>
                <td>
                  <Metric name={`all-${id}`} value={all} text={reading(all)} />
                </td>
                <td>
                  <Metric name={`one-${id}`} value={one ?? ""} text={one === undefined ? "–" : reading(one)} />
                  <small>{error === undefined ? "" : ` ± ${places(error)}`}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={`${room.panel} ${room.fitting}`}>
        <h3 className={styles.heading}>{t("ledger.bounds")}</h3>
        <div className={styles.ladders}>
          <Ladder
            label={`${t("ledger.one")}: ${t("ledger.bounds")}`}
            title={t("ledger.one")}
            bounds={sample?.bounds}
            id="one"
          />
          <OfSet />
        </div>
      </div>
      <div className={room.foot}>
        <Formula
          tex="\mathrm{ELBO} = \mathbb{E}_{q(\z|\x)}[\log p(\x|\z)] - \mathrm{KL}\bigl(q(\z|\x) \,\|\, p(\z)\bigr)"
          label={t("ledger.formula")}
        />
        <p className={room.note}>{t("ledger.beta")}</p>
      </div>
    </>
  );
}

/** The bounds of many held-out samples, which take a while: measured when asked, with the weights as they are then. */
function OfSet() {
  const t = useElboT();
  const size = useStore(({ run }) => run.info?.dataset.heldOut ?? 0);
  const [asked, setAsked] = useState(0);
  const most = Math.min(SET, size);
  const title = t("ledger.set", { count: count(most) });
  const { said, progress, cancel } = useAnswer(
    asked > 0 ? { key: [asked], ask: (options) => ask("elboSet", { most: SET }, options) } : undefined,
  );
  return (
    <div className={styles.set}>
      <Ladder label={`${title}: ${t("ledger.bounds")}`} title={title} bounds={said?.answer?.bounds} id="set" />
      <div className={styles.ask}>
        {progress === undefined ? (
          <Button disabled={size === 0} onClick={() => setAsked(asked + 1)}>
            {t("ledger.boundsSet")}
          </Button>
        ) : (
          <Progress
            done={progress}
            total={1}
            text={t("ledger.boundsProgress", { done: count(Math.round(progress * most)), total: count(most) })}
            cancel={t("ledger.cancel")}
            onCancel={cancel}
          />
        )}
      </div>
    </div>
  );
}

function Ladder(props: {
  readonly id: "one" | "set";
  readonly label: string;
  readonly title: string;
  readonly bounds: SampleLedger["bounds"] | undefined;
}) {
  const t = useElboT();
  const { id, label, title, bounds } = props;
  const rungs = BOUND_SAMPLES.map((k, i): Bound => {
    const name = t("ledger.bound", { k });
    return { id: `${id}-bound-${k}`, name, value: bounds?.[i]?.value, standardError: bounds?.[i]?.standardError };
  });
  return <BoundLadder label={label} title={title} bounds={rungs} />;
}

/** The ledger's lines: ELBO = reconstruction − KL, and one dimension's part of the KL. */
function rowsOf(reconstruction: number, kl: Float64Array, sample: SampleLedger | undefined, dimension: number) {
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const one = sample && { reconstruction: sample.reconstruction.value, kl: sum(sample.kl) };
  const error = sample?.reconstruction.standardError;
  const total = sum(kl);
  return [
    { id: "reconstruction", all: reconstruction, one: one?.reconstruction, error, colour: "var(--xhat)" },
    { id: "kl", all: total, one: one?.kl, error: undefined, colour: "var(--sigma)" },
    {
      id: "dimension",
      all: kl[dimension] as number,
      one: sample?.kl[dimension],
      error: undefined,
      colour: "transparent",
    },
    { id: "elbo", all: reconstruction - total, one: one && one.reconstruction - one.kl, error, colour: "var(--mu)" },
  ] as const;
}
