import type { ComponentType } from "react";
import { Tabs } from "../../components/ui/Tabs";
import { useT } from "../../i18n/useT";
import { setRoom } from "../actions/page";
import { FlowPanel } from "../FlowPanel";
import { late } from "../late";
import { StageBar } from "../StageBar";
import { useStore } from "../store";
import type { RoomId } from "./rooms";
import styles from "./Stage.module.css";

/** The rooms that there are, in the order of the lecture. All but the first come when they are entered. */
const OPEN: readonly { readonly id: RoomId; readonly Room: ComponentType }[] = [
  { id: "flow", Room: FlowPanel },
  { id: "denoise", Room: late(async () => (await import("./denoise/DenoiseRoom")).DenoiseRoom) },
  { id: "uses", Room: late(async () => (await import("./uses/UsesRoom")).UsesRoom) },
  {
    id: "generate",
    Room: late(async () => (await import("./generate/GenerateRoom")).GenerateRoom),
  },
  {
    id: "posterior",
    Room: late(async () => (await import("./posterior/PosteriorRoom")).PosteriorRoom),
  },
  { id: "elbo", Room: late(async () => (await import("./elbo/ElboRoom")).ElboRoom) },
  { id: "beta", Room: late(async () => (await import("./beta/BetaRoom")).BetaRoom) },
  { id: "vq", Room: late(async () => (await import("./vq/VqRoom")).VqRoom) },
  { id: "theatre", Room: late(async () => (await import("./theatre/TheatreRoom")).TheatreRoom) },
  { id: "hierarchy", Room: late(async () => (await import("./hierarchy/HierarchyRoom")).HierarchyRoom) },
  { id: "reject", Room: late(async () => (await import("./reject/RejectRoom")).RejectRoom) },
  { id: "slow", Room: late(async () => (await import("./slow/SlowRoom")).SlowRoom) },
];

/** The middle of the page: one room at a time. */
export function Stage() {
  const t = useT();
  const room = useStore((state) => state.room);
  const open = OPEN.some(({ id }) => id === room) ? room : "flow";
  return (
    <main className={styles.stage} tabIndex={-1} aria-label={t("flow.title")}>
      <StageBar />
      <Tabs<RoomId>
        label={t("rooms.title")}
        ofPage
        value={open}
        onChange={setRoom}
        tabs={OPEN.map(({ id, Room }) => ({
          id,
          label: t(`rooms.${id}`),
          content: (
            <div className={styles.room}>
              <Room />
            </div>
          ),
        }))}
      />
    </main>
  );
}
