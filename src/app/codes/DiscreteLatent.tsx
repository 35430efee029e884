import { useState } from "react";
import { Tabs } from "../../components/ui/Tabs";
import { useStore } from "../store";
import { CodeGridTab } from "./CodeGridTab";
import { CodeTable } from "./CodeTable";
import { PaintTab } from "./PaintTab";
import { useCodesT } from "./texts";
import { VoronoiTab } from "./VoronoiTab";

type View = "grid" | "voronoi" | "paint";

/** z as a grid of choices: looked at, among all codes, and painted by hand. */
export function DiscreteLatent() {
  const say = useCodesT();
  const code = useStore(({ run }) => run.info?.code);
  const [wanted, setWanted] = useState<View>();
  const { height, width, dimensions } = code ?? { height: 1, width: 1, dimensions: 0 };
  const isOne = height * width === 1;
  // One code in a plane: the plane is the picture.
  const view = wanted ?? (isOne && dimensions <= 2 ? "voronoi" : "grid");
  const size = { height: String(height), width: String(width) };
  return (
    <>
      <Tabs<View>
        label={say("tabs")}
        value={view}
        onChange={setWanted}
        tabs={[
          { id: "grid", label: isOne ? say("gridOne") : say("grid", size), content: <CodeGridTab /> },
          { id: "voronoi", label: say("voronoi"), content: <VoronoiTab /> },
          { id: "paint", label: say("paint"), content: <PaintTab /> },
        ]}
      />
      <CodeTable />
    </>
  );
}
