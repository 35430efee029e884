import { Download, HardDrive } from "lucide-react";
import { Button } from "../components/ui/Button";
import { count } from "../components/ui/format";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { FetchProgress, ForgetButton, useFetchable } from "./Fetchable";
import styles from "./FetchButton.module.css";
import { megabytes } from "./megabytes";
import { fetchDataset } from "./storedData";

/** "MNIST · 11.6 MB": fetches a data set, with progress and Cancel; once it is on this device it only opens it. */
export function FetchButton({ id }: { readonly id: DatasetId }) {
  const t = useT();
  const set = useFetchable(id);
  if (!set) return null;
  const { name, isHere, licence } = set;
  if (set.isFetching) return <FetchProgress id={id} name={name} />;
  const about = { images: count(set.train + set.heldOut), licence };
  const size = megabytes(set.bytes);
  const hint = isHere
    ? t("data.fetchedHint", about)
    : t("data.fetchHint", { ...about, size, host: set.hosts[0] ?? "" });
  const choose = (
    <Button title={hint} data-fetch={id} data-here={isHere} onClick={() => void fetchDataset(id)}>
      {isHere ? <HardDrive size={15} aria-hidden="true" /> : <Download size={15} aria-hidden="true" />}
      {isHere ? name : t("data.fetchSize", { name, size })}
    </Button>
  );
  if (!isHere) return choose;
  return (
    <span className={styles.here}>
      {choose}
      <ForgetButton id={id} name={name} />
    </span>
  );
}
