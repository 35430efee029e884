import { useEffect, useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { count } from "../components/ui/format";
import { isPointSummary } from "../engine/data/samples";
import { useT } from "../i18n/useT";
import { heldOutImages } from "./actions/probing";
import styles from "./HeldOutImage.module.css";
import { shapeOf } from "./shape";
import { useStore } from "./store";
import { useClassName } from "./useClassName";

/** A held-out image with its class, fetched from the worker when it is first looked at. */
export function HeldOutImage({ index }: { readonly index: number }) {
  const t = useT();
  const nameOf = useClassName();
  const info = useStore(({ run }) => run.info);
  const [pixels, setPixels] = useState<Uint8Array>();
  const points = isPointSummary(info?.dataset);
  useEffect(() => {
    if (points) return;
    let current = true;
    heldOutImages([index]).then(
      (answer) => current && setPixels(answer),
      () => {}, // its run has gone, and with it the point it belongs to
    );
    return () => {
      current = false;
    };
  }, [index, points]);
  const label = info?.labels?.[index];
  return (
    <>
      {!points && <PixelImage className={styles.image} pixels={pixels} {...shapeOf(info)} label="" />}
      {label === undefined
        ? t("latent.hoverPlain", { index: count(index + 1) })
        : t("latent.hoverLabel", { label: nameOf(label) })}
    </>
  );
}
