import { useMemo, useState } from "react";
import { zName } from "../components/ui/format";

type Axes = readonly [number, number];

/** Which two latent dimensions a plane shows, as the person chose them: always two that there are. */
export function useAxes(latent: number) {
  const [chosen, setAxes] = useState<Axes>([0, 1]);
  const axes = useMemo((): Axes => {
    const last = latent - 1;
    const across = Math.min(chosen[0], last);
    const up = Math.min(chosen[1], last);
    return [across, up === across && last > 0 ? (across + 1) % latent : up];
  }, [chosen, latent]);
  const axisNames = useMemo(
    (): readonly [string, string] => [zName(axes[0]), latent > 1 ? zName(axes[1]) : ""],
    [axes, latent],
  );
  return { axes, axisNames, setAxes };
}
