import { count } from "../components/ui/format";
import type { DatasetSummary } from "../engine/data/dataset";
import { useT } from "../i18n/useT";
import { chooseData } from "./controller";
import { Offer } from "./DataOffer";
import { useExperiment } from "./store";

/** The person's own files, once they are opened. */
export function OwnDataOffer({ summary }: { readonly summary: DatasetSummary }) {
  const t = useT();
  const { dataset } = useExperiment();
  const { train, heldOut, width, height, channels } = summary;
  return (
    <Offer
      name={t("data.own")}
      about={t("data.ownAbout")}
      inUse={dataset === "own"}
      picture={undefined}
      facts={[
        t("data.counts", { train: count(train), heldOut: count(heldOut) }),
        `${width}×${height}${channels === 3 ? ` ${t("data.colour")}` : ""}`,
      ]}
      onChoose={() => chooseData({ dataset: "own" })}
    />
  );
}
