// Keeps the pages that a reader visits, for reading without a network. The network comes first, always:
// what is kept is shown only where nothing answers. It stands at the site's root, or it could not see all pages.

/** @type {any} */
const worker = self;
const MINE = `${worker.registration.scope} `; // several sites may share a host
const KEPT = MINE + new URL(worker.location.href).searchParams.get("build");
const HEAVY = `${new URL(worker.registration.scope).pathname}run/pyodide/`; // Python, of some megabytes

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.status === 200) await cache.put(request, fresh.clone()).catch(() => {}); // no room
    return fresh;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

/** Forget what another build has left. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(MINE) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = request.method === "GET" && url.href.startsWith(worker.registration.scope);
  if (ours && !url.pathname.startsWith(HEAVY)) event.respondWith(answer(request));
});
