/**
 * For hosts that cannot set headers: hands the page and its workers on with those that isolate them from other origins,
 * without which browsers share no memory between threads. Everything else goes past it. It keeps nothing.
 */
declare const self: ServiceWorkerGlobalScope;

export {}; // a module, with names of its own

const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const NEEDS_HEADERS: readonly RequestDestination[] = ["document", "iframe", "worker"];

async function isolated(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (!response.ok) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (NEEDS_HEADERS.includes(event.request.destination)) event.respondWith(isolated(event.request));
});
