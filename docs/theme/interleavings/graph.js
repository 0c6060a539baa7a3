// The graph of all states of an example, as tools/interleavings/view.py makes it. What happens was found
// out when the site was built; here one only follows it.

/**
 * @typedef {{thread?: number, name?: string, kind?: string}} Awaited one of them
 * @typedef {{line: number, how: string, own: string, error: ?string, awaited: ?Awaited}} Standing
 * @typedef {{name: string, kind: string, how: string, owner: ?number, amount: number, of: number,
 *   text: string, inside: number[], waiting: number[]}} Thing
 * @typedef {{move: string, thread: number, to: number, note: ?string, threads: number[]}} Step
 * @typedef {{number: number, values: [string, string][], things: Thing[], output: string,
 *   steps: Step[], ending: number}} State
 *
 * What tools/interleavings/view.py puts into the page; there it is told what the numbers are.
 * @typedef {object} Ending
 * @property {string} verdict
 * @property {number[]} states
 * @property {string[]} path
 * @typedef {[line: number, how: string, own: string, error?: string | null,
 *   awaited?: Awaited | null]} StandingRow
 * @typedef {[how: string, owner: number | null, amount: number, of: number, text: string,
 *   inside: number[]]} HoldingRow
 * @typedef {[to: number, note?: string, woken?: number[]]} StepRow
 * @typedef {object} Facts
 * @property {number[]} movers
 * @property {string[]} threads
 * @property {string[]} names
 * @property {[name: string, kind: string][]} things
 * @property {StandingRow[]} standings
 * @property {string[]} texts
 * @property {(HoldingRow | null)[]} holdings
 * @property {number[][]} states
 * @property {Record<string, StepRow>[]} steps
 * @property {Ending[]} endings
 */

/** @type {HoldingRow} */
const NOT_MADE = ["not_made", null, 0, 0, "", []];
const MANY = 18; // steps
const MOVE = /\d[a-z]*/g;
const MOVES = /^(\d[a-z]*)*$/;

/** The thread that a move is a step of: a digit, before the letters of its choices. */
export const threadOf = (/** @type {string} */ move) => Number(move[0]);

export class Graph {
  /** @param {Facts} facts */
  constructor(facts) {
    this.facts = facts;
    this.threads = facts.movers;
    /** @type {Map<number, number | null>} */
    this.lengths = new Map();
  }

  get states() {
    return this.facts.states.map((_, number) => this.state(number));
  }

  /** The lines that are steps. */
  get lines() {
    return this.facts.standings.map(([line]) => line).filter(Boolean);
  }

  /** For how many steps there should be room: all that an interleaving can have; many, where loops go round. */
  get most() {
    return this.longest(0) ?? MANY;
  }

  /**
   * The most steps that can follow on a state; none, where a loop can go round.
   * @param {number} number @param {Map<number, number | null>} known @returns {number | null}
   */
  longest(number, known = this.lengths) {
    const found = known.get(number);
    if (found !== undefined) return found;
    known.set(number, null); // who comes back to it has gone round
    let most = 0;
    for (const [to] of Object.values(this.facts.steps[number])) {
      const rest = this.longest(to, known);
      if (rest === null) return null;
      most = Math.max(most, 1 + rest);
    }
    known.set(number, most);
    return most;
  }

  /** @param {number} number @returns {State} */
  state(number) {
    const { movers, names, things, texts, holdings, states, steps, endings } = this.facts;
    const row = states[number];
    const firstThing = movers.length + names.length;
    return {
      number,
      values: names.map((name, at) => [name, texts[row[movers.length + at]]]),
      things: things.map(([name, kind], at) => {
        const held = holdings[row[firstThing + at]] ?? NOT_MADE;
        const [how, owner, amount, of, text, inside] = held;
        const waiting = movers.filter((n) => this.standing(number, n).awaited?.name === name);
        return { name, kind, how, owner, amount, of, text, inside, waiting };
      }),
      output: texts[row[firstThing + things.length]],
      steps: Object.entries(steps[number]).map(([move, [to, note, woken]]) => ({
        move,
        thread: threadOf(move),
        to,
        note: note ?? null,
        threads: woken ?? [],
      })),
      ending: endings.findIndex((ending) => ending.states.includes(number)),
    };
  }

  /** @param {number} number @param {number} thread @returns {Standing} */
  standing(number, thread) {
    const { movers, standings, states } = this.facts;
    const [line, how, own, error, awaited] = standings[states[number][movers.indexOf(thread)]];
    return { line, how, own, error: error ?? null, awaited: awaited ?? null };
  }
}

/** The moves of an address: `12b1`; null if it is none. @param {string} text */
export const movesOf = (text) => (MOVES.test(text) ? (text.match(MOVE) ?? []) : null);
