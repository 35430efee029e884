import { PixelImage } from "../../../components/flow/PixelImage";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import styles from "./SampleImage.module.css";

/** The image that the page follows, small; nothing where it follows a point. Its name stands beside it. */
export function SampleImage() {
  const x = useStore((state) => state.probe?.x);
  const info = useStore(({ run }) => run.info);
  if (!(x instanceof Uint8Array)) return null;
  return (
    <span className={styles.frame}>
      <PixelImage className={styles.image} pixels={x} {...shapeOf(info)} label="" />
    </span>
  );
}
