import { count } from "../components/ui/format";
import { type AnySummary, isPointSummary } from "../engine/data/samples";
import { useT } from "../i18n/useT";
import { chooseData } from "./actions/data";
import { Offer } from "./DataOffer";
import { useExperiment } from "./store";

/** The person's own files, once they are opened. */
export function OwnDataOffer({ summary }: { readonly summary: AnySummary }) {
  const t = useT();
  const { dataset } = useExperiment();
  const counts = { train: count(summary.train), heldOut: count(summary.heldOut) };
  return (
    <Offer
      name={t("data.own")}
      about={t("data.ownAbout")}
      inUse={dataset === "own"}
      picture={undefined}
      facts={
        isPointSummary(summary)
          ? [t("data.points", counts), `${summary.dimensions}-D`]
          : [
              t("data.counts", counts),
              `${summary.width}×${summary.height}${summary.channels === 3 ? ` ${t("data.colour")}` : ""}`,
            ]
      }
      onChoose={() => chooseData({ dataset: "own" })}
    />
  );
}
