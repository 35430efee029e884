/** `npm start`: installs, builds, serves and opens the page. `npm start -- --no-open --port N --host H`. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt, ensureDatasets } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { endCleanly, main, PlainError, root } from "./lib/run.mjs";

const DEFAULT_PORT = "4173";

/** Opens the page in the person's browser. If that fails, the address has been printed anyway. */
function openBrowser(url) {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", () => {});
  child.unref();
}

function readArguments() {
  const options = {
    port: { type: "string", default: DEFAULT_PORT },
    host: { type: "string" },
    "no-open": { type: "boolean", default: false },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new PlainError(`${error.message}\nUsage · 사용법: npm start -- [--no-open] [--port N] [--host H]`);
  }
}

let stop = async () => {};
endCleanly({ code: () => 0, before: () => stop() });
main(async () => {
  const values = readArguments();
  await ensureInstalled();
  const { readPort, serve } = await import("./lib/serve.mjs");
  const wanted = readPort(values.port);
  await ensureDatasets();
  await ensureBuilt();
  const server = await serve({ dir: join(root, "dist"), port: wanted, host: values.host });
  stop = server.close;
  if (wanted !== 0 && server.port !== wanted) {
    console.log(`\nPort ${wanted} is taken, so this is ${server.port}.`);
    console.log(`${wanted}번 포트를 다른 프로그램이 쓰고 있어 ${server.port}번으로 엽니다.`);
  }
  console.log(`\nLatent Playground: ${server.url}`);
  console.log("Ctrl-C ends it. · 끝내려면 Ctrl-C를 누르세요.");
  if (!values["no-open"]) openBrowser(server.url);
});
