import { DensityCurves } from "../../../components/charts/DensityCurves";
import { count, reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { ZName } from "../../../components/ui/ZName";
import { placesOf } from "../../../engine/metrics/aggregateDensity";
import { logNormal } from "../../../engine/metrics/posteriorGrid";
import { useExperiment } from "../../store";
import styles from "./AllImages.module.css";
import { usePosteriorT } from "./texts";
import { type Aggregate, PLACES } from "./useAggregate";

export interface AllImagesProps {
  readonly aggregate: Aggregate | undefined;
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
}

const PRIOR = placesOf(PLACES).map((z) => Math.exp(logNormal(z, 0, 1)));

/** The aggregate posterior q(z) against N(0, I): along each axis, and in numbers. */
export function AllImages({ aggregate, axes, axisNames }: AllImagesProps) {
  const say = usePosteriorT();
  const { latent } = useExperiment();
  const dimensions = latent > 1 ? [axes[0], axes[1]] : [axes[0]];
  const cell = (row: number, column: number) => aggregate?.moments.covariance[row * latent + column];
  const number = (name: string, value: number | undefined) => (
    <Metric name={name} value={value ?? ""} text={value === undefined ? "–" : reading(value, 3)} />
  );
  return (
    <>
      {dimensions.map((d, i) => (
        <DensityCurves
          key={d}
          label={say("marginal", { dimension: axisNames[i] as string })}
          axis={axisNames[i] as string}
          low={-PLACES.reach}
          high={PLACES.reach}
          curves={[
            {
              id: "q",
              label: say("aggregate"),
              colour: "var(--z)",
              style: "filled",
              values: aggregate?.marginals[i]?.density ?? new Float64Array(PLACES.count),
            },
            { id: "prior", label: say("prior"), colour: "var(--ink)", style: "dashed", values: PRIOR },
          ]}
        />
      ))}
      {latent > 1 && <p className={styles.note}>{say("contours")}</p>}
      <section>
        <Heading>{say("moments")}</Heading>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{say("dimension")}</span>
              </th>
              <th scope="col">{say("mean")}</th>
              <th scope="col">{say("variance")}</th>
              <th scope="col">{say("misfit")}</th>
            </tr>
          </thead>
          <tbody>
            {dimensions.map((d, i) => (
              <tr key={d}>
                <th scope="row">
                  <ZName dimension={d} />
                </th>
                <td>{number(`aggregate-mean-${i + 1}`, aggregate?.moments.mean[d])}</td>
                <td>{number(`aggregate-variance-${i + 1}`, cell(d, d))}</td>
                <td>{number(`aggregate-misfit-${i + 1}`, aggregate?.marginals[i]?.misfit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className={styles.sums}>
          {latent > 1 && (
            <>
              <dt>{say("covariance", { across: axisNames[0], up: axisNames[1] })}</dt>
              <dd>{number("aggregate-covariance", cell(axes[0], axes[1]))}</dd>
            </>
          )}
          <dt>{say("whole", { latent: String(latent) })}</dt>
          <dd>
            {number("aggregate-misfit", aggregate?.misfit)} {say("nats")}
          </dd>
        </dl>
        <p className={styles.note}>
          {aggregate
            ? say("heldOut", { count: count(aggregate.moments.count), step: count(aggregate.step) })
            : "\u00a0"}
        </p>
      </section>
    </>
  );
}
