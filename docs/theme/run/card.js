// One program on the page: runs it, edits it, says what came of it.
import { MOST, packed } from "./address.js";
import { make, the, told } from "../assets/dom.js";
import { runs, tell } from "./ended.js";
import { loaded } from "./loading.js";
import * as python from "./python.js";

const MANY = 500; // seeds
const MOST_OUTPUT = 200_000; // characters
const MARKS = ["run-fails", "run-waits", "run-now"];
const FRAME = /File "([^"]+)", line (\d+)/g;

export class Card {
  /** @param {HTMLElement} place @param {import("../assets/dom.js").Facts} facts */
  constructor(place, facts) {
    this.place = place;
    this.words = facts.words;
    this.bytes = facts.bytes;
    this.version = facts.python;
    this.path = `/snippets/${place.dataset.name}`;
    this.exercise = place.dataset.exercise ?? "";
    this.many_runs = MANY;
    const group = [...(place.parentElement?.children ?? [])];
    const at = group.indexOf(place);
    const blocks = group.slice(0, at).filter((one) => one.matches(".highlight.example"));
    this.block = /** @type {HTMLElement} */ (blocks.at(-1));
    this.lines = [...this.block.querySelectorAll("code > span[id]")];
    this.original = the(this.block, "code").textContent ?? "";
    // What a run has printed that was judged: the command stands in the first line.
    const shown = group.slice(at).find((one) => one.matches(".example-output"));
    this.shown = (shown?.querySelector("code")?.textContent ?? "").replace(/^.*\n?/, "");
    this.said = make("p", { className: "run-said", role: "status" });
    this.bar = the(place, ".run-bar");
    this.bar.append(this.said);
    this.output = make("pre", { className: "run-out", tabIndex: 0, hidden: true, role: "region" });
    this.output.ariaLabel = this.words.output;
    this.found = make("div", { className: "run-found", hidden: true });
    place.append(this.output, this.found);
    /** @type {(() => void) | null} ends what goes on */
    this.end = null;
    this.begun = this.exercise ? "check" : "run"; // whose button ends it
    /** @type {ReturnType<typeof import("./editor.js").edit> | null} */
    this.editor = null;
    this.typing = 0;
  }

  /** @param {string} action */
  button(action) {
    return the(this.bar, `.run-${action}`);
  }

  text() {
    return this.editor ? this.editor.text() : this.original;
  }

  // What the reader asks for.

  run() {
    if (this.end) return this.stop();
    return this.start("run", this.request(null));
  }

  /** @param {number} seed */
  again(seed) {
    return this.start("run", { ...this.request(seed), watch: true }, seed);
  }

  many() {
    if (this.end) return this.stop();
    return this.start("many", { ...this.request(0), seeds: this.many_runs });
  }

  explore() {
    if (this.end) return this.stop();
    return this.start("explore", this.request(null));
  }

  check() {
    if (this.end) return this.stop();
    return this.start("check", { ...this.request(null), exercise: this.exercise });
  }

  stop() {
    this.end?.();
    this.over();
    this.say(this.words.stopped);
  }

  async edit() {
    if (this.editor) return this.reset();
    await this.openEditor();
    const keys = this.exercise ? "keys_check" : "keys";
    this.say(this.words[matchMedia("(pointer: coarse)").matches ? "touch" : keys]);
    /** @type {Card["editor"]} */ (this.editor)?.focus();
  }

  async openEditor() {
    const { edit } = await import("./editor.js");
    const holder = make("div", { className: "run-editor highlight" });
    this.block.after(holder);
    const [changed, run] = [
      () => this.changed(),
      () => (this.exercise ? this.check() : this.run()),
    ];
    this.editor = edit(holder, this.original, this.words.editor, changed, run);
    this.block.hidden = true;
    this.button("edit").textContent = this.words.reset;
  }

  /** Show a program that came with the address. @param {string} text */
  async open(text) {
    if (!this.editor) await this.openEditor();
    this.editor?.replace(text);
    this.clear();
    this.say(this.words.not_run);
    this.place.scrollIntoView({ block: "center" });
  }

  reset() {
    this.editor?.replace(this.original);
    this.clear();
    history.replaceState(null, "", location.pathname + location.search);
    this.say(this.words.reset_done);
    this.editor?.focus();
  }

  // What goes on.

  /** @param {number | null} seed none: turns as CPython takes them */
  request(seed) {
    const given = JSON.parse(this.place.dataset.arguments ?? "[]");
    return { path: this.path, source: this.text(), arguments: given, seed, skip_waits: false };
  }

  /** @param {python.Job} job @param {object} request @param {number | null} seed */
  async start(job, request, seed = null) {
    this.end?.();
    this.over();
    this.clear();
    this.begun = job === "check" ? "check" : "run";
    this.button(this.begun).textContent = this.words.stop;
    this.said.scrollIntoView({ block: "nearest" }); // with room below it for what comes
    const stopped = { yes: false };
    this.end = () => {
      stopped.yes = true;
    };
    try {
      await loaded(this.said, this.bytes, this.words);
      if (stopped.yes) return;
      this.say(seed === null ? this.words.running : told(this.words.running_seed, { seed }));
      /** @type {import("../assets/dom.js").Event[]} */
      const events = [];
      this.end = await python.start(job, request, (message) => {
        if (message.events) events.push(...message.events);
        if (message.end || message.failed) this.over();
        this.hear(message, seed, events);
      });
    } catch (error) {
      this.over();
      const text = error instanceof Error ? error.message : error;
      this.say(navigator.onLine ? told(this.words.failed, { error: text }) : this.words.offline);
    }
  }

  over() {
    this.end = null;
    this.button(this.begun).textContent = this.words[this.begun];
  }

  /**
   * Take a message of the worker in.
   * @param {import("../assets/dom.js").Message} message
   * @param {number | null} seed
   * @param {import("../assets/dom.js").Event[]} events
   */
  hear(message, seed, events) {
    if (message.out) this.print(message.out);
    if (message.err) this.print(message.err, "run-err");
    if (message.judging) this.judging(message.judging);
    if (message.endings) runs(this, message.endings, message.seeds ?? 0, false);
    if (message.failed) this.say(told(this.words.failed, { error: message.failed }));
    if (message.end) tell(this, message.end, seed, events);
  }

  // What the reader sees.

  /** @param {string} text */
  say(text) {
    this.said.textContent = text;
  }

  /** @param {import("../assets/dom.js").Judging} going */
  judging(going) {
    this.say(told(this.words[going.runs ? "judging_runs" : "judging"], { ...going }));
  }

  /** Show what was found. @param {Node} what */
  find(what) {
    this.found.hidden = false;
    this.found.replaceChildren(what);
  }

  clear() {
    this.output.replaceChildren();
    this.output.hidden = this.found.hidden = true;
    this.found.replaceChildren();
    this.said.classList.remove("run-passed", "run-refused");
    this.mark([], "");
  }

  changed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.share(), 400);
  }

  async share() {
    const text = this.text();
    const address = text === this.original ? "" : await packed(text);
    const hash =
      address && address.length <= MOST ? `#edited=${this.place.dataset.name}:${address}` : "";
    history.replaceState(null, "", location.pathname + location.search + hash);
  }

  /** @param {string} text @param {string} kind a class */
  print(text, kind = "") {
    this.output.hidden = false;
    if ((this.output.textContent ?? "").length > MOST_OUTPUT) {
      this.end?.();
      this.over();
      this.say(this.words.flooded);
      return;
    }
    this.output.append(kind ? make("span", { className: kind }, text) : text);
    this.output.scrollTop = this.output.scrollHeight;
  }

  /** The last line of the program that a traceback names. */
  failing() {
    const frames = [...(this.output.textContent ?? "").matchAll(FRAME)];
    const own = frames.filter(([, file]) => file === this.path);
    return own.slice(-1).map(([, , line]) => Number(line));
  }

  /** @param {number[]} lines @param {string} kind a class */
  mark(lines, kind) {
    if (this.editor) return this.editor.mark(lines, kind);
    for (const line of this.lines) line.classList.remove(...MARKS);
    for (const line of lines) this.lines[line - 1]?.classList.add(kind);
  }
}
