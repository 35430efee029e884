import { useStore } from "../store";

/** Whether the autoencoder has changed since the prior learned from its codes. */
export const useStale = (): boolean => useStore((state) => "staleStage" in state && state.staleStage === true);
