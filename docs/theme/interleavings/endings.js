// The ways in which an example ends: which of them the reader has found, and at which the reader is.
import { make } from "./elements.js";
import { fill, upper } from "./words.js";

/** @type {Record<string, string>} by verdict */
const SIGNS = { sound: "✓" };

/** @typedef {import("./graph.js").Ending & {text: string, share: string, lead: string}} Ending */

export class Endings {
  /** @param {import("./graph.js").Ending[]} endings @param {import("./words.js").Words} words */
  constructor(endings, words) {
    this.words = words.all;
    /** @type {Ending[]} */
    this.all = endings.map((ending, at) => ({ ...ending, ...this.words.endings[at] }));
    /** @type {Set<Ending>} */
    this.found = new Set();
    this.counted = make("p", { class: "interleavings-counted" });
    this.map = make("ul", { class: "interleavings-map" });
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

  /** @param {Ending | undefined} here where the reader is, if it is an end */
  show(here) {
    if (here) this.found.add(here);
    const { found, foundHere } = this.words;
    this.counted.textContent = fill(here ? foundHere : found, {
      found: this.found.size,
      share: here?.share,
    });
    this.map.replaceChildren(...this.all.map((ending) => this.item(ending, ending === here)));
  }

  /** @param {Ending} ending @param {boolean} isHere */
  item(ending, isHere) {
    const known = this.found.has(ending);
    const sign = SIGNS[ending.verdict] ?? "✗";
    const text = known
      ? `${sign} ${this.verdict(ending)}: ${ending.text}`
      : `? ${this.words.unknown}`;
    const share = isHere ? fill(this.words.here, ending) : ending.share;
    const item = make("li", { class: `interleavings-${known ? ending.verdict : "unknown"}` });
    item.append(make("span", {}, text), make("small", {}, share));
    if (isHere) item.setAttribute("aria-current", "true");
    return item;
  }
}
