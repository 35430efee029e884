/** The buttons below: play, pause, step, reset, speed. */
import { useStore } from "../store";
import { begin, branch } from "./runs";
import { send } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

export function play(): void {
  set({ wantsPlay: true });
  send({ type: "play" });
}

function pause(): void {
  set({ wantsPlay: false });
  send({ type: "pause" });
}

export function toggle(): void {
  if (get().wantsPlay) pause();
  else if (!get().run.failure) {
    branch();
    play();
  }
}

export function step(): void {
  if (get().wantsPlay) pause(); // pausing drops the steps that are still waiting
  branch();
  send({ type: "step" });
}

/** Back to step 0 of the same run: same seed, same batches, same losses. */
export function reset(): void {
  set({ wantsPlay: false });
  begin(get().run.experiment, "same");
}

export function setSpeed(speed: number): void {
  set({ speed });
  send({ type: "setSpeed", stepsPerSecond: speed });
}
