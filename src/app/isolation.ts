/**
 * Where the host did not isolate the page, a service worker will from the next opening on, and training gets its threads.
 * This opening goes on without: reloading by itself would cost the first seconds of a lesson, or what was typed.
 */
export function askForIsolation(): void {
  if (crossOriginIsolated || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("./isolation.js").catch(() => {
    // Not here: private browsing, or a page inside another one. One thread it is.
  });
}
