// The timeline of one run, drawn as the build draws those of recorded runs: the same classes, in steps.
import { draw, make, told } from "../assets/dom.js";

const [BAR, LABEL, GAP, AXIS] = [14, 17, 7, 22]; // px, as tools/pictures/lanes.py has them
const ROW = LABEL + BAR + GAP;
const DOWN = 12; // px: the foot of a text, from where its row begins
const LEAST = 0.15; // percent
const COLOURS = 6; // of threads, in identity.css
const TILE = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };

/**
 * What each thread did, from the events of a scheduler: one of them runs at a time.
 * @typedef {{state: string, begin: number, end: number | null, lines: number[]}} Span
 * @param {import("../assets/dom.js").Event[]} events
 * @param {number} more steps at the end in which nothing changes
 */
export function lanes(events, more = 0) {
  /** @type {Map<string, Span[]>} */
  const found = new Map();
  const last = Math.max(1, ...events.map(([step]) => step)) + more;
  /** @param {string} thread @param {number} step @param {string | null} next */
  const close = (thread, step, next) => {
    const spans = found.get(thread) ?? [];
    const open = spans.at(-1);
    if (open?.end === null) open.end = step;
    if (next) spans.push({ state: next, begin: step, end: null, lines: [] });
  };
  /** @type {string | null} */
  let running = null;
  for (const [step, thread, what, line] of events) {
    if (!found.has(thread)) found.set(thread, []);
    if (running !== null && running !== thread) close(running, step, "ready");
    const open = found.get(thread)?.at(-1);
    const goes_on = what === "run" && open?.state === "run" && open.end === null;
    if (!goes_on) close(thread, step, what === "end" ? null : what);
    const lines = found.get(thread)?.at(-1)?.lines;
    if (line && lines && lines.at(-1) !== line) lines.push(line);
    running = what === "run" ? thread : null;
  }
  for (const thread of found.keys()) close(thread, last, null);
  return { found, last };
}

/**
 * @param {import("../assets/dom.js").Event[]} events
 * @param {string} label
 * @param {import("../assets/dom.js").Words} words
 * @param {number} more
 */
export function timeline(events, label, words, more = 0) {
  const { found, last } = lanes(events, more);
  const foot = found.size * ROW;
  const looks = { class: "lanes", width: "100%", height: foot + AXIS };
  const svg = draw("svg", { ...looks, role: "img", "aria-label": label });
  const hatching = draw("path", { d: "M0 2H8M0 6H8" });
  svg.append(draw("pattern", { id: "run-wait", class: "p-join", ...TILE }, hatching));
  for (const [number, [thread, spans]] of [...found].entries()) {
    const top = number * ROW;
    const bars = spans.map((span) => bar(span, top + LABEL, last, words));
    const lane = draw("g", { class: `thread-${number % COLOURS}` }, ...bars);
    svg.append(draw("text", { x: 0, y: top + DOWN }, thread), lane);
  }
  const time = { class: "time", y: foot + DOWN };
  svg.append(
    draw("text", { ...time, x: 0 }, told(words.steps, { steps: 0 })),
    draw("text", { ...time, x: "100%", "text-anchor": "end" }, told(words.steps, { steps: last })),
  );
  return make("figure", { className: "run-timeline" }, svg, make("figcaption", {}, label));
}

/**
 * What a thread did for a while.
 * @param {Span} span @param {number} y @param {number} last
 * @param {import("../assets/dom.js").Words} words
 */
function bar({ state, begin, end: ended, lines }, y, last, words) {
  const end = ended ?? last;
  const [x, width] = [(100 * begin) / last, Math.max(LEAST, (100 * (end - begin)) / last)];
  const place = { x: `${x}%`, y, width: `${width}%`, height: BAR };
  const said = told(words[`state_${state}`], { lines: lines.join(", "), begin, end });
  const kind = state === "wait" ? "join" : state;
  const group = draw(
    "g",
    { class: `span s-${kind}` },
    draw("title", {}, said),
    draw("rect", place),
  );
  if (state === "wait") {
    group.append(draw("rect", { ...place, class: "pattern", style: "fill: url(#run-wait)" }));
  }
  return group;
}
