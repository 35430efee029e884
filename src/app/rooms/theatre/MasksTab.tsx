import { useMemo, useState } from "react";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { count } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { ColourMasks } from "./ColourMasks";
import { MaskFilter } from "./MaskFilter";
import styles from "./MasksTab.module.css";
import { maskOf, reached } from "./masks";
import { ReachPicture } from "./ReachPicture";
import room from "./TheatreRoom.module.css";
import { useTheatreT } from "./texts";

const [FIRST, OTHERS] = [7, 3];
const MOST_LAYERS = 6;

/** Masks to open and close, and what a stack of them comes to see. */
export function MasksTab() {
  const say = useTheatreT();
  const [first, setFirst] = useState(() => maskOf("A", FIRST));
  const [others, setOthers] = useState(() => maskOf("B", OTHERS));
  const [layers, setLayers] = useState(3);
  const reach = useMemo(() => reached(first, others, layers), [first, others, layers]);
  const { before, earlier, ahead, radius } = reach;
  const numbers = { before: count(before), earlier: count(earlier), ahead: count(ahead) };
  return (
    <div className={styles.tab}>
      <div className={styles.filters}>
        <MaskFilter name={say("first")} mask={first} side={FIRST} onChange={setFirst} />
        <MaskFilter name={say("others")} mask={others} side={OTHERS} onChange={setOthers} />
      </div>
      <figure className={styles.picture}>
        <ReachPicture reach={reach} label={say("reachLabel", { side: count(2 * radius + 1), ...numbers })} />
        <figcaption>
          <ValueSlider
            label={say("layers")}
            value={layers}
            min={0}
            max={MOST_LAYERS}
            step={1}
            text={count(layers)}
            onChange={setLayers}
          />
          <p className={ahead > 0 ? styles.cheats : styles.fair} role="status">
            <Metric name="mask-ahead" value={ahead} text="" />
            {say(ahead > 0 ? "cheats" : "fair", numbers)}
          </p>
          <ul className={room.legend}>
            <li>
              <i className={room.isSelf} /> {say("legendSelf")}
            </li>
            <li>
              <i className={room.isSeen} /> {say("legendOpen")}
            </li>
            <li>
              <i className={room.isBlind} /> {say("legendBlind")}
            </li>
            <li>
              <i className={room.isAhead} /> {say("legendAhead")}
            </li>
          </ul>
        </figcaption>
      </figure>
      <ColourMasks />
    </div>
  );
}
