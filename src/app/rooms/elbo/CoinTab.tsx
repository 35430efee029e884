import type { Dispatch } from "react";
import { CoinCurve } from "../../../components/charts/elbo/CoinCurve";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { Button } from "../../../components/ui/Button";
import { Facts } from "../../../components/ui/Facts";
import { Formula } from "../../../components/ui/Formula";
import { count, fixed, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Segmented } from "../../../components/ui/Segmented";
import { coinLogLikelihood, mostLikely } from "../../../engine/elbo/coin";
import styles from "./CoinTab.module.css";
import type { CoinAct, CoinState } from "./coinState";
import room from "./elbo.module.css";
import { useElboT } from "./texts";

const POINTS = 401;
const TOSSES = [1, 10, 100];
/** The log-likelihood is drawn this far below its peak, in nats. */
const DEPTH = 12;
const places = fixed(3);

export interface CoinTabProps {
  readonly coin: CoinState;
  readonly act: Dispatch<CoinAct>;
  readonly p: number;
  readonly onP: (p: number) => void;
  readonly log: boolean;
  readonly onLog: (log: boolean) => void;
}

/** Maximum likelihood: which p explains the tosses best? */
export function CoinTab({ coin, act, p, onP, log, onLog }: CoinTabProps) {
  const t = useElboT();
  const { heads, tails, hidden, truth, last } = coin;
  const tosses = heads + tails;
  const peak = mostLikely(coin);
  const most = coinLogLikelihood(coin, peak ?? 0.5);
  const at = (value: number) => coinLogLikelihood(coin, value);
  const height = log ? at : (value: number) => Math.exp(at(value) - most);
  const heights = Array.from({ length: POINTS }, (_, i) => height(i / (POINTS - 1)));
  const top = Math.ceil(most + 0.5);
  const logL = at(p);
  return (
    <div className={room.slide}>
      <p className={room.say}>{t("coin.say")}</p>
      <div className={room.controls}>
        <span className={room.group}>
          {TOSSES.map((tossed) => (
            <Button key={tossed} variant="solid" onClick={() => act({ type: "toss", count: tossed })}>
              {t("coin.toss", { count: tossed })}
            </Button>
          ))}
        </span>
        <span className={room.group}>
          {t("coin.byHand")}
          <Button onClick={() => act({ type: "put", head: true })}>{t("coin.head")}</Button>
          <Button onClick={() => act({ type: "put", head: false })}>{t("coin.tail")}</Button>
        </span>
        <Button variant="quiet" disabled={tosses === 0} onClick={() => act({ type: "clear" })}>
          {t("coin.clear")}
        </Button>
      </div>
      <div className={room.panel}>
        <CoinCurve
          label={t("coin.plot")}
          heights={heights}
          domain={log ? [top - DEPTH, top] : [0, 1.02]}
          unit={log ? `log L(p), ${t("coin.nats")}` : `L(p), ${t("coin.share")}`}
          p={p}
          height={height(p)}
          peak={peak}
          truth={hidden ? undefined : truth}
          handleLabel={t("coin.p")}
          onChange={onP}
        />
        {tosses > 0 ? (
          <ol className={styles.tosses} aria-label={t("coin.last")}>
            {last.map((head, i) => (
              <li key={i} className={head ? styles.head : ""}>
                {head ? "H" : "T"}
              </li>
            ))}
          </ol>
        ) : (
          <p className={room.note}>{t("coin.none")}</p>
        )}
      </div>
      <div className={room.controls}>
        <ValueSlider
          label={t("coin.p")}
          value={p}
          min={0.001}
          max={0.999}
          step={0.001}
          text={places(p)}
          colour="var(--mu)"
          onChange={onP}
        />
        <ValueSlider
          label={t("coin.truth")}
          value={hidden ? 0.5 : truth}
          min={0.05}
          max={0.95}
          step={0.01}
          text={hidden ? t("coin.hidden") : fixed(2)(truth)}
          colour="var(--xhat)"
          disabled={hidden}
          onChange={(value) => act({ type: "truth", p: value })}
        />
        <span className={room.group}>
          {hidden ? (
            <Button onClick={() => act({ type: "reveal" })}>{t("coin.reveal")}</Button>
          ) : (
            <Button onClick={() => act({ type: "hide", p: Math.round(5 + 90 * Math.random()) / 100 })}>
              {t("coin.guess")}
            </Button>
          )}
          <Segmented
            label={t("coin.scale")}
            value={log ? "log" : "likelihood"}
            options={[
              { value: "likelihood", label: t("coin.likelihood") },
              { value: "log", label: t("coin.log") },
            ]}
            onChange={(scale) => onLog(scale === "log")}
          />
        </span>
      </div>
      <div className={room.foot}>
        {log ? (
          <Formula tex={`\\log L(p) = ${heads} \\log p + ${tails} \\log (1 - p)`} label={t("coin.formulaLog")} />
        ) : (
          <Formula tex={`L(p) = p^{${heads}} (1 - p)^{${tails}}`} label={t("coin.formula")} />
        )}
        <Facts
          facts={[
            {
              id: "heads",
              label: t("coin.heads"),
              value: <Metric name="coin-heads" value={heads} text={count(heads)} />,
            },
            {
              id: "tosses",
              label: t("coin.tosses"),
              value: <Metric name="coin-tosses" value={tosses} text={count(tosses)} />,
            },
            {
              id: "likelihood",
              label: log ? t("coin.log") : t("coin.likelihood"),
              value: <Metric name="coin-log-likelihood" value={logL} text={log ? reading(logL) : power(logL)} />,
              colour: "var(--mu)",
            },
            {
              id: "peak",
              label: t("coin.best"),
              value: <Metric name="coin-peak" value={peak ?? ""} text={peak === undefined ? "–" : places(peak)} />,
              colour: "var(--z)",
            },
            { id: "ratio", label: t("coin.ratio"), value: tosses === 0 ? "–" : places(heads / tosses) },
          ]}
        />
      </div>
    </div>
  );
}

/** e to the power of a logarithm, of which floating point may have no name: 4.2 × 10⁻⁴⁰¹. */
function power(log: number): string {
  if (log === Number.NEGATIVE_INFINITY) return "0";
  if (log > Math.log(1e-3)) return fixed(4)(Math.exp(log));
  const exponent = Math.floor(log / Math.LN10);
  return `${fixed(2)(10 ** (log / Math.LN10 - exponent))}e−${-exponent}`;
}
