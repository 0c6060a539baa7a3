// Predicts how long each tool takes, from the costs in the page: the same as tools/measurements/calculator.py.
import { make, the, told } from "./dom.js";

/**
 * What a tool costs, in seconds.
 * @typedef {object} Tool
 * @property {string} name
 * @property {number} first until the first worker of a pool works
 * @property {number} next for each further worker
 * @property {[tasks: number, each: number][]} each for each task, by the number of tasks
 * @property {number} byte for each byte of a payload
 * @property {number} slower by how much computing is slower than in plain code
 * @property {number | null} at_once how many tasks wait at once: null is one a core, 0 all
 * @property {boolean} on_cores whether it computes on several cores
 */

const form = /** @type {HTMLFormElement} */ (the(document, "[data-calculator]"));
const inputs = /** @type {HTMLInputElement[]} */ ([...form.elements]);
/** @type {{tools: Tool[], words: import("./dom.js").Words, language: string}} */
const { tools, words, language } = JSON.parse(the(document, "#costs").textContent);
const body = the(document, ".calculated tbody");
const link = /** @type {HTMLAnchorElement} */ (the(document, "[data-calculator-link]"));

/**
 * The value for n between two points, by the logarithm of n; beyond the last, the last.
 * @param {Tool["each"]} points @param {number} n
 */
function at(points, n) {
  if (!points.length) return 0;
  if (n <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i += 1) {
    const [[low, one], [high, other]] = [points[i - 1], points[i]];
    if (n <= high) return one + (Math.log(n / low) / Math.log(high / low)) * (other - one);
  }
  return points[points.length - 1][1];
}

/** Seconds for all tasks. @param {Tool} tool @param {Record<string, number>} fields by name, as typed */
function predict(tool, { tasks, compute, wait, payload, cores }) {
  const workers = Math.min(cores, tasks);
  const atOnce = tool.at_once === null ? cores : tool.at_once || tasks;
  const start = tool.first + tool.next * (workers - 1);
  const handOver = tasks * (at(tool.each, tasks) + payload * 1000 * tool.byte);
  const each = (compute / 1000) * tool.slower;
  const work = Math.ceil(tasks / (tool.on_cores ? workers : 1)) * each;
  return start + handOver + work + (Math.ceil(tasks / atOnce) * wait) / 1000;
}

/** @type {[name: string, seconds: number][]} */
const UNITS = [
  ["s", 1],
  ["ms", 1e-3],
  ["µs", 1e-6],
  ["ns", 1e-9],
];

/** A duration to two digits, as the page's language writes it. @param {number} seconds */
function written(seconds) {
  const last = UNITS[UNITS.length - 1];
  const [unit, size] = UNITS.find(([, one]) => seconds >= 0.995 * one) ?? last;
  const value = Number((seconds / size).toPrecision(2));
  const digits = value > 0 ? Math.max(0, 1 - Math.floor(Math.log10(value))) : 0;
  const said = value.toLocaleString(language.replace("_", "-"), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${said}\u00a0${unit}`;
}

/** What is wrong with a field, in words; nothing if it is right. @param {HTMLInputElement} input */
function wrong(input) {
  const { validity, min: least, max: most } = input;
  const field = input.labels?.[0].textContent;
  if (validity.badInput || validity.valueMissing) return told(words.missing, { field });
  if (validity.rangeUnderflow || validity.rangeOverflow) {
    return told(words.range, { field, least, most });
  }
  return validity.stepMismatch ? told(words.whole, { field }) : "";
}

function show() {
  const problem = inputs.map(wrong).find(Boolean);
  link.hidden = Boolean(problem);
  if (problem) {
    body.replaceChildren(make("tr", {}, make("td", { colSpan: 2 }, problem)));
    return;
  }
  const fields = Object.fromEntries(inputs.map((input) => [input.name, input.valueAsNumber]));
  const found = tools
    .map((tool) => ({ name: tool.name, seconds: predict(tool, fields) }))
    .sort((one, other) => one.seconds - other.seconds);
  body.replaceChildren(
    ...found.map(({ name, seconds }) =>
      make("tr", {}, make("td", {}, name), make("td", {}, written(seconds))),
    ),
  );
  const asked = inputs.map((input) => [input.name, String(input.valueAsNumber)]);
  link.href = `?${new URLSearchParams(asked)}#calculate`;
}

// A link may hold the inputs. Whatever else stands in an address is no number, and left alone.
for (const [name, value] of new URLSearchParams(location.search)) {
  const input = inputs.find((one) => one.name === name);
  if (input && value.trim() && Number.isFinite(Number(value))) input.value = String(Number(value));
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
show();
