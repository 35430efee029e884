import { count } from "../components/ui/format";
import type { PointsDefinition } from "../engine/data/definition";
import type { DefinedId } from "../engine/data/registry";
import { useT } from "../i18n/useT";
import { chooseData, previewUrl } from "./actions/data";
import { Offer } from "./DataOffer";
import styles from "./DataOffer.module.css";
import { useExperiment, useStore } from "./store";

/** The clouds of points: one offer for all their shapes. */
export function PointsOffer({ id, definition }: { readonly id: DefinedId; readonly definition: PointsDefinition }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const { dataset } = useExperiment();
  const { name, about, licence, shapes, train, heldOut } = definition;
  return (
    <Offer
      name={name[locale]}
      about={about[locale]}
      inUse={dataset === id}
      picture={<img className={styles.ink} src={previewUrl(id)} alt="" />}
      details={Object.values(shapes)
        .map((shape) => shape[locale])
        .join(" · ")}
      facts={[t("data.points", { train: count(train), heldOut: count(heldOut) }), licence]}
      onChoose={() => chooseData({ dataset: id })}
    />
  );
}
