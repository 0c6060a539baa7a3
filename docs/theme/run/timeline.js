// The timeline of one run, drawn as the build draws those of recorded runs: the same classes, in steps.
import { make, told } from "../assets/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const [BAR, LABEL, GAP, AXIS] = [14, 17, 7, 22]; // px, as tools/pictures/lanes.py has them
const LEAST = 0.15; // percent
const COLOURS = 6; // of threads, in identity.css
const TILE = { width: 8, height: 8, patternUnits: "userSpaceOnUse" };

/** @param {string} tag @param {Record<string, unknown>} attributes @param {...(Node | string)} inside */
function draw(tag, attributes, ...inside) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...inside);
  return element;
}

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
  const height = found.size * (LABEL + BAR + GAP) + AXIS;
  const svg = draw("svg", {
    class: "lanes",
    width: "100%",
    height,
    role: "img",
    "aria-label": label,
  });
  svg.append(
    draw(
      "pattern",
      { id: "run-wait", class: "p-join", ...TILE },
      draw("path", { d: "M0 2H8M0 6H8" }),
    ),
  );
  let [top, number] = [0, 0];
  for (const [thread, spans] of found) {
    const lane = draw("g", { class: `thread-${number++ % COLOURS}` });
    svg.append(draw("text", { x: 0, y: top + 12 }, thread), lane);
    for (const { state, begin, end: ended, lines } of spans) {
      const end = ended ?? last;
      const [x, width] = [(100 * begin) / last, Math.max(LEAST, (100 * (end - begin)) / last)];
      const kind = state === "wait" ? "join" : state;
      const group = draw("g", { class: `span s-${kind}` });
      const say = told(words[`state_${state}`], { lines: lines.join(", "), begin, end });
      const place = { x: `${x}%`, y: top + LABEL, width: `${width}%`, height: BAR };
      group.append(draw("title", {}, say), draw("rect", place));
      if (state === "wait") {
        group.append(draw("rect", { ...place, class: "pattern", style: "fill: url(#run-wait)" }));
      }
      lane.append(group);
    }
    top += LABEL + BAR + GAP;
  }
  svg.append(draw("text", { class: "time", x: 0, y: top + 12 }, told(words.steps, { steps: 0 })));
  const end = { class: "time", x: "100%", y: top + 12, "text-anchor": "end" };
  svg.append(draw("text", end, told(words.steps, { steps: last })));
  return make("figure", { className: "run-timeline" }, svg, make("figcaption", {}, label));
}
