// Timelines: a bar shows its lines in the program above, a line shows its bars, and the picture can be
// played. Without this file the pictures and their words are complete. All words come with the page.
import { make, own, the, told } from "./dom.js";

const LASTS = 6000; // ms: how long a picture plays

/**
 * @typedef {{bar: SVGGElement, told: string, lines: number[], thread: number, x: number, width: number}} Bar
 * @typedef {{keys: string, point: string, point_line: string, line: string, play: string,
 *            pause: string}} Words
 */

/** The picture of one run. */
class Timeline {
  /** @param {Element} figure */
  constructor(figure) {
    this.figure = figure;
    this.view = the(figure, ".timeline-view");
    this.told = the(figure, ".timeline-told");
    /** @type {Words} */
    this.words = JSON.parse(figure.querySelector("script")?.textContent ?? "{}");
    this.lanes = [...this.view.querySelectorAll(".lane")].map((lane, row) =>
      [...lane.querySelectorAll(".span, .below")].map((bar, at) =>
        readBar(/** @type {SVGGElement} */ (bar), `${figure.id}-${row}-${at}`),
      ),
    );
    this.bars = this.lanes.flat();
    this.lines = this.bars.some((bar) => bar.lines.length) ? program(figure) : [];
    /** @type {Bar | undefined} */
    this.picked = undefined;
    this.told.textContent = this.lines.length ? this.words.point_line : this.words.point;
    describe(this.view, this.lanes, this.words);
    this.listen();
    if (figure.hasAttribute("data-plays")) new Player(this);
  }

  listen() {
    this.view.addEventListener("pointerover", (event) => {
      const bar = this.barOf(event);
      if (bar && !this.figure.classList.contains("playing")) this.pick(bar);
    });
    this.view.addEventListener("click", (event) => {
      const bar = this.barOf(event);
      if (bar) this.pick(bar);
      else this.mark([], [], "");
    });
    this.view.addEventListener("focus", () => {
      const isByKey = this.view.matches(":focus-visible");
      if (!this.picked && this.bars.length && isByKey) this.pick(this.bars[0]);
    });
    this.view.addEventListener("keydown", (event) => {
      const next = neighbour(this.lanes, this.picked, event.key);
      if (!next) return;
      event.preventDefault();
      this.pick(next);
    });
    for (const [index, line] of this.lines.entries()) {
      line.addEventListener("pointerover", () => this.pickLine(index + 1));
    }
    keysForLines(this.lines, this.bars, (number) => this.pickLine(number));
  }

  /** @param {Event} event */
  barOf(event) {
    const there = /** @type {Element} */ (event.target).closest(".span, .below");
    return this.bars.find((bar) => bar.bar === there);
  }

  /** @param {Bar} bar */
  pick(bar) {
    this.picked = bar;
    const code = bar.lines.length === 1 ? this.lines[bar.lines[0] - 1] : undefined;
    this.mark([bar], bar.lines, bar.told + (code ? `: ${code.textContent?.trim()}` : ""));
    this.view.setAttribute("aria-activedescendant", bar.bar.id);
  }

  /** @param {number} number */
  pickLine(number) {
    const found = this.bars.filter((bar) => bar.lines.includes(number));
    this.mark(found, [number], told(this.words.line, { line: number, bars: found.length }));
  }

  /** @param {Bar[]} some @param {number[]} numbers @param {string} text @param {Bar[]} by who is at the lines */
  mark(some, numbers, text, by = some) {
    for (const bar of this.bars) {
      bar.bar.classList.toggle("picked", some.includes(bar));
      bar.bar.setAttribute("aria-selected", String(some.includes(bar)));
    }
    for (const [index, line] of this.lines.entries()) {
      const isPicked = numbers.includes(index + 1);
      const at = isPicked ? by.filter((bar) => bar.lines.includes(index + 1)) : [];
      line.classList.toggle("picked", isPicked);
      own(
        line,
        at.map((bar) => bar.thread),
      );
    }
    this.view.classList.toggle("picking", some.length > 0);
    this.told.textContent = text;
  }
}

/** A button that draws the picture in step, and marks the lines that are at work. */
class Player {
  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.steps = matchMedia("(prefers-reduced-motion: reduce)");
    this.at = this.last = this.frame = 0;
    const looks = { className: "timeline-play md-button" };
    this.button = make("button", { type: "button", ...looks }, timeline.words.play);
    this.button.addEventListener("click", () => this.toggle());
    timeline.view.before(this.button);
  }

  toggle() {
    if (this.frame) return this.stop();
    this.timeline.figure.classList.add("playing");
    this.button.textContent = this.timeline.words.pause;
    this.last = performance.now();
    this.next();
  }

  next() {
    this.frame = requestAnimationFrame((now) => this.go(now));
  }

  /** @param {number} now */
  go(now) {
    const { view, bars } = this.timeline;
    this.at = Math.min(100, this.at + (100 * (now - this.last)) / LASTS);
    this.last = now;
    const edge = this.steps.matches ? Math.floor(this.at / 10) * 10 : this.at;
    show(view, bars, edge);
    const going = bars.filter((bar) => bar.x <= edge && edge < bar.x + bar.width);
    this.timeline.mark([], [...new Set(going.flatMap((bar) => bar.lines))], "", going);
    if (this.at < 100) this.next();
    else this.stop();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.timeline.figure.classList.remove("playing");
    this.button.textContent = this.timeline.words.play;
    if (this.at < 100) return;
    this.at = 0;
    show(this.timeline.view, this.timeline.bars, 100);
    this.timeline.mark([], [], "");
  }
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

for (const figure of document.querySelectorAll("figure.timeline")) new Timeline(figure);
