/**
 * Work shared out among threads: instances of this module, each in a worker of its own, on one shared memory.
 *
 * They meet at a board. Who has work writes the job and its arguments there, and last a ticket that says how many chunks of
 * the job are left. Every thread, the asking one included, takes chunks by counting the ticket down, and reports each as done. The ticket
 * also carries the number of the job, so that counting it down by compare-and-exchange fails for a thread that overslept:
 * whoever takes a chunk has seen the job that it belongs to, and its arguments stay until all chunks are done.
 *
 * What a chunk computes depends on its number alone, never on who computes it or when: results do not depend on the number of threads.
 */
import { perform } from "./jobs";

/** The board, in bytes; what threads wait for lies on cache lines of its own. */
const TICKET: usize = 0;
const UNDONE: usize = 64;
const JOB: usize = 128;
const ARGUMENTS: usize = 136;
const BOARD_BYTES: usize = 256;

/** The lower half of a ticket counts chunks, the upper half jobs. */
export const MOST_CHUNKS: i32 = 0xffff;

/** Looks at the board before going to sleep: some 20 µs, as the next kernel of a training step often follows within that time. */
const LOOKS: i32 = 10_000;

let board: usize = 0;
/** Threads at the board, this one included. */
export let threads: i32 = 1;
/** Which of them this is, 0 … threads − 1; 0 is the one that asks. */
export let thread: i32 = 0;

export function boardBytes(): usize {
  return BOARD_BYTES;
}

/** Takes a place at the board; its memory must be 0 at first. */
export function meet(address: usize, place: i32, places: i32): void {
  board = address;
  thread = place;
  threads = places;
}

/** Where the arguments of the next job go, and those of the current one are. */
// @ts-ignore: decorator
@inline
export function jobArguments(): usize {
  return board + ARGUMENTS;
}

/** Bytes of memory that a thread writes to while another one has its own beside it: whole cache lines. */
// @ts-ignore: decorator
@inline
export function ownBytes(bytes: usize): usize {
  return (bytes + 127) & ~(<usize>63);
}

/** Takes one chunk of the job on the ticket, if one is left. */
function takeChunk(ticket: i32): bool {
  const left = ticket & MOST_CHUNKS;
  if (left === 0) return false;
  if (atomic.cmpxchg<i32>(board, ticket, ticket - 1, TICKET) === ticket) {
    perform(load<i32>(board, JOB), left - 1);
    if (atomic.sub<i32>(board, 1, UNDONE) === 1) atomic.notify(board + UNDONE, 1);
  }
  return true;
}

/** Has every chunk of a job done, 0 … chunks − 1, and returns when all are. Its arguments are on the board already. */
export function share(job: i32, chunks: i32): void {
  if (threads === 1 || chunks === 1) {
    for (let chunk = 0; chunk < chunks; chunk++) perform(job, chunk);
    return;
  }
  store<i32>(board, job, JOB);
  atomic.store<i32>(board, chunks, UNDONE);
  const number = (load<i32>(board, TICKET) >>> 16) + 1;
  atomic.store<i32>(board, (number << 16) | chunks, TICKET);
  atomic.notify(board + TICKET, threads - 1);
  while (takeChunk(atomic.load<i32>(board, TICKET))) {}
  for (let looks = 0; ; looks++) {
    const undone = atomic.load<i32>(board, UNDONE);
    if (undone === 0) return;
    if (looks > LOOKS) atomic.wait<i32>(board + UNDONE, undone, -1);
  }
}

/** What a helping thread does for the rest of its life. */
export function help(): void {
  for (let looks = 0; ; looks++) {
    const ticket = atomic.load<i32>(board, TICKET);
    if (takeChunk(ticket)) {
      looks = 0;
    } else if (looks > LOOKS) {
      atomic.wait<i32>(board + TICKET, ticket, -1);
      looks = 0;
    }
  }
}
