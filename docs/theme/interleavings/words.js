// The words of the page's language come with its data; here they are only filled in.
import { told } from "../assets/dom.js";

const ASSIGNS = /[^=!<>]=(?!=)/;

/** @param {string} text */
export const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

export class Words {
  /** @param {any} words */
  constructor(words) {
    this.all = words;
  }

  /** @param {number} thread */
  who(thread) {
    return thread ? told(this.all.thread, { number: thread }) : this.all.main;
  }

  /** Several threads. @param {number[]} threads */
  several(threads) {
    return threads
      .map((thread) => this.who(thread))
      .reduce((one, other) => told(this.all.and, { one, other }));
  }

  /** What a thread waits for. @param {import("./graph.js").Awaited | null} awaited */
  what(awaited) {
    if (!awaited) return "";
    const { thread, name } = awaited;
    if (thread !== undefined) return told(this.all.awaited.thread, { who: this.who(thread) });
    return name ?? told(this.all.awaited.kind, awaited);
  }

  /** What is to be said of a step beside its line. @param {import("./graph.js").Step} step */
  note(step) {
    if (!step.note) return "";
    const threads = step.threads.length ? this.several(step.threads) : "";
    return told(this.all.notes[step.note] ?? this.all.notes.other, { threads });
  }

  /** How a thread stands. @param {import("./graph.js").Standing} standing */
  how({ how, line, error, awaited }) {
    const nowhere = !line && how === "ready";
    return told(this.all.how[nowhere ? "nowhere" : how], { line, error, what: this.what(awaited) });
  }

  /** Where a step was taken. @param {import("./graph.js").Standing} standing */
  where({ how, line }) {
    const { leaving, ending, nowhere, line: at } = this.all.where;
    if (how === "leaving") return told(leaving, { line });
    if (how === "ending") return ending;
    return line ? told(at, { line }) : nowhere;
  }

  /** The same in short. @param {import("./graph.js").Standing} standing */
  at(standing) {
    const { how, line } = standing;
    return how === "leaving" ? told(this.all.where.out, { line }) : this.where(standing);
  }

  /** How a lock, a queue and so on is. @param {import("./graph.js").Thing} thing */
  thing(thing) {
    const { inside, waiting } = thing;
    const said = [this.holding(thing)];
    const outside = waiting.filter((thread) => !inside.includes(thread));
    if (inside.length) said.push(told(this.all.inside, { threads: this.several(inside) }));
    if (outside.length) said.push(told(this.all.waiting, { threads: this.several(outside) }));
    return said.join("; ");
  }

  /** The same, without who waits. @param {import("./graph.js").Thing} thing */
  holding({ how, owner, amount, of, text }) {
    const known = how === "held" && amount > 1 ? "heldOften" : how;
    const who = owner === null ? "" : this.who(owner);
    return text || told(this.all.holdings[known] ?? "", { who, amount, of });
  }

  /**
   * What a step has changed; what its line assigns is told though it is the same.
   * @param {import("./interleaving.js").Taken} taken @param {string} code its line
   * @param {string} own the thread's values now
   */
  changes({ standing, before, after }, code, own) {
    const was = new Map(before.values);
    const had = new Map(before.things.map((thing) => [thing.name, this.holding(thing)]));
    const changed = after.values.filter(
      ([name, text]) => was.get(name) !== text || (code.startsWith(name) && ASSIGNS.test(code)),
    );
    const things = after.things.filter((thing) => had.get(thing.name) !== this.holding(thing));
    const fresh = own.startsWith(`${standing.own}, `) ? own.slice(standing.own.length + 2) : own;
    const printed = after.output.slice(before.output.length).trim();
    return [
      ...(own && own !== standing.own ? [fresh] : []),
      ...changed.map(([name, text]) => `${name} = ${text}`),
      ...things.map((thing) => `${thing.name}: ${this.holding(thing)}`),
      ...(printed ? [told(this.all.prints, { text: printed })] : []),
    ];
  }

  /**
   * A step as a sentence. @param {number} number @param {import("./interleaving.js").Taken} taken
   * @param {string} code its line @param {string[]} changes
   */
  step(number, { thread, standing, step }, code, changes) {
    const { tookLine, took, now } = this.all;
    const [who, where] = [this.who(thread), this.where(standing)];
    const said = told(code ? tookLine : took, { step: number, who, where, code });
    const rest = changes.length ? told(now, { what: changes.join(", ") }) : "";
    return `${[said, this.note(step), rest].filter(Boolean).join("; ")}.`;
  }
}
