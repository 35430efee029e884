import { Download, HardDrive, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { Progress } from "../components/ui/Progress";
import { FETCHED_LABEL_NAMES } from "../engine/data/fetched/labelNames";
import type { FETCHED_DATASETS } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { Offer } from "./DataOffer";
import styles from "./FetchedOffer.module.css";
import { megabytes } from "./megabytes";
import { useExperiment, useStore } from "./store";
import { cancelFetch, fetchDataset, forgetFetched, listStoredData } from "./storedData";

/** A data set that lies elsewhere. Its pictures are there too: in their place stands what fetching it takes. */
export function FetchedOffer({ id }: { readonly id: (typeof FETCHED_DATASETS)[number] }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const { dataset } = useExperiment();
  const entry = useStore(({ fetchable }) => fetchable.find((one) => one.id === id));
  const fetching = useStore((state) => (state.fetching?.id === id ? state.fetching : undefined));
  const isKnown = entry !== undefined;
  useEffect(() => {
    if (!isKnown) void listStoredData();
  }, [isKnown]);
  if (!entry) return null;

  const name = entry.name[locale];
  const { isHere, train, heldOut, width, height, licence } = entry;
  const Icon = isHere ? HardDrive : Download;
  const [done, total] = [megabytes(fetching?.done ?? 0), megabytes(fetching?.total ?? 0)];
  return (
    <Offer
      name={name}
      about={t(id === "mnist" ? "data.mnistAbout" : "data.fashionAbout")}
      inUse={dataset === id}
      picture={
        <div className={styles.tile} data-fetch={id} data-here={isHere}>
          <Icon size={18} aria-hidden="true" />
          <span>
            {isHere
              ? t("data.isHere")
              : t("data.fetchFrom", { size: megabytes(entry.bytes), host: entry.hosts[0] ?? "" })}
          </span>
        </div>
      }
      details={FETCHED_LABEL_NAMES[id]?.map((label) => label[locale]).join(" · ")}
      facts={[t("data.counts", { train: count(train), heldOut: count(heldOut) }), `${width}×${height}`, licence]}
      onChoose={() => void fetchDataset(id)}
    >
      {fetching && (
        <div className={styles.status}>
          <Progress
            done={fetching.done}
            total={fetching.total}
            text={t("data.fetchProgress", { name, done, total })}
            cancel={t("data.cancel")}
            onCancel={cancelFetch}
          />
        </div>
      )}
      {isHere && (
        <IconButton
          className={styles.forget}
          label={t("data.fetchedDelete", { name })}
          onClick={() => void forgetFetched(id)}
        >
          <Trash2 size={15} />
        </IconButton>
      )}
    </Offer>
  );
}
