import { Trash2 } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../components/ui/Button";
import { Progress } from "../components/ui/Progress";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { megabytes } from "./megabytes";
import { useStore } from "./store";
import { cancelFetch, forgetFetched, listStoredData } from "./storedData";

/** What is known of a data set that lies elsewhere: asked for when it is first to be shown. */
export function useFetchable(id: DatasetId) {
  const locale = useStore((state) => state.locale);
  const entry = useStore(({ fetchable }) => fetchable.find((one) => one.id === id));
  const isFetching = useStore(({ fetching }) => fetching?.id === id);
  const isKnown = entry !== undefined;
  useEffect(() => {
    if (!isKnown) void listStoredData();
  }, [isKnown]);
  return entry && { ...entry, name: entry.name[locale], isFetching };
}

interface FetchableProps {
  readonly id: DatasetId;
  readonly name: string;
}

/** How far fetching it is, and a way to stop it. */
export function FetchProgress({ id, name }: FetchableProps) {
  const t = useT();
  const fetching = useStore((state) => (state.fetching?.id === id ? state.fetching : undefined));
  if (!fetching) return null;
  const { done, total } = fetching;
  const text = t("data.fetchProgress", { name, done: megabytes(done), total: megabytes(total) });
  return <Progress done={done} total={total} text={text} cancel={t("data.cancel")} onCancel={cancelFetch} />;
}

/** Deletes it from this device. */
export function ForgetButton({ id, name, className }: FetchableProps & { readonly className?: string | undefined }) {
  const t = useT();
  return (
    <IconButton className={className} label={t("data.fetchedDelete", { name })} onClick={() => void forgetFetched(id)}>
      <Trash2 size={15} />
    </IconButton>
  );
}
