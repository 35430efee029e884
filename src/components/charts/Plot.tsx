import { type ReactNode, useRef } from "react";
import { useSize } from "./canvas";
import styles from "./Plot.module.css";

export interface PlotProps {
  /** What the picture shows, in words. */
  readonly label: string;
  readonly className?: string | undefined;
  /** Drawn in CSS pixels of the place that there is. */
  readonly children: (size: { readonly width: number; readonly height: number }) => ReactNode;
}

/** A picture in lines and areas that fills its place, whose text keeps its size. */
export function Plot({ label, className = "", children }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  return (
    <div ref={box} className={`${styles.box} ${className}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture with handles in it is more than an image */}
      <svg className={styles.plot} width={size.width} height={size.height} role="group" aria-label={label}>
        {size.width > 0 && size.height > 0 && children(size)}
      </svg>
    </div>
  );
}
