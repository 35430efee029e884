import type { ReactNode } from "react";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { Button } from "../../../components/ui/Button";
import { fixed } from "../../../components/ui/format";
import { Segmented } from "../../../components/ui/Segmented";
import type { ToyId } from "../../../engine/elbo/toy";
import room from "./elbo.module.css";
import { useElboT } from "./texts";
import { REACH, type ToyControl } from "./useToy";

const TOY_IDS = ["line", "curve", "fold"] as const satisfies readonly ToyId[];
const places = fixed(2);

/** What is dragged in the toy's picture, once more as sliders; which decoder it has; the ascent; and a word beside them. */
export function ToyControls({ toy, children }: { readonly toy: ToyControl; readonly children?: ReactNode }) {
  const t = useElboT();
  const { id, x, q, climbing, setId, setX, setQ, setClimbing } = toy;
  const [least, most] = REACH.deviation;
  return (
    <div className={room.rows}>
      <span className={room.group}>
        <Segmented<ToyId>
          label={t("toy.decoder")}
          value={id}
          options={TOY_IDS.map((value) => ({ value, label: t(`toy.${value}`) }))}
          onChange={setId}
        />
        <Button variant="solid" aria-pressed={climbing} onClick={() => setClimbing(!climbing)}>
          {t(climbing ? "toy.stop" : "toy.optimise")}
        </Button>
        {children}
      </span>
      <div className={room.sliders}>
        <ValueSlider
          label={<i className={room.symbol}>x</i>}
          name={t("toy.x")}
          value={x}
          min={-REACH.x}
          max={REACH.x}
          step={0.01}
          text={places(x)}
          colour="var(--x)"
          onChange={setX}
        />
        <ValueSlider
          label={<i className={room.symbol}>μ</i>}
          name={t("toy.mean")}
          value={q.mean}
          min={-REACH.mean}
          max={REACH.mean}
          step={0.01}
          text={places(q.mean)}
          colour="var(--mu)"
          onChange={(mean) => setQ({ ...q, mean })}
        />
        <ValueSlider
          label={<i className={room.symbol}>σ</i>}
          name={t("toy.deviation")}
          value={q.deviation}
          min={least}
          max={most}
          step={0.01}
          text={places(q.deviation)}
          colour="var(--sigma)"
          onChange={(deviation) => setQ({ ...q, deviation })}
        />
      </div>
    </div>
  );
}
