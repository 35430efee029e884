import { useEffect, useRef } from "react";
import { Modal } from "../components/ui/Modal";
import { useT } from "../i18n/useT";
import type { DataOffersProps } from "./DataOffers";
import { late } from "./late";
import { useStore } from "./store";

const DataOffers = late(async () => (await import("./DataOffers")).DataOffers);

export interface DataGalleryProps extends DataOffersProps {
  readonly onClose: () => void;
}

/** The dialog of data sets. Closes itself once another one is in use, or opened. */
export function DataGallery({ onClose, ...open }: DataGalleryProps) {
  const t = useT();
  const { dataset, size } = useStore(({ run }) => run.experiment);
  const importing = useStore((state) => state.importing !== undefined);
  const opened = useRef(`${dataset} ${size}`);
  useEffect(() => {
    if (importing || `${dataset} ${size}` !== opened.current) onClose();
  }, [importing, dataset, size, onClose]);
  return (
    <Modal title={t("data.gallery")} closeLabel={t("header.close")} onClose={onClose}>
      <DataOffers {...open} />
    </Modal>
  );
}
