import { memo, useMemo } from "react";
import { classCentres, planePoints } from "../components/charts/plane/points";
import { count, reading } from "../components/ui/format";
import { useT } from "../i18n/useT";
import { useStore } from "./store";
import { useClassName } from "./useClassName";
import { usePoints } from "./usePoints";

export interface LatentTableProps {
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
}

/** What the scatter shows, in words and numbers: where each class lies. For those who cannot see the picture. */
export const LatentTable = memo(({ axes, axisNames }: LatentTableProps) => {
  const t = useT();
  const nameOf = useClassName();
  const points = usePoints();
  const latents = useStore(({ run }) => run.evaluation?.latents);
  const info = useStore(({ run }) => run.info);
  // Read on demand: a table that changes twice a second would only be noise, so it is of the last pause.
  const playing = useStore((state) => state.wantsPlay);
  const shown = playing ? undefined : latents;
  // Of up to a thousand classes: worked out for each pause, not for each move of the handle meanwhile.
  const centres = useMemo(
    () =>
      shown && axes[0] < shown.dimensions && axes[1] < shown.dimensions
        ? classCentres(planePoints(shown, axes, info?.labels), info?.labels)
        : undefined,
    [shown, axes, info],
  );
  if (!centres) return null;
  return (
    <table className="visually-hidden">
      <caption>{t("latent.planeTable")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("latent.class")}</th>
          <th scope="col">{axisNames[0]}</th>
          <th scope="col">{axisNames[1] || "–"}</th>
          <th scope="col">{t(points ? "latent.countPoints" : "latent.count")}</th>
        </tr>
      </thead>
      <tbody>
        {centres.map(({ label, x, y, count: images }) => (
          <tr key={label}>
            <th scope="row">{nameOf(label)}</th>
            <td>{reading(x)}</td>
            <td>{reading(y)}</td>
            <td>{count(images)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
