import { useReducer, useState } from "react";
import { Tabs } from "../../../components/ui/Tabs";
import { CoinTab } from "./CoinTab";
import { FIRST_COIN, reduceCoin } from "./coinState";
import room from "./elbo.module.css";
import { IntegralTab } from "./IntegralTab";
import { SamplingTab } from "./SamplingTab";
import { useElboT } from "./texts";
import { useToy } from "./useToy";

type Tab = "coin" | "integral" | "sampling";

/** From the likelihood of a coin to the ELBO of the live model: one idea a tab, in the lecture's order. */
export function ElboRoom() {
  const t = useElboT();
  const [tab, setTab] = useState<Tab>("coin");
  const [coin, act] = useReducer(reduceCoin, FIRST_COIN);
  const [p, setP] = useState(0.5);
  const [log, setLog] = useState(false);
  const toy = useToy();
  const [stop, setStop] = useState(6);
  return (
    <div className={room.room}>
      <Tabs<Tab>
        label={t("tabs.title")}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: "coin",
            label: t("tabs.coin"),
            content: <CoinTab coin={coin} act={act} p={p} onP={setP} log={log} onLog={setLog} />,
          },
          { id: "integral", label: t("tabs.integral"), content: <IntegralTab toy={toy} /> },
          {
            id: "sampling",
            label: t("tabs.sampling"),
            content: <SamplingTab toy={toy} stop={stop} onStop={setStop} />,
          },
        ]}
      />
    </div>
  );
}
