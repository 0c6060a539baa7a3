// Lets a reader be the scheduler: choose which thread of an example takes the next step.
import { the } from "../assets/dom.js";
import { button, make, openTab } from "./elements.js";
import { Endings } from "./endings.js";
import { Graph, movesOf, threadOf } from "./graph.js";
import { lockGraph } from "./locks.js";
import { Words, fill, upper } from "./words.js";

const LONGEST = 500; // characters of an address

/**
 * @typedef {import("./graph.js").State} State
 * @typedef {import("./graph.js").Step} Step
 * @typedef {import("./endings.js").Ending} Ending
 * @typedef {{thread: number, button: HTMLElement, ways: HTMLElement, cell: HTMLElement}} Lane
 */

/** The view of one example. What was played is `plan`; of that, `taken` moves have been taken. */
export class View {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.name = String(root.dataset.name);
    const data = JSON.parse(the(root, "script[type='application/json']").textContent);
    this.graph = new Graph(data.facts);
    this.words = new Words(data.words);
    this.endings = new Endings(this.graph.facts.endings, this.words);
    /** @type {string[]} */
    this.plan = [];
    this.taken = 0;
    /** @type {Element | null} */
    let block = root;
    while (block && !block.matches(".highlight.example")) block = block.previousElementSibling;
    /** @type {NodeListOf<HTMLElement> | undefined} */
    const spans = block?.querySelectorAll("code > span[id]");
    this.lines = [...(spans ?? [])];
    this.lanes = this.graph.threads.map((thread) => this.lane(thread));
    this.status = make("p", { class: "interleavings-said", role: "status" });
    this.backward = button(this.words.all.back, () => this.back());
    this.onward = button(this.words.all.forward, () => this.forward());
    this.shared = make("div", { class: "interleavings-shared" });
    this.locks = make("div", { class: "interleavings-locks", "aria-hidden": "true" });
    this.place();
    this.show(this.fromAddress() || this.words.all.begin);
  }

  get path() {
    return this.plan.slice(0, this.taken);
  }

  get state() {
    // Each of its moves has been taken, so there is one.
    return /** @type {State} */ (this.graph.after(this.path));
  }

  /** A line of the program. @param {number} line */
  code(line) {
    return this.lines[line - 1]?.textContent.trim() ?? "";
  }

  // What the reader does.

  /** A thread takes a step, in the first way that there is. @param {number} thread */
  step(thread) {
    const { number, steps } = this.state;
    const step = steps.find((one) => one.thread === thread);
    if (step) return this.take(step.move);
    const { how, awaited } = this.graph.standing(number, thread);
    const who = upper(this.words.who(thread));
    this.say(fill(this.words.all.cannot[how], { who, what: this.words.what(awaited) }));
  }

  /** @param {string} move */
  take(move) {
    const before = this.state;
    const step = before.steps.find((one) => one.move === move);
    if (!step) return;
    const standing = this.graph.standing(before.number, step.thread);
    if (this.plan[this.taken] !== move) this.plan = [...this.path, move];
    this.taken += 1;
    const was = Object.fromEntries(before.values);
    const { tookLine, took, now } = this.words.all;
    const code = this.code(standing.line);
    const said = [
      fill(code ? tookLine : took, {
        step: this.taken,
        who: this.words.who(step.thread),
        where: this.words.where(standing),
        code,
      }),
      this.words.note(step),
      ...this.state.values
        .filter(([name, text]) => was[name] !== text)
        .map(([name, text]) => fill(now, { what: `${name} = ${text}` })),
    ];
    this.remember();
    this.show(`${said.filter(Boolean).join("; ")}.`);
  }

  /** @param {number} taken @param {string} said */
  go(taken, said) {
    this.taken = Math.max(0, Math.min(this.plan.length, taken));
    this.remember();
    this.show(said);
  }

  back() {
    if (this.taken) this.go(this.taken - 1, fill(this.words.all.backTo, { step: this.taken }));
  }

  forward() {
    if (this.taken < this.plan.length) this.take(this.plan[this.taken]);
  }

  restart() {
    this.plan = [];
    this.go(0, this.words.all.restarted);
  }

  /** @param {Ending} ending */
  lead(ending) {
    this.plan = ending.path;
    this.go(0, ending.lead);
  }

  // The moves in the address.

  remember() {
    const address = new URL(location.href);
    address.searchParams.delete(this.name);
    if (this.taken) address.searchParams.set(this.name, this.path.join(""));
    address.hash = this.root.id;
    history.replaceState(history.state, "", address);
  }

  /** Take the moves of the address; what to say of it, if there is one. */
  fromAddress() {
    const asked = new URLSearchParams(location.search).get(this.name);
    if (!asked) return "";
    const path = asked.length <= LONGEST ? movesOf(asked) : null;
    if (!path || !this.graph.after(path)) return this.words.all.wrongLink;
    this.plan = path;
    this.taken = path.length;
    openTab(this.root);
    if (location.hash === `#${this.root.id}`) this.root.scrollIntoView();
    return fill(this.words.all.linked, { step: path.length });
  }

  // What the reader sees.

  place() {
    const keys = fill(this.words.all.keys, { keys: this.graph.threads.join(", ") });
    const live = make(
      "div",
      { class: "interleavings-live" },
      make("div", { class: "interleavings-lanes" }, ...this.lanes.map(({ cell }) => cell)),
      this.status,
      this.tools(),
      make("div", { class: "interleavings-state" }, this.shared, this.locks),
      this.endings.counted,
      this.endings.map,
      make("p", { class: "interleavings-keys" }, keys),
    );
    the(this.root, ".interleavings-static").before(live);
    this.root.classList.add("interleavings-alive");
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {number} thread @returns {Lane} */
  lane(thread) {
    const taker = button("", () => this.step(thread));
    taker.className = `interleavings-lane thread-${thread}`;
    const ways = make("div", { class: "interleavings-ways" });
    return { thread, button: taker, ways, cell: make("div", {}, taker, ways) };
  }

  tools() {
    const { all } = this.words;
    const bar = make("div", { class: "interleavings-tools" });
    bar.append(
      this.backward,
      this.onward,
      button(all.restart, () => this.restart()),
    );
    const { led } = this.endings;
    if (led) bar.append(button(led.text, () => this.lead(led.ending)));
    return bar;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const keys = { ArrowLeft: () => this.back(), ArrowRight: () => this.forward() };
    for (const thread of this.graph.threads) keys[thread] = () => this.step(thread);
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** @param {string} said of what has just been done */
  show(said) {
    const state = this.state;
    /** @type {Ending | undefined} */
    const ending = this.endings.all[state.ending];
    this.say(
      ending
        ? fill(this.words.all.ended, {
            said,
            verdict: this.endings.verdict(ending),
            text: ending.text,
          })
        : said,
    );
    for (const lane of this.lanes) this.showLane(lane, state);
    this.showLines(state);
    this.showShared(state);
    this.showLocks(state, ending);
    this.endings.show(ending);
    this.backward.disabled = !this.taken;
    this.onward.disabled = this.taken >= this.plan.length;
  }

  /** @param {Lane} lane @param {State} state */
  showLane({ thread, button, ways }, state) {
    const standing = this.graph.standing(state.number, thread);
    const steps = state.steps.filter((step) => step.thread === thread);
    const next = this.taken < this.plan.length && threadOf(this.plan[this.taken]) === thread;
    const how = this.words.how(standing);
    const note = steps.length === 1 && this.words.note(steps[0]);
    button.setAttribute("aria-disabled", String(!steps.length));
    button.classList.toggle("interleavings-planned", next);
    button.replaceChildren(
      make("b", {}, upper(this.words.who(thread)), next ? ` ◂ ${this.words.all.next}` : ""),
      make("span", { class: "interleavings-call" }, thread ? this.graph.facts.threads[thread] : ""),
      make("span", { class: "interleavings-where" }, note ? `${how} (${note})` : how),
      ...(standing.line ? [make("code", {}, this.code(standing.line))] : []),
      make("span", { class: "interleavings-own" }, standing.own || "\u00a0"),
    );
    ways.replaceChildren(...(steps.length > 1 ? steps.map((step) => this.way(step)) : []));
  }

  /** A button for one of several ways of a step. @param {Step} step */
  way(step) {
    const text = this.words.note(step) || this.words.all.notes.other;
    return button(text, () => this.take(step.move));
  }

  /** @param {State} state */
  showLines(state) {
    const marks = new Map();
    for (const thread of this.graph.threads) {
      const { line, how } = this.graph.standing(state.number, thread);
      const short = thread || this.words.who(thread);
      if (line) marks.set(line, `${marks.get(line) ?? ""} ${short}${how === "waits" ? "…" : ""}`);
    }
    this.lines.forEach((span, at) => {
      const mark = marks.get(at + 1);
      span.classList.toggle("interleavings-next", Boolean(mark));
      if (mark) span.dataset.mark = `◂${mark}`;
      else delete span.dataset.mark;
    });
  }

  /** @param {State} state */
  showShared(state) {
    const things = state.things.map((thing) => [thing.name, this.words.thing(thing)]);
    const rows = [...state.values, ...things].map(([name, text]) =>
      make("div", {}, make("dt", {}, make("code", {}, name)), make("dd", {}, text)),
    );
    const out = make("pre", { class: "interleavings-out" }, state.output || this.words.all.nothing);
    out.classList.toggle("interleavings-nothing", !state.output);
    this.shared.replaceChildren(make("dl", {}, ...rows), out);
  }

  /** @param {State} state @param {Ending | undefined} ending */
  showLocks(state, ending) {
    const threads = this.graph.threads.map((thread) => ({
      thread,
      name: upper(this.words.who(thread)),
    }));
    const drawn = lockGraph(state.things, threads, ending?.verdict === "deadlock");
    this.locks.replaceChildren(...(drawn ? [drawn, make("p", {}, this.words.all.legend)] : []));
  }
}

/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll(".interleavings");
for (const root of roots) new View(root);
