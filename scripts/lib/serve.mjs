/** A static server for the built page, with the headers that the page is meant to have in production. */
import { createServer } from "node:http";
import { connect } from "node:net";
import sirv from "sirv";
import { csp } from "./csp.mjs";
import { PlainError } from "./run.mjs";

/** Isolation (SharedArrayBuffer, exact timers), no sniffing, no referrer, nothing from elsewhere. */
export const securityHeaders = {
  "Content-Security-Policy": csp,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

const PORTS_TO_TRY = 50;

/** A .gz file is a file of its own, not an encoding of another one: the browser must not unpack it. */
export function sendGzipAsFile(res) {
  res.setHeader("Content-Type", "application/gzip");
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (code, headers = {}) => {
    const { "Content-Encoding": _, ...rest } = headers;
    return writeHead(code, rest);
  };
}

/** Answers GET and HEAD from `dir`, reading the disk each time, so that a new build shows at the next reload. */
function handler(dir) {
  const files = sirv(dir, {
    dev: true,
    etag: true,
    setHeaders: (res, path) => {
      if (path.endsWith(".gz")) sendGzipAsFile(res);
    },
  });
  const refuse = (res, code, text) => {
    res.writeHead(code, { "Content-Type": "text/plain; charset=utf-8" });
    res.end(text);
  };
  return (req, res) => {
    for (const [name, value] of Object.entries(securityHeaders)) res.setHeader(name, value);
    if (req.method !== "GET" && req.method !== "HEAD") return refuse(res, 405, "Method not allowed\n");
    files(req, res, () => refuse(res, 404, "Not found\n"));
  };
}

/** Asks whether somebody answers on a port of this machine, over IPv4 or IPv6. */
async function isTaken(port) {
  const answers = (host) =>
    new Promise((done) => {
      const socket = connect({ port, host });
      const say = (yes) => {
        socket.destroy();
        done(yes);
      };
      socket.setTimeout(1000, () => say(false));
      socket.once("connect", () => say(true));
      socket.once("error", () => say(false));
    });
  return (await Promise.all([answers("127.0.0.1"), answers("::1")])).some(Boolean);
}

/** Listens on `port`, or says "taken". */
function listen(server, port, host) {
  return new Promise((done, fail) => {
    const onError = (error) => (error.code === "EADDRINUSE" ? done("taken") : fail(error));
    server.once("error", onError);
    server.listen(port, host, () => {
      server.off("error", onError);
      done("listening");
    });
  });
}

/** Serves `dir`. With `strict`, a taken port is an error; otherwise the next free one is used. */
export async function serve({ dir, port, host = "127.0.0.1", strict = false }) {
  const server = createServer(handler(dir));
  const last = strict || port === 0 ? port : Math.min(port + PORTS_TO_TRY, 65_535);
  for (let candidate = port; candidate <= last; candidate++) {
    if (candidate !== 0 && (await isTaken(candidate))) continue;
    if ((await listen(server, candidate, host)) === "taken") continue;
    const actual = server.address().port;
    const name = ["127.0.0.1", "::1", "0.0.0.0", "::"].includes(host) ? "localhost" : host;
    const close = () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    return { port: actual, url: `http://${name}:${actual}/`, close };
  }
  throw new PlainError(
    last === port
      ? `Port ${port} is taken. · ${port}번 포트를 이미 다른 프로그램이 쓰고 있습니다.`
      : `Ports ${port} to ${last} are all taken. · ${port}번부터 ${last}번까지 포트가 모두 사용 중입니다.`,
  );
}

/** Reads the value of `--port`. */
export function readPort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new PlainError(`--port takes a number from 0 to 65535, not "${text}". · --port에는 0~65535의 수를 쓰세요.`);
}
