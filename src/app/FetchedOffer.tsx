import { Download, HardDrive } from "lucide-react";
import { count } from "../components/ui/format";
import { FETCHED_LABEL_NAMES } from "../engine/data/fetched/labelNames";
import type { FETCHED_DATASETS } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { Offer } from "./DataOffer";
import { FetchProgress, ForgetButton, useFetchable } from "./Fetchable";
import styles from "./FetchedOffer.module.css";
import { megabytes } from "./megabytes";
import { useExperiment, useStore } from "./store";
import { fetchDataset } from "./storedData";

/** A data set that lies elsewhere. Its pictures are there too: in their place stands what fetching it takes. */
export function FetchedOffer({ id }: { readonly id: (typeof FETCHED_DATASETS)[number] }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const { dataset } = useExperiment();
  const set = useFetchable(id);
  if (!set) return null;
  const { name, isHere, train, heldOut, width, height, licence } = set;
  const Icon = isHere ? HardDrive : Download;
  return (
    <Offer
      name={name}
      about={t(id === "mnist" ? "data.mnistAbout" : "data.fashionAbout")}
      inUse={dataset === id}
      picture={
        <div className={styles.tile} data-fetch={id} data-here={isHere}>
          <Icon size={18} aria-hidden="true" />
          <span>
            {isHere ? t("data.isHere") : t("data.fetchFrom", { size: megabytes(set.bytes), host: set.hosts[0] ?? "" })}
          </span>
        </div>
      }
      details={FETCHED_LABEL_NAMES[id]?.map((label) => label[locale]).join(" · ")}
      facts={[t("data.counts", { train: count(train), heldOut: count(heldOut) }), `${width}×${height}`, licence]}
      onChoose={() => void fetchDataset(id)}
    >
      {set.isFetching && (
        <div className={styles.status}>
          <FetchProgress id={id} name={name} />
        </div>
      )}
      {isHere && <ForgetButton className={styles.forget} id={id} name={name} />}
    </Offer>
  );
}
