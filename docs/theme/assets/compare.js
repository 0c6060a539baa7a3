// Shows a reader's own results in the charts of the page. The file is read here and sent nowhere.
import { draw, make, the, told } from "./dom.js";

/**
 * @typedef {{program: string, label: string | null, x: number | null, python: string, median: number}} Found
 * @typedef {{found: Map<string, Found>, python: string, cpu: string}} Results
 *
 * Where the values of a row or line come from, and what they are told in times of.
 * @typedef {[program: string, label: string | null, x: number | null, base: string | null,
 *   baseX: number | null]} Source
 *
 * Two corners of a chart: their values and their places, across and down.
 * @typedef {object} Axes
 * @property {boolean[]} log
 * @property {number[][]} values
 * @property {number[][]} places
 */

const input = /** @type {HTMLInputElement} */ (the(document, "[data-compare]"));
const status = the(document, ".compare [role=status]");
/** @type {import("./dom.js").Words} */
const words = JSON.parse(status.dataset.words ?? "{}");

/** @param {...unknown} parts */
const key = (...parts) => JSON.stringify(parts.map((part) => part ?? null));

/** The middle value; of an even number, the mean of the two. @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** All medians of a file. Throws if it is no file of results. @param {string} text @returns {Results} */
function medians(text) {
  const file = JSON.parse(text);
  const found = new Map();
  for (const benchmark of file.benchmarks) {
    const facts = { ...file.metadata, ...benchmark.metadata };
    const { program, label = null, x = null, python, of } = facts;
    let middle = median(
      benchmark.runs.flatMap((/** @type {{values: number[]}} */ run) => run.values),
    );
    if (of) middle = (100 * (of - middle)) / of; // kept, of all: show lost
    found.set(key(program, label, x, python), { program, label, x, python, median: middle });
  }
  /** @type {{name: string, gil: boolean}[]} */
  const pythons = file.stamp.pythons;
  const python = (pythons.filter((one) => one.gil).at(-1) ?? pythons[0]).name;
  if (!found.size || !python) throw new Error("empty");
  return { found, python, cpu: String(file.stamp.machine.cpu) };
}

/**
 * The values of one row or line of a chart.
 * @param {Results} results @param {Source} source @param {boolean} isLine
 */
function values({ found, python }, [program, label, x, base, baseX], isLine) {
  const over = base ? found.get(key(program, base, baseX, python)) : null;
  if (over === undefined) return [];
  return [...found.values()]
    .filter((one) => one.program === program && one.label === label && one.python === python)
    .filter((one) => (isLine ? one.x !== null : one.x === x))
    .map((one) => ({ x: Number(one.x), value: over ? over.median / one.median : one.median }))
    .sort((one, other) => one.x - other.x);
}

/**
 * Where a value is on an axis; what lies beyond the axis is put at its end.
 * @param {Axes} axes @param {0 | 1} which @param {number} value
 */
function place(axes, which, value) {
  const scale = (/** @type {number} */ number) => (axes.log[which] ? Math.log10(number) : number);
  const [low, high] = axes.values.map((corner) => scale(corner[which]));
  const [from, to] = axes.places.map((corner) => corner[which]);
  const part = Math.min(1, Math.max(0, (scale(value) - low) / (high - low)));
  return from + part * (to - from);
}

/** @param {HTMLElement} figure @param {Results} mine */
function show(figure, mine) {
  const chart = the(figure, ".chart");
  /** @type {Axes} */
  const axes = JSON.parse(chart.dataset.axes ?? "{}");
  /** @type {Source[]} */
  const sources = JSON.parse(figure.dataset.sources ?? "[]");
  const isLine = chart.dataset.kind === "lines";
  for (const old of figure.querySelectorAll(".mine")) old.remove();
  const layer = draw("g", { class: "mine" });
  for (const [row, source] of sources.entries()) {
    const points = values(mine, source, isLine).map(({ x, value }) =>
      isLine
        ? [place(axes, 0, x), place(axes, 1, value)]
        : [place(axes, 0, value), place(axes, 1, row)],
    );
    if (isLine && points.length > 1) layer.append(draw("polyline", { points: points.join(" ") }));
    layer.append(...points.map(([cx, cy]) => draw("circle", { cx, cy, r: 5 })));
  }
  chart.append(layer);
  const any = layer.hasChildNodes();
  const caption = any ? told(words.mine, mine) : words.nothing;
  figure.append(make("figcaption", { className: "mine" }, caption));
}

input.addEventListener("change", async () => {
  const file = input.files?.[0];
  if (!file) return;
  try {
    const mine = medians(await file.text());
    /** @type {NodeListOf<HTMLElement>} */
    const figures = document.querySelectorAll("figure[data-sources]");
    for (const figure of figures) show(figure, mine);
    status.textContent = told(words.shown, mine);
  } catch {
    status.textContent = told(words.foreign, { file: file.name });
  }
});
