import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTopLayer } from "../components/ui/topLayer";
import { useT } from "../i18n/useT";
import styles from "./DropZone.module.css";
import { openFiles } from "./importing";
import { droppedFiles, pickedFiles } from "./openedFiles";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

/** The whole page takes files, dropped or pasted; it says so while they hover over it. */
export function DropZone() {
  const t = useT();
  const [over, setOver] = useState(false);
  const layer = useTopLayer();
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void openFiles(droppedFiles(event.dataTransfer));
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (!files?.length || (event.target as Element).closest?.("input, textarea")) return;
      event.preventDefault();
      void openFiles(pickedFiles(files));
    };
    addEventListener("dragover", onDragOver);
    addEventListener("dragleave", onDragLeave);
    addEventListener("drop", onDrop);
    addEventListener("paste", onPaste);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("dragleave", onDragLeave);
      removeEventListener("drop", onDrop);
      removeEventListener("paste", onPaste);
    };
  }, []);
  return over ? createPortal(<div className={styles.zone}>{t("data.drop")}</div>, layer) : null;
}
