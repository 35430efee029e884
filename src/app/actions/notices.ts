/** Things to tell the person once. */
import { type Notice, useStore } from "../store";

let nextNotice = 0;

/** Shows a notice, in place of an earlier one of its kind. */
export function notify(notice: Notice): void {
  const id = nextNotice++;
  useStore.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.notice.kind !== notice.kind), { id, notice }],
  }));
}

/** Takes back what is no longer so. */
export function withdraw(...kinds: Notice["kind"][]): void {
  useStore.setState(({ notices }) => ({ notices: notices.filter(({ notice }) => !kinds.includes(notice.kind)) }));
}

export function dismiss(id: number): void {
  useStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
