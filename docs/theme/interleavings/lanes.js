// A thread of the program, as a button that lets it take its next step.
import { make, told } from "../assets/dom.js";
import { Slot, button, enable } from "./elements.js";
import { upper } from "./words.js";

/** @typedef {import("./graph.js").State} State */

export class Lane {
  /**
   * @param {number} thread
   * @param {import("./graph.js").Graph} graph
   * @param {import("./words.js").Words} words
   * @param {(line: number) => string} code
   * @param {{step: (thread: number) => void, take: (move: string) => void}} does
   */
  constructor(thread, graph, words, code, does) {
    this.thread = thread;
    this.graph = graph;
    this.words = words;
    this.code = code;
    this.does = does;
    const looks = graph.states.map((state) => this.look(state));
    const own = looks.flatMap((look) => [look.own, this.own(look.own, true)]);
    this.where = new Slot(looks.map((look) => look.where));
    this.line = new Slot(
      looks.map((look) => look.code),
      "code",
    );
    this.values = new Slot(own, "code");
    const turn = make("span", { className: "interleavings-turn" }, `◂ ${words.all.next}`);
    const name = make("b", {}, upper(words.who(thread)));
    const call = make("code", {}, thread ? graph.facts.threads[thread] : "");
    this.button = button("", () => does.step(thread));
    this.button.className = `interleavings-lane thread-${thread}`;
    this.button.setAttribute("aria-keyshortcuts", String(thread));
    this.button.append(make("span", { className: "interleavings-who" }, name, call, turn));
    this.button.append(...[this.where, this.line, this.values].map((slot) => slot.element));
    this.ways = make("div", { className: "interleavings-ways" });
    if (looks.some((look) => look.steps.length > 1))
      this.ways.classList.add("interleavings-choice");
    this.element = make("div", {}, this.button, this.ways);
  }

  /** How the thread stands in a state. @param {State} state */
  look(state) {
    const standing = this.graph.standing(state.number, this.thread);
    const steps = state.steps.filter((step) => step.thread === this.thread);
    const note = steps.length === 1 ? this.words.note(steps[0]) : "";
    const how = this.words.how(standing);
    const where = note ? `${how} (${note})` : how;
    return { steps, where, code: this.code(standing.line), own: standing.own };
  }

  /** @param {string} own @param {boolean} ended */
  own(own, ended) {
    return own && ended ? told(this.words.all.last, { own }) : own;
  }

  /** @param {State} state @param {{own: string, ended: boolean}} values @param {boolean} isNext */
  show(state, { own, ended }, isNext) {
    const { steps, where, code } = this.look(state);
    enable(this.button, steps.length > 0);
    this.button.classList.toggle("interleavings-planned", isNext);
    this.where.text = where;
    this.line.text = code;
    this.values.text = this.own(own, ended);
    this.ways.replaceChildren(...(steps.length > 1 ? steps.map((step) => this.way(step)) : []));
  }

  /** A button for one of several ways of a step. @param {import("./graph.js").Step} step */
  way(step) {
    const text = this.words.note(step) || this.words.all.notes.other;
    return button(text, () => this.does.take(step.move));
  }
}
