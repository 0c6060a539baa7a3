// What the scripts have in common.

/** @typedef {Record<string, string>} Words what readers are told, by key; `{name}` is a value's place */
/** @typedef {{words: Words, bytes: number, python: string}} Facts */
/** @typedef {[step: number, thread: string, what: "run" | "wait" | "end", line: number]} Event */

/**
 * @typedef {object} Ending
 * @property {string} how
 * @property {string} printed
 * @property {number | null} count of runs; none where they are without end
 * @property {number[]} seeds some that end so
 * @property {string[]} [moves] the threads in the shortest order that ends so
 * @property {boolean} [bad]
 */

/**
 * How a job ended: a program with a status, or at a standstill; many runs with their endings.
 * @typedef {object} End
 * @property {number} [status]
 * @property {[thread: string, line: number][]} [waiting]
 * @property {number} [seeds]
 * @property {Ending[]} [endings]
 * @property {number | null} [orders]
 * @property {number} [refused] the line that the explorer does not bear
 * @property {string} [why]
 * @property {string} [what]
 */

/**
 * What a worker says; with `end` or `failed` it is the last.
 * @typedef {object} Message
 * @property {string} [out]
 * @property {string} [err]
 * @property {Event[]} [events]
 * @property {number} [seeds]
 * @property {Ending[]} [endings]
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

/** Put values where a text names them. @param {string} text @param {Record<string, unknown>} values */
export function told(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The one element that a selector finds; that there is one is the template's duty.
 * @param {ParentNode} root @param {string} selector
 */
export function the(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}
