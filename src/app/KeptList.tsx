import { Save, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import type { KeptSet } from "../engine/data/kept/kept";
import { isPointSummary } from "../engine/data/samples";
import { useT } from "../i18n/useT";
import styles from "./KeptList.module.css";
import { megabytes } from "./megabytes";
import { useStore } from "./store";
import { deleteKept, keepOwn, listStoredData, openKept } from "./storedData";

/** The data sets that are kept in this browser: opened, deleted, and one's own added to them. */
export function KeptList() {
  const t = useT();
  const kept = useStore((state) => state.kept);
  const own = useStore((state) => (isPointSummary(state.own) ? undefined : state.own)); // only images can be kept
  const isKnown = kept !== undefined;
  useEffect(() => {
    if (!isKnown) void listStoredData();
  }, [isKnown]);
  if (!own && !kept?.length) return null;
  return (
    <section className={styles.kept} aria-label={t("data.kept")}>
      {own && <KeepForm />}
      <ul>
        {kept?.map((set) => (
          <Item key={set.id} set={set} />
        ))}
      </ul>
    </section>
  );
}

function Item({ set }: { readonly set: KeptSet }) {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const name = set.broken ? set.id : set.name;
  const about = set.broken
    ? t("data.keptBroken")
    : t("data.keptAbout", {
        images: count(set.summary.train + set.summary.heldOut),
        width: String(set.summary.width),
        height: String(set.summary.height),
        size: megabytes(set.bytes),
        date: new Date(set.date).toLocaleDateString(locale),
      });
  return (
    <li data-kept={set.id} data-broken={set.broken}>
      <Button
        variant="quiet"
        className={styles.open}
        disabled={set.broken}
        aria-label={t("data.keptOpen", { name })}
        onClick={() => void openKept(set.id)}
      >
        <span>{name}</span>
        <small className={styles.note}>{about}</small>
      </Button>
      <IconButton label={t("data.keptDelete", { name })} onClick={() => void deleteKept(set.id)}>
        <Trash2 size={15} />
      </IconButton>
    </li>
  );
}

function KeepForm() {
  const t = useT();
  const [name, setName] = useState<string>(t("data.own"));
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        void keepOwn(name.trim() || t("data.own"));
      }}
    >
      <input
        value={name}
        maxLength={60}
        aria-label={t("data.keepName")}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit">
        <Save size={15} aria-hidden="true" />
        {t("data.keep")}
      </Button>
    </form>
  );
}
