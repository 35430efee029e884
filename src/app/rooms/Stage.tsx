import { type ComponentType, lazy, Suspense } from "react";
import { Tabs } from "../../components/ui/Tabs";
import { useT } from "../../i18n/useT";
import { setRoom } from "../actions/page";
import { FlowPanel } from "../FlowPanel";
import { useStore } from "../store";
import type { RoomId } from "./rooms";
import styles from "./Stage.module.css";

/** The rooms that there are, in the order of the lecture. All but the first come when they are entered. */
const OPEN: readonly { readonly id: RoomId; readonly Room: ComponentType }[] = [
  { id: "flow", Room: FlowPanel },
  { id: "denoise", Room: lazy(async () => ({ default: (await import("./denoise/DenoiseRoom")).DenoiseRoom })) },
  { id: "uses", Room: lazy(async () => ({ default: (await import("./uses/UsesRoom")).UsesRoom })) },
  {
    id: "generate",
    Room: lazy(async () => ({ default: (await import("./generate/GenerateRoom")).GenerateRoom })),
  },
  {
    id: "posterior",
    Room: lazy(async () => ({ default: (await import("./posterior/PosteriorRoom")).PosteriorRoom })),
  },
  { id: "elbo", Room: lazy(async () => ({ default: (await import("./elbo/ElboRoom")).ElboRoom })) },
  { id: "beta", Room: lazy(async () => ({ default: (await import("./beta/BetaRoom")).BetaRoom })) },
  { id: "vq", Room: lazy(async () => ({ default: (await import("./vq/VqRoom")).VqRoom })) },
  { id: "theatre", Room: lazy(async () => ({ default: (await import("./theatre/TheatreRoom")).TheatreRoom })) },
  { id: "slow", Room: lazy(async () => ({ default: (await import("./slow/SlowRoom")).SlowRoom })) },
];

/** The middle of the page: one room at a time. */
export function Stage() {
  const t = useT();
  const room = useStore((state) => state.room);
  const open = OPEN.some(({ id }) => id === room) ? room : "flow";
  return (
    <main className={styles.stage} aria-label={t("flow.title")}>
      <Tabs<RoomId>
        label={t("rooms.title")}
        value={open}
        onChange={setRoom}
        tabs={OPEN.map(({ id, Room }) => ({
          id,
          label: t(`rooms.${id}`),
          content: (
            <div className={styles.room}>
              <Suspense fallback={<p className={styles.loading}>{t("rooms.loading")}</p>}>
                <Room />
              </Suspense>
            </div>
          ),
        }))}
      />
    </main>
  );
}
