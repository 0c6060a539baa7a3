// What the scripts have in common.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string>} Words what readers are told, by key; `{name}` is a value's place */
/** @typedef {{words: Words, bytes: number, python: string}} Facts */
/** @typedef {[step: number, thread: string, what: "run" | "wait" | "end", line: number, changed?: string]} Event */
/** @typedef {{line: number, why: string, what: string, number: number}} Refusal what the explorer does not bear */

/**
 * What breaks a solution: facts of tools/browser/judge.py.
 * @typedef {object} Broken
 * @property {"error" | "deadlock" | "livelock" | "endless" | "left" | "syntax"} how
 * @property {string} said
 * @property {number} line
 * @property {[thread: string, line: number][]} waiting
 * @property {Event[]} events
 * @property {number | null} bad
 * @property {number | null} of
 * @property {number | null} seed
 */

/**
 * A solution passes by so many interleavings and runs, or is broken in the scene of that title.
 * @typedef {object} Verdict
 * @property {number | null} [interleavings]
 * @property {number} [runs]
 * @property {number} [scenes]
 * @property {Broken} [broken]
 * @property {string} [title]
 * @property {string} [scene] its code
 * @property {Record<number, string>} [check] lines of the check, by number
 */

/**
 * @typedef {object} Ending
 * @property {string} how
 * @property {string} printed
 * @property {number | null} count of runs; none where they are without end
 * @property {number[]} seeds some that end so
 * @property {string[]} [moves] the threads in the shortest interleaving that ends so
 * @property {boolean} [bad]
 */

/** @typedef {{scene: number, scenes: number, title: string, runs: number}} Judging how far it is */

/**
 * How a job ended: a program with a status, or at a standstill; many runs with their endings.
 * @typedef {object} End
 * @property {number} [status]
 * @property {[thread: string, line: number][]} [waiting]
 * @property {number} [seeds]
 * @property {Ending[]} [endings]
 * @property {number | null} [interleavings]
 * @property {Refusal} [refused]
 * @property {Verdict} [verdict]
 */

/**
 * What a worker says; with `end` or `failed` it is the last.
 * @typedef {object} Message
 * @property {string} [out]
 * @property {string} [err]
 * @property {Event[]} [events]
 * @property {number} [seeds]
 * @property {Ending[]} [endings]
 * @property {Judging} [judging]
 * @property {End} [end]
 * @property {string} [failed]
 */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {...(Node | string)} inside
 */
export function make(tag, properties = {}, ...inside) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...inside);
  return element;
}

/**
 * A part of a drawing, with what is in it.
 * @param {string} tag @param {Record<string, unknown>} attributes @param {...(Node | string)} inside
 */
export function draw(tag, attributes, ...inside) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...inside);
  return element;
}

/** Put values where a text names them. @param {string} text @param {Record<string, unknown>} values */
export function told(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in values)) throw new Error(`there is no ${name} for: ${text}`);
    return String(values[name]);
  });
}

/**
 * Give a line of a program the colours of the threads that are at it: a stripe for each.
 * @param {HTMLElement} line @param {number[]} threads by their numbers; of those above 5 none has a colour
 */
export function own(line, threads) {
  const colours = [...new Set(threads)].map((one) => `var(--thread-${one}, currentcolor)`);
  const [ground] = colours.length === 1 ? colours : ["currentcolor"];
  const stops = colours.map((colour, at) => `${colour} ${0.15 * at}rem ${0.15 * (at + 1)}rem`);
  stops.push(`color-mix(in srgb, ${ground} 12%, transparent) ${0.15 * colours.length}rem`);
  line.classList.toggle("owned", threads.length > 0);
  line.style.setProperty("--owners", `linear-gradient(90deg, ${stops.join(", ")})`);
}

/**
 * The one element that a selector finds; that there is one is the template's duty.
 * @param {ParentNode} root @param {string} selector
 */
export function the(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
