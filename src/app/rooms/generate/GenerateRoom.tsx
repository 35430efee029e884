import { Dices } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { FIRST_TURN } from "../../../components/charts/cloud/project";
import type { Backdrop } from "../../../components/charts/plane/draw";
import { type Box, backdropOf } from "../../../components/charts/plane/paint";
import { Button } from "../../../components/ui/Button";
import { Formula } from "../../../components/ui/Formula";
import { reading } from "../../../components/ui/format";
import { Segmented } from "../../../components/ui/Segmented";
import { type Experiment, hasPoints } from "../../../engine/experiment";
import type { ModelId } from "../../../engine/knobs";
import type { PaintBy } from "../../../workers/rooms/generate";
import { AxisPicker } from "../../AxisPicker";
import { useExperiment, useStore } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { RivalState } from "../rival/RivalState";
import { useRival } from "../rival/useRival";
import { drawPrior } from "./drawPrior";
import styles from "./Generate.module.css";
import { type Scale, scaleOf, toShares } from "./plane";
import { Side } from "./Side";
import { useGenerateT } from "./texts";
import { drawsOf, SHOWN, useDecoded, usePainted, useSamples, useYardstick } from "./useSide";

/** Chapter 4: an autoencoder and a VAE, trained side by side, decode the same draws of the prior. */
export function GenerateRoom() {
  return (
    <NeedsModel models={["vae", "ae"]}>
      <Generate />
    </NeedsModel>
  );
}

/** The same experiment with the other model, of the same sizes. */
export function otherModel(main: Experiment): Experiment | undefined {
  if (main.model === "ae") return { ...main, model: "vae" };
  if (main.model === "vae") return { ...main, model: "ae", network: "mlp" };
  return undefined;
}

function Generate() {
  const g = useGenerateT();
  const { model, latent, dataset } = useExperiment();
  const main = useStore((state) => state.run);
  const rival = useStore((state) => state.rival);
  const control = useRival("generate", otherModel);
  const points = hasPoints(dataset);
  const [draw, setDraw] = useState(0);
  const [by, setBy] = useState<PaintBy | "none">("distance");
  const [handle, setHandle] = useState<readonly [number, number]>([0, 0]);
  const [hovered, setHovered] = useState<{ over: ModelId; at: readonly [number, number] }>();
  const [turn, setTurn] = useState(FIRST_TURN);
  const [chosen, setAxes] = useState<readonly [number, number]>([0, 1]);
  const axes = useMemo(
    (): readonly [number, number] => (Math.max(...chosen) < latent ? chosen : [0, Math.min(1, latent - 1)]),
    [chosen, latent],
  );
  const paintBy = points && by === "certainty" ? "distance" : by;
  const place = hovered?.at ?? handle;

  const [ae, vae] = model === "ae" ? [main, rival] : [rival, main];
  const [aeBox, setAeBox] = useState<Box>();
  const [vaeBox, setVaeBox] = useState<Box>();
  const aePlane = usePainted(ae, aeBox, axes, paintBy);
  const vaePlane = usePainted(vae, vaeBox, axes, paintBy);
  const scale = useMemo(
    () => (paintBy === "none" ? undefined : scaleOf([aePlane?.values, vaePlane?.values], paintBy)),
    [aePlane, vaePlane, paintBy],
  );
  const real = useYardstick(main);
  const overlay = usePriorOverlay(draw, latent, axes);
  const sides = [
    { model: "ae", run: ae, backdrop: useBackdrop(aePlane, scale), samples: useSamples(ae, draw), onView: setAeBox },
    {
      model: "vae",
      run: vae,
      backdrop: useBackdrop(vaePlane, scale),
      samples: useSamples(vae, draw),
      onView: setVaeBox,
    },
  ] as const;
  const here = { ae: useDecoded(ae, place, axes), vae: useDecoded(vae, place, axes) };
  const onHover = useCallback(
    (over: ModelId, at: readonly [number, number] | undefined) => setHovered(at && { over, at }),
    [],
  );

  return (
    <div className={styles.room}>
      <div className={styles.head}>
        <p className={styles.statement}>{g("statement")}</p>
        <Formula tex="\z \sim \mathcal{N}(0, I), \quad \xhat = g(\z)" label={g("formula")} />
      </div>
      <div className={styles.controls}>
        <Button variant="solid" onClick={() => setDraw((count) => count + 1)}>
          <Dices size={16} aria-hidden="true" />
          {g("again")}
        </Button>
        <div className={styles.paint}>
          <span>{g("paint")}</span>
          <Segmented<PaintBy | "none">
            label={g("paint")}
            value={paintBy}
            options={(["none", "certainty", "distance"] as const)
              .filter((id) => !(points && id === "certainty"))
              .map((value) => ({ value, label: g(value) }))}
            onChange={setBy}
          />
          <Legend scale={scale} by={paintBy} />
        </div>
        {latent > 2 && <AxisPicker latent={latent} axes={axes} onChange={setAxes} />}
      </div>
      <div className={styles.sides}>
        {sides.map((side) => (
          <Side
            key={side.model}
            {...side}
            axes={axes}
            place={place}
            handle={hovered?.over === side.model ? handle : place}
            here={here[side.model]}
            real={real}
            overlay={overlay}
            turn={turn}
            onTurn={setTurn}
            onHandle={setHandle}
            onHover={onHover}
          />
        ))}
      </div>
      <RivalState {...control} />
    </div>
  );
}

function useBackdrop(plane: ReturnType<typeof usePainted>, scale: Scale | undefined): Backdrop | undefined {
  return useMemo(
    () => plane && scale && backdropOf({ ...plane, shares: toShares(plane.values, scale) }),
    [plane, scale],
  );
}

/** The prior's rings, and the places of the draws that are shown. */
function usePriorOverlay(draw: number, latent: number, [across, up]: readonly [number, number]): Backdrop {
  return useMemo(() => {
    const z = drawsOf(draw, latent);
    const places = Array.from({ length: SHOWN }, (_, i): [number, number] => [
      z[i * latent + across] as number,
      latent > 1 ? (z[i * latent + up] as number) : 0,
    ]);
    return drawPrior(places, latent);
  }, [draw, latent, across, up]);
}

/** What bare and full paint stand for, the smaller number first. */
function Legend({ scale, by }: { readonly scale: Scale | undefined; readonly by: PaintBy | "none" }) {
  const g = useGenerateT();
  if (by === "none") return null;
  const [bare, full] = scale ? [reading(scale.bare), reading(scale.full)] : ["–", "–"];
  const falls = scale !== undefined && scale.full < scale.bare;
  return (
    <span className={styles.legend} title={g(`${by}Hint`)} role="img" aria-label={g("legend", { bare, full })}>
      <span>{falls ? full : bare}</span>
      <i data-falls={falls || undefined} />
      <span>{falls ? bare : full}</span>
      <em>{g(`${by}Darker`)}</em>
    </span>
  );
}
