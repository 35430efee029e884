import { UsageCurve } from "../../components/charts/codes/UsageCurve";
import { count, fixed, plain } from "../../components/ui/format";
import { Heading } from "../../components/ui/Heading";
import { Metric } from "../../components/ui/Metric";
import { isPointSummary } from "../../engine/data/samples";
import evidence from "../EvidencePanel.module.css";
import type { Run } from "../run";
import { allGrids, bitsOf } from "./bits";
import styles from "./CodeEvidence.module.css";
import { useLooked } from "./looked";
import { useCodesT } from "./texts";

const short = fixed(1);

/** How the codebook is used, and how little it takes to say an image in codes. */
export function CodeEvidence({ run }: { readonly run: Run }) {
  const say = useCodesT();
  const { experiment, codeUsage: usage, info } = run;
  const flags = useLooked((state) => state.codebook?.dead);
  const dead = flags?.filter(Boolean).length;
  const { codes } = experiment;
  const points = isPointSummary(info?.dataset);
  const bits = info && bitsOf(info, codes);
  const all = bits && allGrids(bits.cells, codes);
  return (
    <>
      <section className={evidence.section}>
        <Heading>{say("use")}</Heading>
        <div className={styles.usage}>
          <UsageCurve
            counts={usage?.counts ?? []}
            perplexity={usage?.perplexity}
            label={say("useLabel", { codes: count(codes) })}
            perplexityLabel={say("perplexityName")}
            evenLabel={say("even")}
            format={count}
          />
        </div>
        <dl className={evidence.metrics}>
          <dt>{say("perplexityName")}</dt>
          <dd>
            <Metric name="perplexity" value={usage?.perplexity ?? ""} text={usage ? short(usage.perplexity) : "–"} />
          </dd>
          <dt>{say("inUseName")}</dt>
          <dd>
            <Metric
              name="codes-in-use"
              value={usage?.used ?? ""}
              text={usage ? say("of", { inUse: count(usage.used), codes: count(codes) }) : "–"}
            />
          </dd>
          <dt>{say("deadName")}</dt>
          <dd>
            <Metric name="dead-codes" value={dead ?? ""} text={dead === undefined ? "–" : count(dead)} />
          </dd>
        </dl>
      </section>
      <section className={evidence.section}>
        <Heading>{say(points ? "bitsPoint" : "bits")}</Heading>
        <dl className={evidence.metrics}>
          <dt>{bits ? bits.rawFactors.join(" × ") : "–"}</dt>
          <dd>
            <Metric name="raw-bits" value={bits?.raw ?? ""} text={bits ? count(bits.raw) : "–"} />
          </dd>
          <dt>
            {bits && bits.cells > 1 && `${bits.gridFactors.join(" × ")} × `}
            log<sub>2</sub> {count(codes)}
          </dt>
          <dd className={styles.fewer}>
            <Metric name="code-bits" value={bits?.coded ?? ""} text={bits ? plainBits(bits.coded) : "–"} />
          </dd>
        </dl>
      </section>
      <section className={evidence.section}>
        <Heading>{say("allGrids")}</Heading>
        <p className={styles.all} data-metric="all-grids" data-value={all?.log10 ?? ""}>
          {all && bits && (
            <>
              {count(codes)}
              <sup>{bits.cells > 1 ? count(bits.cells) : ""}</sup> {all.log10 < 6 ? "=" : "≈"}{" "}
              {all.log10 < 6 ? (
                count(Math.round(10 ** all.log10))
              ) : (
                <>
                  {plain(all.mantissa)} × 10<sup>{all.exponent}</sup>
                </>
              )}
            </>
          )}
        </p>
        <dl className={evidence.metrics}>
          <dt>{say("seen")}</dt>
          <dd>{info ? count(info.dataset.train) : "–"}</dd>
        </dl>
      </section>
    </>
  );
}

/** Whole bits where they are whole. */
const plainBits = (bits: number) => (Number.isInteger(bits) ? count(bits) : short(bits));
