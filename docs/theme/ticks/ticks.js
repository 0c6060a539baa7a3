// Ticks for pages read and exercises passed. They are kept in this browser, and sent nowhere.
import { make, the, told } from "../assets/dom.js";

/** @typedef {"read" | "passed"} Kind */
/** @typedef {{read: Set<string>, passed: Set<string>}} Ticks */

const BASE = new URL("..", import.meta.url).pathname;
const KEY = `${BASE}ticks`; // several sites may share a host
const HERE = address(location.href);
/** @type {import("../assets/dom.js").Words} */
const words = JSON.parse(the(document, "#ticks-words").textContent ?? "{}");

/** The address of a page within the site. @param {string} url */
function address(url) {
  return new URL(url).pathname.replace(BASE, "").replace(/index\.html$/, "");
}

/** What is kept; nothing where nothing can be read, or where it is not ours. @returns {Ticks} */
function kept() {
  try {
    const { read = [], passed = [] } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { read: new Set(read), passed: new Set(passed) };
  } catch {
    return { read: new Set(), passed: new Set() };
  }
}

/** @param {Ticks} ticks @returns {boolean} Could it be kept? */
function keep({ read, passed }) {
  try {
    if (read.size + passed.size) {
      localStorage.setItem(KEY, JSON.stringify({ read: [...read], passed: [...passed] }));
    } else {
      localStorage.removeItem(KEY);
    }
    return true;
  } catch {
    return false;
  }
}

let ticks = kept();

/** @param {HTMLAnchorElement} link @returns {Kind | undefined} What a link's target has */
function tickOf(link) {
  const page = address(link.href);
  if (!link.hash) return ticks.read.has(page) ? "read" : undefined;
  const exercise = page.startsWith("practice/") && ticks.passed.has(link.hash.slice(1));
  return exercise ? "passed" : undefined;
}

const LINKS = [
  ".md-nav--primary a.md-nav__link[href]",
  ".page-end a[href]",
  `${HERE.startsWith("practice/") ? "article table a[href*='#']" : ".page-end a"}`,
].join();

/** Show everywhere on the page what is ticked. */
function show() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll(LINKS)
  )) {
    const kind = tickOf(link);
    if (Boolean(kind) === link.classList.contains("ticked")) continue;
    link.classList.toggle("ticked", Boolean(kind));
    if (kind) link.append(make("span", { className: "tick-word" }, ` (${words[kind]})`));
    else link.querySelector(".tick-word")?.remove();
  }
  for (const button of document.querySelectorAll("button[data-tick]")) {
    const { tick, id = "" } = /** @type {HTMLElement} */ (button).dataset;
    button.setAttribute("aria-pressed", String(ticks[/** @type {Kind} */ (tick)].has(id)));
  }
  const count = /** @type {HTMLElement | null} */ (document.querySelector(".ticks-count"));
  if (count) {
    const pages = (count.dataset.pages ?? "").split(" ");
    const read = pages.filter((page) => ticks.read.has(page)).length;
    count.textContent = read ? told(words.count, { read }) : "";
  }
}

/** @param {Kind} kind @param {string} id @param {boolean} on @param {HTMLElement} [near] */
function set(kind, id, on, near) {
  ticks = kept();
  ticks[kind][on ? "add" : "delete"](id);
  const lasts = keep(ticks);
  show();
  if (!lasts) near?.parentElement?.querySelector("[role=status]")?.replaceChildren(words.unkept);
}

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (button?.dataset.tick) {
    const kind = /** @type {Kind} */ (button.dataset.tick);
    set(kind, button.dataset.id ?? "", button.getAttribute("aria-pressed") !== "true", button);
  } else if (button?.matches(".ticks-clear") && confirm(words.sure)) {
    ticks = { read: new Set(), passed: new Set() };
    keep(ticks);
    show();
    the(document, ".ticks-said").replaceChildren(words.cleared);
  }
});

// The judge in the page says so when a reader's solution has passed.
document.addEventListener("exercise-passed", (event) => {
  set("passed", /** @type {CustomEvent<{id: string}>} */ (event).detail.id, true);
});

window.addEventListener("storage", ({ key }) => {
  if (key !== KEY && key !== null) return;
  ticks = kept();
  show();
});

show();
