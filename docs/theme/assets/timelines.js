// @ts-check
/**
 * Timelines: a bar shows its lines in the program above, a line shows its bars, and the picture can be
 * played. Without this file the pictures and their words are complete. All words come with the page.
 *
 * @typedef {{bar: SVGGElement, told: string, lines: number[], thread: number, x: number, width: number}} Bar
 * @typedef {{label: string, keys: string, point: string, point_line: string, line: string,
 *            play: string, pause: string}} Words
 */

import { own } from "./dom.js";

const LASTS = 6000; // ms: how long a picture plays

for (const figure of document.querySelectorAll("figure.timeline")) enliven(figure);

/** @param {Element} figure */
function enliven(figure) {
  const view = /** @type {HTMLElement} */ (figure.querySelector(".timeline-view"));
  const told = /** @type {HTMLElement} */ (figure.querySelector(".timeline-told"));
  /** @type {Words} */
  const words = JSON.parse(figure.querySelector("script")?.textContent ?? "{}");
  const lanes = [...view.querySelectorAll(".lane")].map((lane, row) =>
    [...lane.querySelectorAll(".span, .below")].map((bar, at) =>
      readBar(/** @type {SVGGElement} */ (bar), `${figure.id}-${row}-${at}`),
    ),
  );
  const bars = lanes.flat();
  const lines = bars.some((bar) => bar.lines.length) ? program(figure) : [];
  /** @type {Bar | undefined} */
  let picked;

  told.textContent = lines.length ? words.point_line : words.point;
  describe(view, lanes, words);

  /** @param {Bar} bar */
  function pick(bar) {
    picked = bar;
    const code = bar.lines.length === 1 ? lines[bar.lines[0] - 1] : undefined;
    mark([bar], bar.lines, bar.told + (code ? `: ${code.textContent?.trim()}` : ""));
    view.setAttribute("aria-activedescendant", bar.bar.id);
  }

  /** @param {number} number */
  function pickLine(number) {
    const found = bars.filter((bar) => bar.lines.includes(number));
    const said = words.line
      .replace("{line}", String(number))
      .replace("{bars}", String(found.length));
    mark(found, [number], said);
  }

  /** @param {Bar[]} some @param {number[]} numbers @param {string} text @param {Bar[]} by who is at the lines */
  function mark(some, numbers, text, by = some) {
    for (const bar of bars) {
      bar.bar.classList.toggle("picked", some.includes(bar));
      bar.bar.setAttribute("aria-selected", String(some.includes(bar)));
    }
    for (const [index, line] of lines.entries()) {
      const isPicked = numbers.includes(index + 1);
      const at = isPicked ? by.filter((bar) => bar.lines.includes(index + 1)) : [];
      line.classList.toggle("picked", isPicked);
      own(
        line,
        at.map((bar) => bar.thread),
      );
    }
    view.classList.toggle("picking", some.length > 0);
    told.textContent = text;
  }

  /** @param {Event} event */
  function barOf(event) {
    const there = /** @type {Element} */ (event.target).closest(".span, .below");
    return bars.find((bar) => bar.bar === there);
  }

  view.addEventListener("pointerover", (event) => {
    const bar = barOf(event);
    if (bar && !playing(figure)) pick(bar);
  });
  view.addEventListener("click", (event) => {
    const bar = barOf(event);
    if (bar) pick(bar);
    else mark([], [], "");
  });
  view.addEventListener("focus", () => {
    if (!picked && bars.length && view.matches(":focus-visible")) pick(bars[0]);
  });
  view.addEventListener("keydown", (event) => {
    const next = neighbour(lanes, picked, event.key);
    if (!next) return;
    event.preventDefault();
    pick(next);
  });

  lines.forEach((line, index) => {
    line.addEventListener("pointerover", () => pickLine(index + 1));
  });
  keysForLines(lines, bars, pickLine);
  if (figure.hasAttribute("data-plays")) addPlayer(figure, view, bars, words, mark);
}

/** @param {SVGGElement} bar @param {string} id @returns {Bar} */
function readBar(bar, id) {
  const title = bar.querySelector("title");
  const lane = /** @type {HTMLElement} */ (bar.parentElement);
  const name = lane.dataset.name;
  const thread = Number(/thread-(\d)/.exec(lane.getAttribute("class") ?? "")?.[1] ?? 6);
  const told = [name, title?.textContent].filter(Boolean).join(": ");
  title?.remove(); // or the browser shows it a second time
  const rect = /** @type {SVGRectElement} */ (bar.querySelector("rect"));
  const lines = (bar.dataset.lines ?? "").split(" ").filter(Boolean).map(Number);
  bar.id = id;
  const [x, width] = ["x", "width"].map((name) => parseFloat(rect.getAttribute(name) ?? "0"));
  return { bar, told, lines, thread, x, width };
}

/**
 * Tell a screen reader that there is a list through which the arrow keys go: it passes the keys on then.
 * @param {HTMLElement} view @param {Bar[][]} lanes @param {Words} words
 */
function describe(view, lanes, words) {
  view.tabIndex = 0;
  view.setAttribute("role", "listbox");
  view.setAttribute("aria-label", words.keys);
  for (const picture of view.querySelectorAll("svg")) {
    picture.removeAttribute("aria-hidden");
    picture.setAttribute("role", "presentation");
  }
  for (const text of view.querySelectorAll("text, line, .jump, .cut, ol, p")) {
    text.setAttribute("aria-hidden", "true");
  }
  for (const lane of view.querySelectorAll(".lane")) lane.setAttribute("role", "presentation");
  for (const bar of lanes.flat()) {
    bar.bar.setAttribute("role", "option");
    bar.bar.setAttribute("aria-label", bar.told);
    bar.bar.setAttribute("aria-selected", "false");
  }
}

/**
 * A button that draws the picture in step, and marks the lines that are at work.
 * @param {Element} figure @param {HTMLElement} view @param {Bar[]} bars @param {Words} words
 * @param {(some: Bar[], numbers: number[], text: string, by?: Bar[]) => void} mark
 */
function addPlayer(figure, view, bars, words, mark) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "timeline-play md-button";
  button.textContent = words.play;
  view.before(button);
  const steps = matchMedia("(prefers-reduced-motion: reduce)");
  let at = 0;
  let last = 0;
  let frame = 0;

  /** @param {number} now */
  function go(now) {
    at = Math.min(100, at + (100 * (now - last)) / LASTS);
    last = now;
    const edge = steps.matches ? Math.floor(at / 10) * 10 : at;
    show(view, bars, edge);
    const going = bars.filter((bar) => bar.x <= edge && edge < bar.x + bar.width);
    mark([], [...new Set(going.flatMap((bar) => bar.lines))], "", going);
    if (at < 100) frame = requestAnimationFrame(go);
    else stop();
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    figure.classList.remove("playing");
    button.textContent = words.play;
    if (at < 100) return;
    at = 0;
    show(view, bars, 100);
    mark([], [], "");
  }

  button.addEventListener("click", () => {
    if (frame) {
      stop();
      return;
    }
    figure.classList.add("playing");
    button.textContent = words.pause;
    last = performance.now();
    frame = requestAnimationFrame(go);
  });
}

/** @param {Element} figure */
function playing(figure) {
  return figure.classList.contains("playing");
}

/**
 * Show what was until a moment, in percent of the axis.
 * @param {HTMLElement} view @param {Bar[]} bars @param {number} edge
 */
function show(view, bars, edge) {
  view.style.setProperty("--edge", `${edge}%`);
  view.classList.toggle("partly", edge < 100);
  for (const { bar, x, width } of bars) {
    bar.classList.toggle("later", x > edge);
    bar.style.setProperty("--w", `${Math.min(width, Math.max(0, edge - x))}%`);
  }
}

/**
 * Up and down go through the lines of which there are bars.
 * @param {HTMLElement[]} lines @param {Bar[]} bars @param {(number: number) => void} pickLine
 */
function keysForLines(lines, bars, pickLine) {
  const code = lines[0]?.closest("pre"); // Material has its own mind about the focus of its code
  if (!code) return;
  const known = [...new Set(bars.flatMap((bar) => bar.lines))].sort((a, b) => a - b);
  let at = -1;
  code.tabIndex = 0;
  code.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !known[at + step]) return;
    event.preventDefault();
    at += step;
    pickLine(known[at]);
  });
}

/**
 * The lines of the program that stands in the same card above a figure.
 * @param {Element} figure @returns {HTMLElement[]}
 */
function program(figure) {
  let part = figure.previousElementSibling;
  while (part && !part.matches(".highlight.example, .example-facts")) {
    part = part.previousElementSibling;
  }
  return part
    ? [...part.querySelectorAll("code > span[id]")].map((line) => /** @type {HTMLElement} */ (line))
    : [];
}

/**
 * Left and right stay in a lane; up and down go to what the next lane did at the same time.
 * @param {Bar[][]} lanes @param {Bar | undefined} bar @param {string} key @returns {Bar | undefined}
 */
function neighbour(lanes, bar, key) {
  const row = lanes.findIndex((lane) => bar && lane.includes(bar));
  if (!bar || row < 0) return key.startsWith("Arrow") ? lanes.flat()[0] : undefined;
  const lane = lanes[row];
  if (key === "ArrowRight") return lane[lane.indexOf(bar) + 1];
  if (key === "ArrowLeft") return lane[lane.indexOf(bar) - 1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  let other = step ? row + step : -1;
  while (step && lanes[other] && !lanes[other].length) other += step;
  if (!lanes[other]) return undefined;
  const from = bar.x + bar.width / 2;
  const far = (/** @type {Bar} */ one) => Math.abs(one.x + one.width / 2 - from);
  return lanes[other].reduce((best, one) => (far(one) < far(best) ? one : best));
}
