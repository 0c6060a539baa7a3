// Lets a reader be the scheduler: choose which thread of an example takes the next step.
import { make, the, told } from "../assets/dom.js";
import { Slot, button, openTab } from "./elements.js";
import { Endings } from "./endings.js";
import { Graph, movesOf } from "./graph.js";
import { Lane } from "./lanes.js";
import { lockGraph } from "./locks.js";
import { Interleaving } from "./interleaving.js";
import { Player } from "./player.js";
import { Program } from "./program.js";
import { Shared } from "./state.js";
import { Strip } from "./strip.js";
import { Words, upper } from "./words.js";

const LONGEST = 500; // characters of an address
const SHORT = 8; // lines of a listing, below which there is room

/** @typedef {import("./endings.js").Ending} Ending */
/** @typedef {import("./interleaving.js").Taken} Taken */

/** The explorer of one example. */
export class View {
  /** @param {HTMLElement} root @param {object} words of the page */
  constructor(root, words) {
    this.root = root;
    this.name = String(root.dataset.name);
    const data = JSON.parse(the(root, "script[type='application/json']").textContent);
    this.graph = new Graph(data.facts);
    this.interleaving = new Interleaving(this.graph);
    this.words = new Words({ ...words, ...data.words });
    this.program = new Program(root, new Set(this.graph.lines), this.words.all.listing);
    this.lanes = this.graph.threads.map((thread) => this.lane(thread));
    this.strip = new Strip(this.graph.most, this.words.all.steps, (step) => this.go(step));
    this.player = new Player(this.words.all, {
      back: () => this.back(),
      forward: () => this.forward(),
      restart: () => this.restart(),
      go: (step) => this.go(step),
      idle: () => this.say(this.words.all.nothingToPlay),
    });
    this.shared = new Shared(this.graph.states, this.words);
    this.locks = make("div", { className: "interleavings-locks", ariaHidden: "true" });
    this.live = make("div", { className: "interleavings-live" });
    const { endings } = this.graph.facts;
    root.style.setProperty("--threads", String(this.lanes.length));
    this.endings = new Endings(endings, this.words, this.name, String(root.dataset.key));
    this.status = new Slot(this.sentences(), "p");
    this.status.element.classList.add("interleavings-said");
    this.status.element.role = "status";
    this.place();
    this.show(this.fromAddress() || this.words.all.begin);
    if (location.hash === `#${root.id}`) this.open();
  }

  /** @param {number} thread */
  lane(thread) {
    return new Lane(thread, this.graph, this.words, (line) => this.program.code(line), {
      step: (thread) => this.step(thread),
      take: (move) => this.take(move),
    });
  }

  place() {
    const { all } = this.words;
    const more = make("div", { className: "interleavings-more" });
    const { led } = this.endings;
    if (led) more.append(button(led.text, () => this.lead(led.ending)));
    more.append(
      button(all.copy, () => this.copy()),
      this.endings.clear,
    );
    const isShort = this.program.rows.size < SHORT;
    const keys = told(all.keys, { keys: this.graph.threads.join(", ") });
    this.live.append(
      make(
        "div",
        { className: "interleavings-scene" },
        make("div", {}, this.program.listing, ...(isShort ? [this.locks] : [])),
        make("div", {}, this.shared.element, ...(isShort ? [] : [this.locks])),
      ),
      this.strip.element,
      make("div", { className: "interleavings-lanes" }, ...this.lanes.map((lane) => lane.element)),
      this.player.element,
      this.status.element,
      make("p", { className: "interleavings-keys" }, keys),
      make("p", { className: "interleavings-touch" }, all.touch),
      more,
      this.endings.counted,
      this.endings.map,
    );
    the(this.root, ".interleavings-static").before(this.live);
    this.root.classList.add("interleavings-alive");
    this.root.classList.toggle("interleavings-large", !isShort && this.lanes.length > 2);
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  // What the reader does.

  /** A thread takes a step, in the first way that there is. @param {number} thread */
  step(thread) {
    const { number, steps } = this.interleaving.state;
    const step = steps.find((one) => one.thread === thread);
    if (step) return this.take(step.move);
    const { how, awaited } = this.graph.standing(number, thread);
    const who = upper(this.words.who(thread));
    this.say(told(this.words.all.cannot[how], { who, what: this.words.what(awaited) }));
  }

  /** @param {string} move */
  take(move) {
    this.player.stop();
    this.interleaving.take(move);
    this.remember();
    this.show();
  }

  /** Stand after so many steps. @param {number} taken */
  go(taken) {
    this.player.stop();
    this.interleaving.go(taken);
    this.show(taken ? undefined : this.words.all.restarted);
  }

  back() {
    if (!this.interleaving.taken) return;
    this.interleaving.go(this.interleaving.taken - 1);
    this.show(told(this.words.all.backTo, { step: this.interleaving.taken + 1 }));
  }

  /** The next step that is planned. */
  forward() {
    if (this.interleaving.isOver) return;
    this.interleaving.go(this.interleaving.taken + 1);
    this.show();
  }

  restart() {
    this.interleaving.go(0);
    this.show(this.words.all.restarted);
  }

  /** @param {Ending} ending */
  lead(ending) {
    this.player.stop();
    this.interleaving.plan(ending.path);
    this.remember();
    this.show(ending.lead);
  }

  async copy() {
    this.remember();
    try {
      await navigator.clipboard.writeText(location.href);
      this.say(this.words.all.copied);
    } catch {
      this.say(this.words.all.notCopied);
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLSelectElement) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.player.backward.click(),
      ArrowRight: () => this.player.onward.click(),
      Home: () => this.player.restart.click(),
      p: () => this.player.toggle(),
    };
    for (const thread of this.graph.threads) keys[thread] = () => this.step(thread);
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  // The interleaving in the address.

  remember() {
    const address = new URL(location.href);
    address.searchParams.delete(this.name);
    if (this.interleaving.steps.length)
      address.searchParams.set(this.name, this.interleaving.moves);
    address.hash = this.root.id;
    history.replaceState(history.state, "", address);
  }

  /** Have the interleaving of the address ready; what to say of it, if there is one. */
  fromAddress() {
    const asked = new URLSearchParams(location.search).get(this.name);
    if (!asked) return "";
    const path = asked.length <= LONGEST ? movesOf(asked) : null;
    if (!path || !this.interleaving.plan(path)) return this.words.all.wrongLink;
    return told(this.words.all.linked, { steps: path.length });
  }

  /** Bring it into view once the page is as long as it stays: with one to play, its controls. */
  open() {
    openTab(this.root);
    const part = this.interleaving.steps.length ? this.live : this.root;
    addEventListener("load", () => part.scrollIntoView());
  }

  // What the reader sees.

  /** @param {string} text @param {Ending} [ending] to which it has led */
  say(text, ending) {
    const end = ending ? [" ", make("strong", {}, this.endings.ended(ending))] : [];
    this.status.inside.replaceChildren(text, ...end);
  }

  /** A step of an interleaving as the strip shows it, and as it is told. @param {Taken} taken @param {number} number */
  cell(taken, number) {
    const { own } = this.graph.standing(taken.after.number, taken.thread);
    const code = this.program.code(taken.standing.line);
    const changes = this.words.changes(taken, code, own);
    return {
      thread: taken.thread,
      name: String(taken.thread || this.words.all.main),
      where: this.words.at(taken.standing),
      code,
      changes: changes.length ? changes : [this.words.note(taken.step)],
      said: this.words.step(number, taken, code, changes),
    };
  }

  /** All that can be said of steps, with numbers of two digits. */
  sentences() {
    return this.graph.states.flatMap((state) =>
      state.steps.map(({ move }) => {
        const taken = /** @type {Taken} */ (this.interleaving.after(state, move));
        const ending = this.endings.all[taken.after.ending];
        return `${this.cell(taken, 10).said} ${ending ? this.endings.ended(ending) : ""}`;
      }),
    );
  }

  /** @param {string} [said] of what has just been done; without it, of the last step */
  show(said) {
    const { state, steps, taken } = this.interleaving;
    const cells = steps.map((step, at) => this.cell(step, at + 1));
    /** @type {Ending | undefined} */
    const ending = this.endings.all[state.ending];
    this.say(said ?? cells[taken - 1].said, ending);
    for (const lane of this.lanes) {
      lane.show(state, this.interleaving.own(lane.thread), steps[taken]?.thread === lane.thread);
    }
    this.showPlaces(state);
    this.shared.show(state);
    this.showLocks(state, ending);
    const last = steps.at(-1)?.after.number ?? 0;
    this.strip.show(cells, taken, this.graph.longest(last) ?? 0);
    this.player.show(taken, steps.length);
    this.endings.reach(state.ending);
    this.program.reveal(); // last, for it asks where things are
    this.strip.reveal();
  }

  /** @param {import("./graph.js").State} state */
  showPlaces(state) {
    this.program.show(
      this.graph.threads.map((thread) => {
        const { line, how } = this.graph.standing(state.number, thread);
        const name = String(thread || this.words.all.main);
        return { thread, name, line, waits: how === "waits" };
      }),
      this.interleaving.steps[this.interleaving.taken - 1]?.thread,
    );
  }

  /** @param {import("./graph.js").State} state @param {Ending | undefined} ending */
  showLocks(state, ending) {
    const threads = this.graph.threads.map((thread) => ({
      thread,
      name: upper(this.words.who(thread)),
    }));
    const drawn = lockGraph(state.things, threads, ending?.verdict === "deadlock");
    this.locks.replaceChildren(...(drawn ? [drawn, make("p", {}, this.words.all.legend)] : []));
  }
}

const words = JSON.parse(document.getElementById("interleavings-words")?.textContent ?? "{}");
/** @type {NodeListOf<HTMLElement>} */
const roots = document.querySelectorAll(".interleavings");
for (const root of roots) new View(root, words);
