import { Strip } from "../../../components/flow/Strip";
import { count } from "../../../components/ui/format";
import { useT } from "../../../i18n/useT";
import { probeImage } from "../../actions/probing";
import { shapeOf } from "../../shape";
import { useStore } from "../../store";
import { Bench } from "./Bench";
import styles from "./DenoiseRoom.module.css";
import { ErrorBars } from "./ErrorBars";
import { ShiftPlane } from "./ShiftPlane";
import { useDenoiseT } from "./texts";
import { useDenoised } from "./useDenoised";
import type { Measured } from "./useMeasured";
import type { NoiseControl } from "./useNoise";

/** Before the first answer, so that the strip has its row. */
const NOTHING = new Uint8Array();

/** Images: clean, noisy and rebuilt, what that costs in numbers, and what it does to the codes. */
export function ImageBench({ noise, measured }: { readonly noise: NoiseControl; readonly measured: Measured }) {
  const t = useT();
  const say = useDenoiseT();
  const info = useStore(({ run }) => run.info);
  const source = useStore(({ probing }) => probing.source);
  const denoised = useDenoised(noise);
  return (
    <>
      <div className={styles.body}>
        <div className={styles.side}>
          <Bench followed={denoised?.followed} />
          <ErrorBars {...measured} />
        </div>
        <ShiftPlane {...measured} />
      </div>
      <Strip
        title={say("strip")}
        originals={info?.strip}
        noisy={denoised?.strip.xTilde ?? NOTHING}
        reconstructions={denoised?.strip.xHat}
        {...shapeOf(info)}
        selected={"index" in source ? source.index : undefined}
        pickLabel={(at) => t("flow.stripPick", { index: count(at + 1) })}
        onPick={(index) => probeImage({ index })}
      />
    </>
  );
}
