/** Child processes, and a clean end for all of them. Node built-ins only: this runs before anything is installed. */
import { spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A failure whose message is all the reader needs: shown without a stack. */
export class PlainError extends Error {}

const children = new Set();
const GRACE_MS = 5000;
const PARENT_CHECK_MS = 500;
/** Set once a signal has asked us to end. From then on nobody hears how the children ended: it was our doing. */
let ending = false;

/** Starts a program in the top folder with our own terminal. Resolves to its exit code; a signal counts as 1. */
export function run(command, args, { env, stdio = "inherit", shell = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio, shell, env: { ...process.env, ...env } });
    children.add(child);
    child.once("error", (error) => {
      children.delete(child);
      fail(error);
    });
    child.once("exit", (code) => {
      children.delete(child);
      if (!ending) done(code ?? 1);
    });
  });
}

/** The same, for a JavaScript file of this project or of node_modules. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** Runs a program quietly. Resolves to its exit code and everything it printed. */
export function capture(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => {
      children.delete(child);
      done({ code: 1, output: String(error) });
    });
    child.once("close", (code) => {
      children.delete(child);
      if (!ending) done({ code: code ?? 1, output });
    });
  });
}

/** A SIGTERM sent to npm ends the shell between npm and us, and we never hear of it: notice that our parent is gone. */
function onParentGone(then) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** On Ctrl-C or SIGTERM: ends every child, calls `before`, then leaves with `code(signal)`. */
export function endCleanly({ code = (signal) => (signal === "SIGINT" ? 130 : 143), before = async () => {} } = {}) {
  const end = async (signal) => {
    if (ending) return;
    ending = true;
    const gone = [...children].map((child) => new Promise((done) => child.once("exit", done)));
    for (const child of children) child.kill("SIGTERM");
    const timer = setTimeout(() => {
      for (const child of children) child.kill("SIGKILL");
    }, GRACE_MS);
    await Promise.all([...gone, before()]);
    clearTimeout(timer);
    process.exit(code(signal));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  process.on("SIGHUP", end);
  if (process.env.npm_lifecycle_event) onParentGone(() => end("SIGTERM"));
}

/** Prints why a script failed: one plain message for what we foresaw, the stack for what we did not. */
export function explain(error) {
  console.error(error instanceof PlainError ? `\n${error.message}\n` : error);
}

/** Runs a script's main function. If it fails, says why and leaves with 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}
