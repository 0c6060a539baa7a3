// Two threads, three lines each: the reader says whose line runs next. What a step does was found out
// when the page was built, by running every interleaving; here it is only looked up.
import { make, the, told } from "../assets/dom.js";

/**
 * @typedef {[line: number | null, own: string, to: number | null]} Standing
 * @typedef {[value: string, one: Standing, two: Standing, lost: boolean | null]} State
 */

const root = /** @type {HTMLElement} */ (document.querySelector(".game"));
const data = JSON.parse(root.querySelector("script[type='application/json']")?.textContent ?? "{}");
const { lines, variable, interleavings, lost, words } = data;
/** @type {State[]} */
const states = data.states;
const ORDER = /^#order=([12]{1,40})$/;
/** @type {number[]} */
let path = [];
/** @type {number[]} */
let given = [];

/** @param {string} selector */
const find = (selector) => the(root, selector);

/** The states that an interleaving leads through; it ends where a thread can take no step. @param {number[]} threads */
function through(threads) {
  const found = [0];
  for (const thread of threads) {
    const to = /** @type {Standing} */ (states[found[found.length - 1]][thread])[2];
    if (to === null) break;
    found.push(to);
  }
  return found;
}

/** @param {number} thread */
function step(thread) {
  if (through([...path, thread]).length !== path.length + 2) return;
  path.push(thread);
  given = [];
  show();
}

function show() {
  const passed = through(path);
  const state = states[passed[passed.length - 1]];
  find("output").textContent = state[0];
  for (const thread of [1, 2]) showThread(thread, /** @type {Standing} */ (state[thread]));
  showLines(state);
  showStrip(passed);
  const [ended, bad] = [state[3] !== null, state[3] === true];
  root.classList.toggle("game-lost", bad);
  root.classList.toggle("game-over", ended);
  const numbers = { lost, interleavings, kept: interleavings - lost };
  const end = told(bad ? words.lost : words.kept, numbers);
  find(".game-said").textContent = ended ? end : path.length ? words.going : words.begin;
}

/** @param {number} thread @param {Standing} standing */
function showThread(thread, [line, own]) {
  const button = find(`.game-step.thread-${thread}`);
  button.setAttribute("aria-disabled", String(line === null));
  const title = make("b", {}, told(words.thread, { number: thread }));
  const next = line === null ? make("span", {}, words.done) : make("code", {}, lines[line]);
  button.replaceChildren(title, next, make("small", {}, own || "\u00a0"));
}

/** @param {State} state */
function showLines(state) {
  for (const row of root.querySelectorAll(".game-line")) {
    const at = [1, 2].filter((thread) => {
      const [line] = /** @type {Standing} */ (state[thread]);
      return String(line) === /** @type {HTMLElement} */ (row).dataset.line;
    });
    const dots = at.map((thread) =>
      make("i", { className: `game-at thread-${thread}` }, String(thread)),
    );
    for (const old of row.querySelectorAll(".game-at")) old.remove();
    row.append(...dots);
  }
}

/** @param {number[]} passed */
function showStrip(passed) {
  const cells = path.map((thread, at) => {
    const [line] = /** @type {Standing} */ (states[passed[at]][thread]);
    const value = /** @type {string} */ (states[passed[at + 1]][0]);
    const code = line === null ? "" : lines[line];
    const said = told(words.step, { thread, code, name: variable, value });
    const change = make("small", {}, code.startsWith(`${variable} =`) ? value : "");
    const looks = { className: `thread-${thread}`, ariaLabel: said, title: said };
    return make("li", looks, String(thread), change);
  });
  const all = states.length ? longest() - path.length : 0;
  const open = { className: "game-open", ariaHidden: "true" };
  const rest = Array.from({ length: all }, () => make("li", open));
  find(".game-strip").replaceChildren(...cells, ...rest);
}

/** How many steps every interleaving has. */
function longest() {
  let [at, steps] = [0, 0];
  for (;;) {
    const to = states[at][1][2] ?? states[at][2][2];
    if (to === null) return steps;
    [at, steps] = [to, steps + 1];
  }
}

function again() {
  path = [];
  history.replaceState(null, "", location.pathname + location.search);
  show();
}

async function share() {
  const address = new URL(location.href);
  address.hash = `order=${path.join("")}`;
  history.replaceState(null, "", address);
  try {
    await navigator.clipboard.writeText(address.href);
    find(".game-said").textContent = words.shared;
  } catch {
    // The address holds the interleaving; without a clipboard it can be copied from there.
  }
}

/** An interleaving that came with the address is offered, and played when the reader asks. */
function offer() {
  given = [...(ORDER.exec(location.hash)?.[1] ?? "")].map(Number);
  if (!given.length || through(given).length !== given.length + 1) return;
  const threads = given;
  const button = make("button", { type: "button", className: "game-play" }, words.play);
  button.addEventListener("click", () => {
    button.remove();
    path = [];
    show();
    for (const [at, thread] of threads.entries()) setTimeout(() => step(thread), 600 * (at + 1));
  });
  find(".game-said").after(button);
}

for (const thread of [1, 2]) {
  find(`.game-step.thread-${thread}`).addEventListener("click", () => step(thread));
}
find(".game-again").addEventListener("click", again);
find(".game-share").addEventListener("click", share);
addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const elsewhere = target.closest("input, textarea, [contenteditable]");
  if (elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "1" || event.key === "2") step(Number(event.key));
});
find(".game-live").hidden = false;
root.classList.add("game-alive");
show();
offer();
