/** A host for tests that serves files well, slowly, broken off, cut short or changed, with and without Range. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Behaviour {
  readonly content: Uint8Array;
  /** Understands Range (the default). */
  readonly ranges?: boolean;
  /** Milliseconds to wait before each of ten parts. */
  readonly slow?: number;
  /** Cuts the connection after this part of the answer, for the first `times` answers. */
  readonly cut?: { readonly at: number; readonly times: number };
  /** Falls silent where it would cut, and leaves the connection open. */
  readonly hang?: boolean;
  /** Answers with this status. */
  readonly status?: number;
  /** The ETag of this answer; `version` of the file where absent. */
  readonly etag?: string;
  /** Sends no Content-Length, so that a short file ends like a whole one. */
  readonly chunked?: boolean;
}

interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

export interface TestServer {
  /** Ends in a slash. */
  readonly url: string;
  readonly asked: Asked[];
  /** What is served, by path. */
  readonly files: Map<string, Behaviour>;
  close(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const asked: Asked[] = [];
  const files = new Map<string, Behaviour>();
  const cuts = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").slice(1);
    asked.push({ path, range: request.headers.range, ifRange: request.headers["if-range"] as string | undefined });
    const behaviour = files.get(path);
    const soFar = cuts.get(path) ?? 0;
    const isCut = soFar < (behaviour?.cut?.times ?? 0);
    cuts.set(path, soFar + 1);
    void answer(behaviour, isCut, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, asked, files, close };
}

async function answer(
  behaviour: Behaviour | undefined,
  isCut: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!behaviour || behaviour.status) {
    response.writeHead(behaviour?.status ?? 404).end("no such file");
    return;
  }
  const { content, ranges = true, etag = '"version"', cut, hang, slow, chunked } = behaviour;
  const start = ranges ? rangeStart(request, etag) : 0;
  const body = content.subarray(start);
  const headers = {
    ETag: etag,
    ...(!chunked && { "Content-Length": String(body.length) }),
    ...(start > 0 && { "Content-Range": `bytes ${start}-${content.length - 1}/${content.length}` }),
    "Access-Control-Allow-Origin": "*",
  };
  response.writeHead(start > 0 ? 206 : 200, headers);
  const end = isCut && cut ? Math.floor(body.length * cut.at) : body.length;
  const part = slow ? Math.ceil(end / 10) : end;
  for (let sent = 0; sent < end; sent += part) {
    if (slow) await new Promise((resolve) => setTimeout(resolve, slow));
    if (response.destroyed) return;
    await new Promise((resolve) => response.write(body.subarray(sent, Math.min(end, sent + part)), resolve));
  }
  if (isCut && hang) return;
  if (isCut) setTimeout(() => response.destroy(), 20);
  else response.end();
}

function rangeStart(request: IncomingMessage, etag: string): number {
  const ifRange = request.headers["if-range"];
  if (ifRange !== undefined && ifRange !== etag) return 0;
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
}
