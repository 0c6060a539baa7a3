// The words of the page's language come with its data; here they are only filled in.

/** `{who} has ended` with its names filled in. @param {string} text @param {Record<string, unknown>} values */
export const fill = (text, values = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** @param {string} text */
export const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

export class Words {
  /** @param {any} words */
  constructor(words) {
    this.all = words;
  }

  /** @param {number} thread */
  who(thread) {
    return thread ? fill(this.all.thread, { number: thread }) : this.all.main;
  }

  /** Several threads. @param {number[]} threads */
  several(threads) {
    return threads
      .map((thread) => this.who(thread))
      .reduce((one, other) => fill(this.all.and, { one, other }));
  }

  /** What a thread waits for. @param {import("./graph.js").Awaited | null} awaited */
  what(awaited) {
    if (!awaited) return "";
    const { thread, name } = awaited;
    if (thread !== undefined) return fill(this.all.awaited.thread, { who: this.who(thread) });
    return name ?? fill(this.all.awaited.kind, awaited);
  }

  /** What is to be said of a step beside its line. @param {import("./graph.js").Step} step */
  note(step) {
    if (!step.note) return "";
    const threads = step.threads.length ? this.several(step.threads) : "";
    return fill(this.all.notes[step.note] ?? this.all.notes.other, { threads });
  }

  /** How a thread stands. @param {import("./graph.js").Standing} standing */
  how({ how, line, error, awaited }) {
    const nowhere = !line && how === "ready";
    return fill(this.all.how[nowhere ? "nowhere" : how], { line, error, what: this.what(awaited) });
  }

  /** Where a step was taken. @param {import("./graph.js").Standing} standing */
  where({ how, line }) {
    const { leaving, ending, nowhere, line: at } = this.all.where;
    if (how === "leaving") return fill(leaving, { line });
    if (how === "ending") return ending;
    return line ? fill(at, { line }) : nowhere;
  }

  /** How a lock, a queue and so on is. @param {import("./graph.js").Thing} thing */
  thing({ how, owner, amount, of, text, inside, waiting }) {
    const known = how === "held" && amount > 1 ? "heldOften" : how;
    const who = owner === null ? "" : this.who(owner);
    const said = [text || fill(this.all.holdings[known] ?? "", { who, amount, of })];
    const outside = waiting.filter((thread) => !inside.includes(thread));
    if (inside.length) said.push(fill(this.all.inside, { threads: this.several(inside) }));
    if (outside.length) said.push(fill(this.all.waiting, { threads: this.several(outside) }));
    return said.join("; ");
  }
}
