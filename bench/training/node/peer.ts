/** One peer in a process of its own. It ends when the bench hangs up, also where the bench was killed. */
import { gpuInNode } from "../../../src/engine/testing/gpu";
import type { Request } from "../work/messages";
import { peerOn } from "../work/peer";
import { NODE } from "./host";

await gpuInNode(); // puts navigator.gpu in place, which every library looks for
Object.assign(navigator, { userAgent: "Node.js" }); // jax-js asks which browser it is in
const answer = peerOn(NODE);

process.on("disconnect", () => process.exit());
process.on("message", async (request: Request) => {
  try {
    process.send?.(await answer(request));
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
