import { Shuffle, Undo2 } from "lucide-react";
import { DensityCurves } from "../../../components/charts/DensityCurves";
import { PosteriorCloseUp } from "../../../components/charts/PosteriorCloseUp";
import { PixelImage } from "../../../components/flow/PixelImage";
import { IconButton } from "../../../components/ui/Button";
import { vector } from "../../../components/ui/format";
import { Progress } from "../../../components/ui/Progress";
import { hasPoints } from "../../../engine/experiment";
import { logNormal, nodesOf } from "../../../engine/metrics/posteriorGrid";
import type { VariationalGap } from "../../../engine/metrics/variationalGap";
import { probeImage, releaseHandle } from "../../actions/probing";
import { shapeOf } from "../../shape";
import { useExperiment, useStore } from "../../store";
import { posteriorField } from "./backdrops";
import { GapCurve } from "./GapCurve";
import styles from "./OneImage.module.css";
import { usePosteriorT } from "./texts";
import type { TruePosterior } from "./useTruePosterior";

export interface OneImageProps {
  readonly truth: TruePosterior;
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
}

/** The followed sample, its true posterior from near, and how q has come closer to it over the run. */
export function OneImage({ truth, axes, axisNames }: OneImageProps) {
  const say = usePosteriorT();
  const { latent } = useExperiment();
  const { answer, progress, cancel } = truth;
  return (
    <>
      <Sample />
      <div className={styles.closeUp}>
        {answer?.grid ? (
          <Posterior grid={answer.grid} q={pick(answer.q, latent > 2 ? axes : undefined)} axisNames={axisNames} />
        ) : (
          progress === undefined && <p className={styles.waiting}>{say("waiting")}</p>
        )}
        {progress !== undefined && !answer && (
          <div className={styles.progress}>
            <Progress
              done={progress}
              total={1}
              text={say("looking", { percent: String(Math.round(100 * progress)) })}
              cancel={say("cancel")}
              onCancel={cancel}
            />
          </div>
        )}
      </div>
      {latent > 2 && (
        <p className={styles.note}>
          {say("slice", { latent: String(latent), across: axisNames[0], up: axisNames[1] })}
        </p>
      )}
      <GapCurve />
    </>
  );
}

function Posterior({
  grid,
  q,
  axisNames,
}: { readonly grid: NonNullable<VariationalGap["grid"]> } & Pick<VariationalGap, "q"> & {
    readonly axisNames: readonly [string, string];
  }) {
  const say = usePosteriorT();
  if (grid.low.length > 1)
    return <PosteriorCloseUp posterior={posteriorField(grid)} q={q} axisNames={axisNames} label={say("closeUp")} />;
  const nodes = nodesOf(grid);
  const density = (mu: number, sigma: number) => Array.from(nodes, (z) => Math.exp(logNormal(z, mu, sigma)));
  return (
    <DensityCurves
      label={say("curves")}
      axis={axisNames[0]}
      low={grid.low[0] as number}
      high={grid.high[0] as number}
      curves={[
        {
          id: "truth",
          label: say("truth"),
          colour: "var(--z)",
          style: "filled",
          values: grid.logJoint.map((value) => Math.exp(value - grid.logEvidence)),
        },
        { id: "prior", label: say("prior"), colour: "var(--faint)", style: "dashed", values: density(0, 1) },
        {
          id: "q",
          label: say("q"),
          colour: "var(--sigma)",
          style: "line",
          values: density(q.mu[0] as number, q.sigma[0] as number),
        },
      ]}
    />
  );
}

const pick = (q: VariationalGap["q"], axes: readonly [number, number] | undefined): VariationalGap["q"] =>
  axes ? { mu: axes.map((d) => q.mu[d] as number), sigma: axes.map((d) => q.sigma[d] as number) } : q;

/** x, and what the decoder makes of its z or of the one that is held. */
function Sample() {
  const say = usePosteriorT();
  const { dataset } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const probe = useStore((state) => state.probe);
  const held = useStore(({ probing }) => probing.z !== undefined);
  const shape = shapeOf(info);
  const points = hasPoints(dataset);
  const shown = (sample: Uint8Array | Float32Array | undefined) =>
    points ? (
      <b className={styles.vector}>{sample ? vector(sample, 3) : "–"}</b>
    ) : (
      <span className={styles.frame}>
        <PixelImage
          className={styles.image}
          pixels={sample instanceof Uint8Array ? sample : undefined}
          {...shape}
          label=""
        />
      </span>
    );
  return (
    <div className={styles.sample}>
      <figure className={styles.x} title={say("x")}>
        {shown(probe?.x)}
        <figcaption>x</figcaption>
      </figure>
      <figure className={styles.xHat} title={say("xHat")}>
        {shown(probe?.xHat)}
        <figcaption>x̂</figcaption>
      </figure>
      <div className={styles.tools}>
        <IconButton
          label={say("another")}
          disabled={!info}
          onClick={() => probeImage({ index: Math.floor(Math.random() * (info?.dataset.heldOut ?? 1)) })}
        >
          <Shuffle size={16} />
        </IconButton>
        <IconButton label={say("release")} disabled={!held} onClick={releaseHandle}>
          <Undo2 size={16} />
        </IconButton>
      </div>
    </div>
  );
}
