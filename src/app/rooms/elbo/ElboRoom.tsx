import { useReducer, useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { CoinTab } from "./CoinTab";
import { FIRST_COIN, reduceCoin } from "./coinState";
import { DerivationTab } from "./DerivationTab";
import room from "./elbo.module.css";
import { IntegralTab } from "./IntegralTab";
import { LedgerTab } from "./LedgerTab";
import { ReparamTab } from "./ReparamTab";
import { SamplingTab } from "./SamplingTab";
import { useElboT } from "./texts";
import { useToy } from "./useToy";

type Tab = "coin" | "integral" | "sampling" | "derivation" | "ledger" | "reparam";

/** From the likelihood of a coin to the ELBO of the live model: one idea a tab, in the lecture's order. */
export function ElboRoom() {
  const t = useElboT();
  const [tab, setTab] = useState<Tab>("coin");
  const [coin, act] = useReducer(reduceCoin, FIRST_COIN);
  const [p, setP] = useState(0.5);
  const [log, setLog] = useState(false);
  const [stop, setStop] = useState(6);
  const toy = useToy();
  const contents = {
    coin: <CoinTab coin={coin} act={act} p={p} onP={setP} log={log} onLog={setLog} />,
    integral: <IntegralTab toy={toy} />,
    sampling: <SamplingTab toy={toy} stop={stop} onStop={setStop} />,
    derivation: <DerivationTab toy={toy} />,
    ledger: <LedgerTab />,
    reparam: <ReparamTab toy={toy} />,
  } as const satisfies Record<Tab, React.ReactNode>;
  return (
    <div className={room.room}>
      <Tabs<Tab>
        label={t("tabs.title")}
        value={tab}
        onChange={setTab}
        tabs={(Object.keys(contents) as Tab[]).map((id) => ({ id, label: t(`tabs.${id}`), content: contents[id] }))}
      />
    </div>
  );
}
