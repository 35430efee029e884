import { useMemo, useState } from "react";
import { BoundBar, type BoundPart } from "../../../components/charts/elbo/BoundBar";
import type { ToyPart } from "../../../components/charts/elbo/ToyPicture";
import { plain } from "../../../components/ui/format";
import { Segmented } from "../../../components/ui/Segmented";
import { type DerivationLine, decompose, derive } from "../../../engine/elbo/bound";
import { TOYS } from "../../../engine/elbo/toy";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { NeedsModel } from "../NeedsModel";
import { useAnswer } from "../useAnswer";
import { DerivationLines } from "./DerivationLines";
import styles from "./DerivationTab.module.css";
import room from "./elbo.module.css";
import { SampleImage } from "./SampleImage";
import { ToyControls } from "./ToyControls";
import { ToyView } from "./ToyView";
import { useElboT } from "./texts";
import { useSample } from "./useSample";
import type { ToyControl } from "./useToy";

/** What each line is about. */
const LIT: Record<DerivationLine, { readonly toy: readonly ToyPart[]; readonly bar: readonly BoundPart[] }> = {
  evidence: { toy: ["x"], bar: ["evidence"] },
  expectation: { toy: ["x", "q"], bar: ["evidence"] },
  bayes: { toy: ["x", "prior", "likelihood", "posterior"], bar: ["evidence"] },
  split: { toy: ["prior", "likelihood", "posterior", "q"], bar: ["evidence"] },
  parts: { toy: ["q", "posterior", "gap"], bar: ["elbo", "gap"] },
  terms: { toy: ["likelihood", "prior", "q", "gap"], bar: ["elbo", "gap"] },
  bound: { toy: ["likelihood", "prior", "q"], bar: ["elbo"] },
};

const ABOUT = {
  evidence: "aboutEvidence",
  expectation: "aboutExpectation",
  bayes: "aboutBayes",
  split: "aboutSplit",
  parts: "aboutParts",
  terms: "aboutTerms",
  bound: "aboutBound",
} as const satisfies Record<DerivationLine, string>;

type Of = "toy" | "model";

/** log p(x) = ELBO + KL, line by line. */
export function DerivationTab({ toy }: { readonly toy: ToyControl }) {
  const t = useElboT();
  const [of, setOf] = useState<Of>("toy");
  const [active, setActive] = useState<DerivationLine>("evidence");
  const view = { active, onActive: setActive };
  return (
    <div className={room.slide}>
      <p className={room.say}>{t("derivation.say")}</p>
      <div className={room.controls}>
        <Segmented<Of>
          label={t("derivation.of")}
          value={of}
          options={[
            { value: "toy", label: t("derivation.toy") },
            { value: "model", label: t("derivation.model") },
          ]}
          onChange={setOf}
        />
        <p className={room.note}>{t(`derivation.${ABOUT[active]}`)}</p>
      </div>
      {of === "toy" ? (
        <OfToy toy={toy} {...view} />
      ) : (
        <NeedsModel models={["vae"]}>
          <OfModel {...view} />
        </NeedsModel>
      )}
    </div>
  );
}

interface View {
  readonly active: DerivationLine;
  readonly onActive: (line: DerivationLine) => void;
}

function OfToy({ toy, active, onActive }: View & { readonly toy: ToyControl }) {
  const t = useElboT();
  const { id, x, q } = toy;
  const lines = useMemo(() => derive(TOYS[id], x, q), [id, x, q]);
  const { logEvidence, elbo, gap } = useMemo(() => decompose(TOYS[id], x, q), [id, x, q]);
  const values = Object.fromEntries(Object.entries(lines).map(([line, value]) => [line, { value }]));
  const { bound: _bound, ...equal } = lines;
  const difference = Math.max(...Object.values(equal).map((value) => Math.abs(value - lines.evidence)));
  return (
    <>
      <div className={styles.both}>
        <div className={room.panel}>
          <DerivationLines
            values={values as Record<DerivationLine, { value: number }>}
            active={active}
            onActive={onActive}
          />
          <p className={room.note}>{t("derivation.exact", { difference: plain(difference) })}</p>
        </div>
        <div className={room.panel}>
          <ToyView toy={toy} lit={LIT[active].toy} />
          <Bar evidence={logEvidence} elbo={elbo} gap={gap} active={active} />
        </div>
      </div>
      <ToyControls toy={toy} />
    </>
  );
}

function OfModel({ active, onActive }: View) {
  const t = useElboT();
  const { latent } = useExperiment();
  const { source, name } = useSample();
  const step = useStore(({ run }) => run.evaluation?.step);
  const answer = useAnswer({
    key: [source, latent],
    version: step,
    ask: (options) => ask("elboLines", { source }, options),
  }).said?.answer;
  return (
    <div className={`${room.panel} ${room.fitting}`}>
      <DerivationLines values={answer} active={active} onActive={onActive} />
      <div className={styles.bar}>
        {answer && (
          <Bar
            evidence={answer.evidence.value}
            elbo={answer.bound.value}
            gap={Math.max(0, answer.evidence.value - answer.bound.value)}
            active={active}
          />
        )}
      </div>
      <div className={styles.sample}>
        <SampleImage />
        <p className={room.note}>{answer ? t("derivation.note", { sample: name }) : t("derivation.waiting")}</p>
      </div>
    </div>
  );
}

function Bar({ active, ...parts }: { evidence: number; elbo: number; gap: number; active: DerivationLine }) {
  const t = useElboT();
  return (
    <BoundBar
      label={t("integral.bar")}
      {...parts}
      names={{ evidence: t("integral.evidence"), elbo: t("integral.elbo"), gap: t("integral.gap") }}
      lit={LIT[active].bar}
    />
  );
}
