import { useMemo } from "react";
import { Formula } from "../../../components/ui/Formula";
import { key, normals, Stream } from "../../../engine/random";
import { NeedsModel } from "../NeedsModel";
import room from "./elbo.module.css";
import { LiveFlow } from "./LiveFlow";
import styles from "./ReparamTab.module.css";
import { SameDraws } from "./SameDraws";
import { ToyControls } from "./ToyControls";
import { TwoGradients } from "./TwoGradients";
import { useElboT } from "./texts";
import type { ToyControl } from "./useToy";

const DRAWS = 20_000;

/** Why z = μ + σε: the same distribution, and a gradient that arrives, with little noise. */
export function ReparamTab({ toy }: { readonly toy: ToyControl }) {
  const t = useElboT();
  const eps = useMemo(() => normals(key(Stream.epsilon), DRAWS), []);
  return (
    <div className={room.slide}>
      <div className={room.foot}>
        <p className={room.say}>{t("reparam.say")}</p>
        <Formula tex="\z = \mean + \std \, \eps" label={t("reparam.formula")} />
      </div>
      <div className={styles.both}>
        <SameDraws q={toy.q} eps={eps} />
        <TwoGradients toy={toy} eps={eps} />
      </div>
      <ToyControls toy={toy} />
      <div className={styles.live}>
        <NeedsModel models={["vae"]}>
          <LiveFlow />
        </NeedsModel>
      </div>
    </div>
  );
}
