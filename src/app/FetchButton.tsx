import { Download, HardDrive, Trash2 } from "lucide-react";
import { useEffect } from "react";
import { Button, IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { Progress } from "../components/ui/Progress";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import styles from "./FetchButton.module.css";
import { megabytes } from "./megabytes";
import { useStore } from "./store";
import { cancelFetch, fetchDataset, forgetFetched, listStoredData } from "./storedData";

/** "MNIST · 11.6 MB": fetches a data set, with progress and Cancel; once it is on this device it only opens it. */
export function FetchButton({ id }: { readonly id: DatasetId }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const entry = useStore(({ fetchable }) => fetchable.find((one) => one.id === id));
  const fetching = useStore((state) => (state.fetching?.id === id ? state.fetching : undefined));
  const isKnown = entry !== undefined;
  useEffect(() => {
    if (!isKnown) void listStoredData();
  }, [isKnown]);
  if (!entry) return null;

  const name = entry.name[locale];
  if (fetching) {
    const { done, total } = fetching;
    const text = t("data.fetchProgress", { name, done: megabytes(done), total: megabytes(total) });
    return <Progress done={done} total={total} text={text} cancel={t("data.cancel")} onCancel={cancelFetch} />;
  }
  const about = { images: count(entry.train + entry.heldOut), licence: entry.licence };
  const size = megabytes(entry.bytes);
  const hint = entry.isHere
    ? t("data.fetchedHint", about)
    : t("data.fetchHint", { ...about, size, host: entry.hosts[0] ?? "" });
  const choose = (
    <Button title={hint} data-fetch={id} data-here={entry.isHere} onClick={() => void fetchDataset(id)}>
      {entry.isHere ? <HardDrive size={15} aria-hidden="true" /> : <Download size={15} aria-hidden="true" />}
      {entry.isHere ? name : t("data.fetchSize", { name, size })}
    </Button>
  );
  if (!entry.isHere) return choose;
  return (
    <span className={styles.here}>
      {choose}
      <IconButton label={t("data.fetchedDelete", { name })} onClick={() => void forgetFetched(id)}>
        <Trash2 size={15} />
      </IconButton>
    </span>
  );
}
