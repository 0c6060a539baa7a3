// Lets a reader be the scheduler: choose which thread of an example takes the next step.

import { Graph, movesOf, threadOf } from "./graph.js";
import { lockGraph } from "./locks.js";
import { Words, fill, upper } from "./words.js";

const LONGEST = 500; // characters of an address
const SIGNS = { sound: "✓" };

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The view of one example. What was played is `plan`; of that, `taken` moves have been taken. */
export class View {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.name = root.dataset.name;
    const data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.graph = new Graph(data.facts);
    this.words = new Words(data.words);
    this.endings = data.facts.endings.map((ending, at) => ({
      ...ending,
      ...data.words.endings[at],
    }));
    /** @type {string[]} */
    this.plan = [];
    this.taken = 0;
    this.found = new Set();
    let block = root;
    while (block && !block.matches(".highlight.example")) block = block.previousElementSibling;
    this.lines = block ? [...block.querySelectorAll("code > span[id]")] : [];
    this.build();
    this.show(this.fromAddress() || this.words.all.begin);
  }

  get path() {
    return this.plan.slice(0, this.taken);
  }

  get state() {
    return this.graph.after(this.path);
  }

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
    const tab = this.root.closest(".tabbed-block");
    if (tab) {
      const number = [...tab.parentElement.children].indexOf(tab);
      tab.closest(".tabbed-set").children[number].checked = true;
    }
    if (location.hash === `#${this.root.id}`) this.root.scrollIntoView();
    return fill(this.words.all.linked, { step: path.length });
  }

  // What the reader sees.

  build() {
    const { all } = this.words;
    this.lanes = this.graph.threads.map((thread) => this.lane(thread));
    this.status = make("p", { class: "interleavings-said", role: "status" });
    this.shared = make("div", { class: "interleavings-shared" });
    this.locks = make("div", { class: "interleavings-locks", "aria-hidden": "true" });
    this.map = make("ul", { class: "interleavings-map" });
    this.counted = make("p", { class: "interleavings-counted" });
    const keys = fill(all.keys, { keys: this.graph.threads.join(", ") });
    const live = make(
      "div",
      { class: "interleavings-live" },
      make("div", { class: "interleavings-lanes" }, ...this.lanes.map(({ cell }) => cell)),
      this.status,
      this.tools(),
      make("div", { class: "interleavings-state" }, this.shared, this.locks),
      this.counted,
      this.map,
      make("p", { class: "interleavings-keys" }, keys),
    );
    this.root.querySelector(".interleavings-static").before(live);
    this.root.classList.add("interleavings-alive");
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  lane(thread) {
    const button = make("button", { type: "button", class: `interleavings-lane thread-${thread}` });
    button.addEventListener("click", () => this.step(thread));
    const ways = make("div", { class: "interleavings-ways" });
    return { thread, button, ways, cell: make("div", {}, button, ways) };
  }

  tools() {
    const { all } = this.words;
    const bar = make("div", { class: "interleavings-tools" });
    const tool = (text, does) => {
      const button = bar.appendChild(make("button", { type: "button" }, text));
      button.addEventListener("click", does);
      return button;
    };
    this.backward = tool(all.back, () => this.back());
    this.onward = tool(all.forward, () => this.forward());
    tool(all.restart, () => this.restart());
    const bad = this.endings.find((ending) => all.verdicts[ending.verdict][2]);
    if (bad) tool(all.verdicts[bad.verdict][2], () => this.lead(bad));
    return bar;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { ArrowLeft: () => this.back(), ArrowRight: () => this.forward() };
    for (const thread of this.graph.threads) keys[thread] = () => this.step(thread);
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  say(text) {
    this.status.textContent = text;
  }

  show(said) {
    const state = this.state;
    const ending = this.endings[state.ending];
    if (ending) this.found.add(ending);
    this.say(
      ending
        ? fill(this.words.all.ended, {
            said,
            verdict: upper(this.verdict(ending)),
            text: ending.text,
          })
        : said,
    );
    for (const lane of this.lanes) this.showLane(lane, state);
    this.showLines(state);
    this.showShared(state);
    this.showLocks(state, ending);
    this.showEndings(ending);
    this.backward.disabled = !this.taken;
    this.onward.disabled = this.taken >= this.plan.length;
  }

  verdict(ending) {
    return this.words.all.verdicts[ending.verdict][1];
  }

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

  /** A button for one of several ways of a step. */
  way(step) {
    const button = make(
      "button",
      { type: "button" },
      this.words.note(step) || this.words.all.notes.other,
    );
    button.addEventListener("click", () => this.take(step.move));
    return button;
  }

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

  showShared(state) {
    const things = state.things.map((thing) => [thing.name, this.words.thing(thing)]);
    const rows = [...state.values, ...things].map(([name, text]) =>
      make("div", {}, make("dt", {}, make("code", {}, name)), make("dd", {}, text)),
    );
    const out = make("pre", { class: "interleavings-out" }, state.output || this.words.all.nothing);
    out.classList.toggle("interleavings-nothing", !state.output);
    this.shared.replaceChildren(make("dl", {}, ...rows), out);
  }

  showLocks(state, ending) {
    const threads = this.graph.threads.map((thread) => ({
      thread,
      name: upper(this.words.who(thread)),
    }));
    const drawn = lockGraph(state.things, threads, ending?.verdict === "deadlock");
    this.locks.replaceChildren(...(drawn ? [drawn, make("p", {}, this.words.all.legend)] : []));
  }

  showEndings(here) {
    const { found, foundHere, unknown, here: youAreHere } = this.words.all;
    this.counted.textContent = fill(here ? foundHere : found, {
      found: this.found.size,
      share: here?.share,
    });
    this.map.replaceChildren(
      ...this.endings.map((ending) => {
        const known = this.found.has(ending);
        const sign = SIGNS[ending.verdict] ?? "✗";
        const text = known
          ? `${sign} ${upper(this.verdict(ending))}: ${ending.text}`
          : `? ${unknown}`;
        const share = ending === here ? fill(youAreHere, ending) : ending.share;
        const item = make("li", { class: `interleavings-${known ? ending.verdict : "unknown"}` });
        item.append(make("span", {}, text), make("small", {}, share));
        if (ending === here) item.setAttribute("aria-current", "true");
        return item;
      }),
    );
  }
}

for (const root of document.querySelectorAll(".interleavings")) new View(root);
