import { FolderOpen, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, IconButton } from "../components/ui/Button";
import { DEFINED, definitionOf } from "../engine/data/registry";
import { useT } from "../i18n/useT";
import styles from "./DataGallery.module.css";
import { DataOffer } from "./DataOffer";
import { OwnDataOffer } from "./OwnDataOffer";
import { PointsOffer } from "./PointsOffer";
import { useStore } from "./store";

export interface DataGalleryProps {
  readonly onClose: () => void;
  readonly onOpenFiles: () => void;
}

/** Every data set that can be trained on, with pictures of it. Closes itself once another one is in use. */
export function DataGallery({ onClose, onOpenFiles }: DataGalleryProps) {
  const t = useT();
  const own = useStore((state) => state.own);
  const { dataset, size } = useStore(({ run }) => run.experiment);
  const dialog = useRef<HTMLDialogElement>(null);
  const opened = useRef(`${dataset} ${size}`);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (`${dataset} ${size}` !== opened.current) onClose();
  }, [dataset, size, onClose]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t("data.gallery")}
      onClose={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.body}>
        <header className={styles.header}>
          <h2 className={styles.title}>{t("data.gallery")}</h2>
          <IconButton label={t("header.close")} onClick={onClose}>
            <X size={18} />
          </IconButton>
        </header>
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
        <footer className={styles.footer}>
          <Button onClick={onOpenFiles} title={t("data.openHint")}>
            <FolderOpen size={15} aria-hidden="true" />
            {t("data.open")}
          </Button>
          <small>{t("data.openHint")}</small>
        </footer>
      </div>
    </dialog>
  );
}
