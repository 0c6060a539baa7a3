// The ways in which an example ends: which of them the reader has found, and at which the reader is.
import { make, told } from "../assets/dom.js";
import { Slot, button, enable } from "./elements.js";
import * as found from "./found.js";
import { upper } from "./words.js";

/** @type {Record<string, string>} by verdict */
const SIGNS = { sound: "✓" };

/** @typedef {import("./graph.js").Ending & {text: string, share: string, lead: string}} Ending */

export class Endings {
  /**
   * @param {import("./graph.js").Ending[]} endings @param {import("./words.js").Words} words
   * @param {string} name of the example @param {string} key of what it does
   */
  constructor(endings, words, name, key) {
    this.words = words.all;
    this.place = { name, key };
    /** @type {Ending[]} */
    this.all = endings.map((ending, at) => ({ ...ending, ...this.words.endings[at] }));
    /** @type {Set<number>} */
    this.found = new Set(found.kept(name, key).filter((at) => at in this.all));
    this.counted = make("p", { className: "interleavings-counted" });
    this.items = this.all.map((ending) => this.item(ending));
    this.map = make("ul", { className: "interleavings-map" }, ...this.items.map((one) => one.item));
    this.clear = button(this.words.clear, () => this.forget());
  }

  /** The first that there is a button for, and what it says. */
  get led() {
    const ending = this.all.find((one) => this.words.verdicts[one.verdict][2]);
    return ending ? { ending, text: this.words.verdicts[ending.verdict][2] } : null;
  }

  /** @param {Ending} ending @returns {string} */
  verdict(ending) {
    return upper(this.words.verdicts[ending.verdict][1]);
  }

  /** @param {Ending} ending */
  ended(ending) {
    return told(this.words.ended, { verdict: this.verdict(ending), text: ending.text });
  }

  /** @param {Ending} ending */
  item(ending) {
    const known = `${SIGNS[ending.verdict] ?? "✗"} ${this.verdict(ending)}: ${ending.text}`;
    const unknown = `? ${this.words.unknown}`;
    const here = told(this.words.here, ending);
    const [text, share] = [new Slot([known, unknown]), new Slot([ending.share, here])];
    const item = make("li", {}, text.element, make("small", {}, share.element));
    return { item, text, share, known, unknown, here };
  }

  /** @param {number} here the ending at which the reader is; less than 0 is none */
  reach(here) {
    if (here >= 0 && !this.found.has(here)) this.keep(this.found.add(here));
    this.show(here);
  }

  forget() {
    this.keep(new Set());
    this.show(-1);
  }

  /** @param {Set<number>} known */
  keep(known) {
    this.found = known;
    found.keep(this.place.name, this.place.key, [...known]);
  }

  /** @param {number} here */
  show(here) {
    const { found, foundHere } = this.words;
    const values = { found: this.found.size, share: this.all[here]?.share };
    this.counted.textContent = told(here < 0 ? found : foundHere, values);
    enable(this.clear, this.found.size > 0);
    for (const [at, { item, text, share, ...said }] of this.items.entries()) {
      const known = this.found.has(at);
      text.text = known ? said.known : said.unknown;
      share.text = at === here ? said.here : this.all[at].share;
      item.className = `interleavings-${known ? this.all[at].verdict : "unknown"}`;
      item.ariaCurrent = at === here ? "true" : null;
    }
  }
}
