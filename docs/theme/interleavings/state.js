// What the threads share: values, locks, queues and so on, and what has been printed.
import { make } from "../assets/dom.js";
import { Slot } from "./elements.js";

/** @typedef {import("./graph.js").State} State */

export class Shared {
  /** @param {State[]} states all that there are @param {import("./words.js").Words} words */
  constructor(states, words) {
    this.words = words;
    const all = states.map((state) => this.rows(state));
    this.slots = all[0].map((_, at) => new Slot(all.map((rows) => rows[at][1])));
    const rows = all[0].map(([name], at) =>
      make(
        "div",
        {},
        make("dt", {}, make("code", {}, name)),
        make("dd", {}, this.slots[at].element),
      ),
    );
    this.out = new Slot([words.all.nothing, ...states.map((state) => state.output)], "pre");
    this.out.element.classList.add("interleavings-out");
    this.element = make("div", {}, make("dl", {}, ...rows), this.out.element);
    this.element.className = "interleavings-shared";
  }

  /** Names and texts. @param {State} state @returns {[string, string][]} */
  rows({ values, things }) {
    return [...values, ...things.map(this.row, this)];
  }

  /** @param {import("./graph.js").Thing} thing @returns {[string, string]} */
  row(thing) {
    return [thing.name, this.words.thing(thing)];
  }

  /** @param {State} state */
  show(state) {
    for (const [at, [, text]] of this.rows(state).entries()) this.slots[at].text = text;
    this.out.text = state.output || this.words.all.nothing;
    this.out.element.classList.toggle("interleavings-nothing", !state.output);
  }
}
