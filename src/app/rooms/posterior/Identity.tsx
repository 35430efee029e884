import { Formula } from "../../../components/ui/Formula";
import { count, plain, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import type { VariationalGap } from "../../../engine/metrics/variationalGap";
import { useExperiment } from "../../store";
import styles from "./Identity.module.css";
import { usePosteriorT } from "./texts";

/** Where every second node is off by more than this (nats), the grid is said to be coarse; all nodes are then off by far less. */
const COARSE = 0.3;

/** log p(x) = ELBO + KL(q ‖ p(z|x)), with the numbers under the symbols. */
export function Identity({ truth }: { readonly truth: (VariationalGap & { readonly step: number }) | undefined }) {
  const say = usePosteriorT();
  const { latent, beta } = useExperiment();
  const bounded = latent > 2;
  const value = (name: string, number: number | undefined) => (
    <Metric name={name} value={number ?? ""} text={number === undefined ? "–" : reading(number)} />
  );
  const elbo = truth && truth.reconstruction - truth.klToPrior;
  const coarse = truth?.error !== undefined && truth.error > COARSE;
  return (
    <section className={styles.identity} aria-label={say(bounded ? "bounded" : "identity")}>
      <dl className={styles.line}>
        <Term tex="\log p(\x)" label="log p(x)" number={value("posterior-evidence", truth?.logEvidence)} />
        <Sign tex={bounded ? "\\ge" : "="} label={bounded ? "≥" : "="} />
        <Term tex="\text{ELBO}" label="ELBO" number={value("posterior-elbo", elbo)} />
        <Sign tex="+" label="+" />
        <Term tex="\mathrm{KL}(q \,\|\, p(\z|\x))" label="KL(q ‖ p(z|x))" number={value("posterior-kl", truth?.kl)} />
      </dl>
      <dl className={styles.line}>
        <Term tex="\text{ELBO}" label="ELBO" number={elbo === undefined ? "–" : reading(elbo)} />
        <Sign tex="=" label="=" />
        <Term
          tex="\mathbb{E}_q[\log p(\x|\z)]"
          label="E_q[log p(x|z)]"
          number={value("posterior-reconstruction", truth?.reconstruction)}
        />
        <Sign tex="-" label="−" />
        <Term
          tex="\mathrm{KL}(q \,\|\, \mathcal{N}(0, I))"
          label="KL(q ‖ N(0, I))"
          number={value("posterior-kl-prior", truth?.klToPrior)}
        />
      </dl>
      <p className={coarse ? styles.warning : styles.note}>
        {coarse
          ? say("coarse", { error: reading(truth?.error ?? 0) })
          : `${say(bounded ? "bound" : "exact")} ${beta === 1 ? "" : say("beta", { beta: plain(beta) })}`}{" "}
        <span className={styles.step}>{truth ? say("atStep", { step: count(truth.step) }) : ""}</span>
      </p>
    </section>
  );
}

function Term(props: { readonly tex: string; readonly label: string; readonly number: React.ReactNode }) {
  return (
    <div className={styles.term}>
      <dt>
        <Formula tex={props.tex} label={props.label} />
      </dt>
      <dd>{props.number}</dd>
    </div>
  );
}

function Sign({ tex, label }: { readonly tex: string; readonly label: string }) {
  return (
    <div className={styles.sign}>
      <dt>
        <Formula tex={tex} label={label} />
      </dt>
      <dd>{label}</dd>
    </div>
  );
}
