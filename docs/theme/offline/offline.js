// A reader who asks for it on the home page can read the pages that were visited without a network.
const BASE = new URL("..", import.meta.url).href;
const { build = "" } = /** @type {HTMLElement} */ (document.querySelector("script[data-build]"))
  .dataset;
const WORKER = `${BASE}offline-worker.js?build=${build}`;
const KEPT = `${BASE} ${build}`;
const button = /** @type {HTMLElement | null} */ (document.querySelector(".offline button"));

/** What this page is made of was loaded before anything was kept. */
async function keepThis() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = loaded.filter((name) => name.startsWith(BASE));
  const cache = await caches.open(KEPT);
  await cache.addAll(new Set([location.href.replace(location.hash, ""), ...ours]));
}

async function forget() {
  const registration = await navigator.serviceWorker.getRegistration(BASE);
  await registration?.unregister();
  const kept = (await caches.keys()).filter((name) => name.startsWith(`${BASE} `));
  await Promise.all(kept.map((name) => caches.delete(name)));
}

/** @param {boolean} on */
function show(on) {
  button?.setAttribute("aria-pressed", String(on));
}

async function begin() {
  if (!("serviceWorker" in navigator)) {
    if (button) button.hidden = true;
    return;
  }
  const known = await navigator.serviceWorker.getRegistration(BASE);
  if (known) await navigator.serviceWorker.register(WORKER, { scope: BASE }); // that of this build
  show(Boolean(known));
  if (!button) return;
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    if (on) {
      await navigator.serviceWorker.register(WORKER, { scope: BASE });
      await keepThis();
    } else {
      await forget();
    }
    show(on);
  });
}

void begin();

export {}; // a module: its names are its own
