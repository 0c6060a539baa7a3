// An interleaving that the reader plays: its steps, how many of them have been taken, and what each did.

/**
 * @typedef {import("./graph.js").State} State
 * @typedef {object} Taken a step of it
 * @property {string} move
 * @property {number} thread
 * @property {import("./graph.js").Step} step
 * @property {import("./graph.js").Standing} standing of its thread, before
 * @property {State} before
 * @property {State} after
 */

export class Interleaving {
  /** @param {import("./graph.js").Graph} graph */
  constructor(graph) {
    this.graph = graph;
    /** @type {Taken[]} */
    this.steps = [];
    this.taken = 0;
  }

  get state() {
    return this.taken ? this.steps[this.taken - 1].after : this.graph.state(0);
  }

  get moves() {
    return this.steps.map(({ move }) => move).join("");
  }

  get isOver() {
    return this.taken >= this.steps.length;
  }

  /** Have these moves before one. Can they be taken? @param {string[]} moves */
  plan(moves) {
    /** @type {Taken[]} */
    const steps = [];
    for (const move of moves) {
      const next = this.after(steps.at(-1)?.after ?? this.graph.state(0), move);
      if (!next) return false;
      steps.push(next);
    }
    this.steps = steps;
    this.taken = 0;
    return true;
  }

  /** @param {string} move one that can be taken now */
  take(move) {
    const next = this.after(this.state, move);
    if (!next) return;
    if (this.steps[this.taken]?.move !== move)
      this.steps = [...this.steps.slice(0, this.taken), next];
    this.taken += 1;
  }

  /** Stand after so many of its steps. @param {number} taken */
  go(taken) {
    this.taken = Math.max(0, Math.min(this.steps.length, taken));
  }

  /** @param {State} before @param {string} move @returns {Taken | null} */
  after(before, move) {
    const step = before.steps.find((one) => one.move === move);
    if (!step) return null;
    const { thread } = step;
    const standing = this.graph.standing(before.number, thread);
    return { move, thread, step, standing, before, after: this.graph.state(step.to) };
  }

  /** A thread's own values, the last ones if it has ended. @param {number} thread */
  own(thread) {
    const states = [
      this.graph.state(0),
      ...this.steps.slice(0, this.taken).map((one) => one.after),
    ];
    const known = states.map(({ number }) => this.graph.standing(number, thread));
    const { own, how } = known[this.taken];
    const ended = how === "done" || how === "failed";
    return { own: ended ? (known.filter((one) => one.own).at(-1)?.own ?? "") : own, ended };
  }
}
