import { ArrowRight, Eraser, Shuffle } from "lucide-react";
import { PixelImage } from "../../../components/flow/PixelImage";
import { IconButton } from "../../../components/ui/Button";
import { reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { useT } from "../../../i18n/useT";
import { probeImage } from "../../actions/probing";
import { clearPad } from "../../pad";
import { RunPad } from "../../RunPad";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import styles from "./Bench.module.css";
import { useDenoiseT } from "./texts";
import type { Followed } from "./useDenoised";

/** One image, or one's own drawing: x → x̃ → x̂. */
export function Bench({ followed }: { readonly followed: Followed | undefined }) {
  const t = useT();
  const say = useDenoiseT();
  const info = useStore(({ run }) => run.info);
  const probe = useStore((state) => state.probe);
  const x = probe?.x instanceof Uint8Array ? probe.x : followed?.x;
  return (
    <section className={styles.bench} aria-label={say("bench")}>
      <figure className={styles.x}>
        <RunPad picture={x} label={`x, ${say("clean")}`} />
        <figcaption>
          <i>x</i> {t("flow.draw")}
        </figcaption>
        <div className={styles.tools}>
          <IconButton label={t("flow.clear")} onClick={clearPad}>
            <Eraser size={16} />
          </IconButton>
          <IconButton
            label={t("flow.another")}
            disabled={!info}
            onClick={() => probeImage({ index: Math.floor(Math.random() * (info?.dataset.heldOut ?? 1)) })}
          >
            <Shuffle size={16} />
          </IconButton>
        </div>
      </figure>
      <ArrowRight className={styles.arrow} size={18} aria-hidden="true" />
      <Picture id="noisy" symbol="x̃" followed={followed} pixels={followed?.xTilde} />
      <ArrowRight className={styles.arrow} size={18} aria-hidden="true" />
      <Picture id="rebuilt" symbol="x̂" followed={followed} pixels={followed?.xHat} />
    </section>
  );
}

function Picture({
  id,
  symbol,
  followed,
  pixels,
}: {
  readonly id: "noisy" | "rebuilt";
  readonly symbol: string;
  readonly followed: Followed | undefined;
  readonly pixels: Uint8Array | undefined;
}) {
  const say = useDenoiseT();
  const info = useStore(({ run }) => run.info);
  const error = followed?.[id];
  return (
    <figure className={styles[id]}>
      <div className={styles.frame}>
        <PixelImage className={styles.image} pixels={pixels} {...shapeOf(info)} label={`${symbol}, ${say(id)}`} />
      </div>
      <figcaption>
        <i>{symbol}</i> {say(id)}
      </figcaption>
      <p className={styles.error}>
        MSE <Metric name={`${id}-one`} value={error ?? ""} text={error === undefined ? "–" : reading(error, 4)} />
      </p>
    </figure>
  );
}
