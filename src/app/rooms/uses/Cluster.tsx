import { Dices } from "lucide-react";
import { useMemo, useState } from "react";
import { KnobSlider } from "../../../components/controls/KnobSlider";
import { Button } from "../../../components/ui/Button";
import { Formula } from "../../../components/ui/Formula";
import { count } from "../../../components/ui/format";
import { someOf } from "../../../engine/data/someOf";
import type { Knob } from "../../../engine/knobs";
import { contingency } from "../../../engine/metrics/contingency";
import { useT } from "../../../i18n/useT";
import { AxisPicker } from "../../AxisPicker";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { useAxes } from "../../useAxes";
import { useClassName } from "../../useClassName";
import { useAnswer } from "../useAnswer";
import { Agreement } from "./Agreement";
import { Centres } from "./Centres";
import { coloursOf, letters } from "./clusterNames";
import { NeedsLabels } from "./NeedsLabels";
import { Plane } from "./Plane";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

const CLUSTERS: Knob = {
  kind: "live",
  min: 2,
  max: 30,
  initial: 10,
  integer: true,
  stops: [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30],
};
/** More points tell k-means nothing more. */
const MOST = 2_000;

/** k-means on z, beside the true classes. */
export function Cluster() {
  const t = useUsesT();
  const say = useT();
  const nameOf = useClassName();
  const { latent } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const evaluation = useStore(({ run }) => run.evaluation);
  const [wanted, setClusters] = useState(CLUSTERS.initial);
  const [seed, setSeed] = useState(1);
  const { axes, axisNames, setAxes } = useAxes(latent);

  const latents = evaluation?.latents?.dimensions === latent ? evaluation.latents : undefined;
  const samples = useMemo(() => someOf(evaluation?.count ?? 0, MOST), [evaluation?.count]);
  const z = useMemo(() => latents && rowsOf(latents.mu, latent, samples), [latents, latent, samples]);
  const clusters = Math.min(wanted, samples.length);
  const step = evaluation?.step ?? 0;
  const ofZ = useAnswer(
    z && {
      key: [clusters, seed, latent],
      version: step,
      ask: async (options) => ({ ...(await ask("cluster", { z, clusters, seed }, options)), z, step }),
    },
  );
  const ofPca = useAnswer(
    z && {
      key: [clusters, seed],
      ask: (options) => ask("cluster", { samples, clusters, seed }, options),
    },
  );

  const said = ofZ.said?.answer;
  const labels = useMemo(() => {
    const all = info?.labels;
    return all && Uint16Array.from(samples, (i) => all[i] as number);
  }, [info, samples]);
  const found = useMemo(() => {
    if (!said) return undefined;
    const { assignment, centres } = said;
    const k = centres.length / latent;
    const shown = { z: said.z, centres };
    if (!labels || labels.length !== assignment.length)
      return { ...shown, assignment, table: undefined, colours: Uint16Array.from({ length: k }, (_, i) => i) };
    const classes = Math.max(info?.dataset.classes ?? 0, 1);
    const table = contingency(assignment, labels, k, classes);
    return { ...shown, assignment, table, colours: coloursOf(table) };
  }, [said, labels, info, latent]);
  const places = useMemo(() => [...(found?.colours ?? [])].sort((a, b) => a - b), [found]);
  const nameOfColour = (colour: number) => letters(Math.max(0, places.indexOf(colour)));
  const colours = useMemo(
    () => found && Uint16Array.from(found.assignment, (cluster) => found.colours[cluster] as number),
    [found],
  );
  const plane = { z: found?.z, latent, samples, axes, axisNames };
  return (
    <div className={styles.use}>
      <p className={styles.statement}>{t("clusters.statement")}</p>
      <div className={styles.planes}>
        <section className={styles.card} aria-label={t("clusters.found")}>
          <div className={styles.bar}>
            <h2>{t("clusters.found")}</h2>
            {latent > 2 && <AxisPicker latent={latent} axes={axes} onChange={setAxes} />}
          </div>
          <Plane {...plane} labels={colours} nameOf={nameOfColour} hint={t("clusters.planeFound")} />
        </section>
        {labels || !info ? (
          <section className={styles.card} aria-label={t("clusters.true")}>
            <div className={styles.bar}>
              <h2>{t("clusters.true")}</h2>
            </div>
            <Plane {...plane} labels={labels} nameOf={nameOf} hint={t("clusters.planeTrue")} />
          </section>
        ) : (
          <NeedsLabels why={t("labels.whyCluster")} />
        )}
      </div>
      <div className={styles.columns}>
        <section className={styles.card} aria-label={t("clusters.centres")}>
          <div className={styles.bar}>
            <h2>{t("clusters.centres")}</h2>
          </div>
          {found && <Centres {...found} latent={latent} nameOfColour={nameOfColour} />}
        </section>
        <section className={styles.card} aria-label={t("clusters.agreement")}>
          <KnobSlider
            label={t("clusters.k")}
            knob={CLUSTERS}
            value={wanted}
            onChange={setClusters}
            liveLabel={say("knobs.live")}
            hint={t("clusters.kHint")}
            exactLabel={say("knobs.exact", { knob: t("clusters.k") })}
          />
          <Button onClick={() => setSeed((before) => before + 1)} title={t("clusters.againHint")}>
            <Dices size={16} /> {t("clusters.again")}
          </Button>
          <Agreement
            rows={[
              { id: "z", name: t("classifier.z"), assignment: said?.assignment },
              { id: "pca", name: t("classifier.pca"), assignment: ofPca.said?.answer.assignment },
            ]}
            labels={labels}
          />
          <Formula tex="\min_{c} \textstyle\sum_n \min_k \lVert \z_n - c_k \rVert^2" label={t("clusters.formula")} />
          <p className={styles.note}>
            {ofZ.failed
              ? t("failed")
              : said
                ? t("clusters.facts", { count: count(samples.length), step: count(said.step) })
                : t("measuring")}
          </p>
        </section>
      </div>
    </div>
  );
}

/** The rows of these samples. */
function rowsOf(mu: Float32Array, dimensions: number, samples: Uint32Array): Float32Array {
  const rows = new Float32Array(samples.length * dimensions);
  for (const [row, i] of samples.entries())
    rows.set(mu.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions);
  return rows;
}
