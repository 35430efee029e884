import { useMemo } from "react";
import { type ToyPart, ToyPicture } from "../../../components/charts/elbo/ToyPicture";
import { Legend } from "../../../components/charts/Legend";
import { TOYS } from "../../../engine/elbo/toy";
import { useElboT } from "./texts";
import { toyCurves } from "./toyCurves";
import { REACH, type ToyControl } from "./useToy";

/** The toy's picture with its legend. */
export function ToyView({ toy, lit }: { readonly toy: ToyControl; readonly lit?: readonly ToyPart[] | undefined }) {
  const t = useElboT();
  const { id, x, q, setX, setQ } = toy;
  const curves = useMemo(() => toyCurves(id, x, q), [id, x, q]);
  return (
    <>
      <ToyPicture
        label={t("toy.plot")}
        curves={curves}
        sigma={TOYS[id].sigma}
        x={x}
        q={q}
        reach={REACH}
        labels={{ x: t("toy.x"), mean: t("toy.mean"), deviation: t("toy.deviation") }}
        lit={lit}
        onX={setX}
        onQ={setQ}
      />
      <Legend
        entries={[
          { id: "prior", label: t("toy.prior"), colour: "var(--faint)", look: "dashed" },
          { id: "likelihood", label: t("toy.likelihood"), colour: "var(--x)", look: "dotted" },
          { id: "posterior", label: t("toy.posterior"), colour: "var(--z)", look: "area" },
          { id: "q", label: t("toy.q"), colour: "var(--mu)", look: "line" },
        ]}
      />
    </>
  );
}
