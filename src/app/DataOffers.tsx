import { FileUp, FolderOpen } from "lucide-react";
import { Button } from "../components/ui/Button";
import { DEFINED, definitionOf } from "../engine/data/registry";
import { FETCHED_DATASETS } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { DataOffer } from "./DataOffer";
import styles from "./DataOffers.module.css";
import { FetchedOffer } from "./FetchedOffer";
import { OwnDataOffer } from "./OwnDataOffer";
import { PointsOffer } from "./PointsOffer";
import { useStore } from "./store";

export interface DataOffersProps {
  readonly onOpenFiles: () => void;
  readonly onOpenFolder: () => void;
}

/** Every data set that can be trained on, with pictures of it, and the way to open one's own. */
export function DataOffers({ onOpenFiles, onOpenFolder }: DataOffersProps) {
  const t = useT();
  const own = useStore((state) => state.own);
  return (
    <>
      <ul className={styles.offers}>
        {DEFINED.map((id) => {
          const definition = definitionOf(id);
          if (!definition) return null;
          return definition.kind === "points" ? (
            <PointsOffer key={id} id={id} definition={definition} />
          ) : (
            <DataOffer key={id} id={id} definition={definition} />
          );
        })}
        {own && <OwnDataOffer summary={own} />}
      </ul>
      <section className={styles.elsewhere} aria-label={t("data.elsewhere")}>
        <h3 className={styles.subtitle}>{t("data.elsewhere")}</h3>
        <ul className={styles.offers}>
          {FETCHED_DATASETS.map((id) => (
            <FetchedOffer key={id} id={id} />
          ))}
        </ul>
      </section>
      <footer className={styles.footer}>
        <Button onClick={onOpenFiles} title={t("data.openHint")}>
          <FileUp size={15} aria-hidden="true" />
          {t("data.open")}
        </Button>
        <Button onClick={onOpenFolder} title={t("data.folderHint")}>
          <FolderOpen size={15} aria-hidden="true" />
          {t("data.folder")}
        </Button>
        <small>{t("data.openHint")}</small>
      </footer>
    </>
  );
}
