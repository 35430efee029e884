import { useEffect, useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { count } from "../components/ui/format";
import { nameOfClass } from "../engine/data/dataset";
import { useT } from "../i18n/useT";
import { heldOutImages } from "./controller";
import styles from "./HeldOutImage.module.css";
import { shapeOf } from "./shape";
import { useStore } from "./store";

/** A held-out image with its class, fetched from the worker when it is first looked at. */
export function HeldOutImage({ index }: { readonly index: number }) {
  const t = useT();
  const info = useStore(({ run }) => run.info);
  const [pixels, setPixels] = useState<Uint8Array>();
  useEffect(() => {
    let current = true;
    heldOutImages([index]).then(
      (answer) => current && setPixels(answer),
      () => {}, // its run has gone, and with it the point it belongs to
    );
    return () => {
      current = false;
    };
  }, [index]);
  const label = info?.labels?.[index];
  return (
    <>
      <PixelImage className={styles.image} pixels={pixels} {...shapeOf(info)} label="" />
      {label === undefined
        ? t("latent.hoverPlain", { index: count(index + 1) })
        : t("latent.hoverLabel", { label: nameOfClass(info?.dataset ?? {}, label) })}
    </>
  );
}
