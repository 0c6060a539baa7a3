// Plays an interleaving: its steps, one after the other, with the line of each marked in the program.
import { make, told } from "../assets/dom.js";

const COLOURS = 6; // of threads, in identity.css
const PACE = [900, 250]; // ms for a step: of a short interleaving, of a long one
const LONG = 40; // steps

/** @typedef {import("../assets/dom.js").Event} Event */
/** @typedef {import("../assets/dom.js").Words} Words */

/**
 * @param {Event[]} events
 * @param {(line: number) => string} code the text of a line
 * @param {(line: number) => boolean} in_check does it belong to the check?
 * @param {Words} words
 * @param {(lines: number[], colour: number) => void} mark shows lines of the program, in a thread's colour
 */
export function player(events, code, in_check, words, mark) {
  const threads = [...new Set(events.map(([, thread]) => thread))];
  /** @param {Event} event */
  const colour = ([, thread]) => threads.indexOf(thread) % COLOURS;
  const rows = events.map((event) => {
    const row = make("li", { className: `thread-${colour(event)}` });
    row.append(...cells(event, code, in_check, words));
    return row;
  });
  return new Player(events, rows, words, (event) => {
    const line = event[3];
    if (!in_check(line)) mark(line ? [line] : [], colour(event));
  }).element;
}

/**
 * What is told of a step.
 * @param {Event} event @param {(line: number) => string} code @param {(line: number) => boolean} in_check
 * @param {Words} words
 */
function cells([, thread, what, line, changed], code, in_check, words) {
  const where = in_check(line) ? words.in_check : line ? String(line) : "";
  const did = what === "end" ? words.thread_ends : code(line);
  const text = what === "wait" ? told(words.thread_waits, { code: did }) : did;
  const found = [
    make("b", {}, thread),
    make("span", { className: "run-line" }, where),
    what === "end" ? make("span", {}, text) : make("code", {}, text),
  ];
  if (changed) found.push(make("span", { className: "run-changed" }, changed));
  return found;
}

class Player {
  /**
   * @param {Event[]} events @param {HTMLElement[]} rows one for each @param {Words} words
   * @param {(event: Event) => void} mark shows where it was
   */
  constructor(events, rows, words, mark) {
    this.events = events;
    this.rows = rows;
    this.words = words;
    this.mark = mark;
    this.at = this.last = rows.length - 1;
    this.timer = 0;
    this.list = make("ol", { className: "run-steps", tabIndex: 0, ariaLabel: words.interleaving });
    this.list.append(...rows);
    this.play = this.button(words.play, () => this.toggle());
    this.back = this.button(words.step_back, () => this.go(this.at - 1));
    this.on = this.button(words.step_on, () => this.go(this.at + 1));
    this.slider = make("input", { type: "range", min: "0", max: String(this.last) });
    this.slider.ariaLabel = words.step_slider;
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
    this.said = make("span", { className: "run-step-said" });
    const bar = make("p", { className: "run-play" });
    bar.append(this.play, this.back, this.on, this.slider, this.said);
    this.element = make("div", {}, bar, this.list);
    queueMicrotask(() => this.show(this.last));
  }

  /** @param {string} text @param {() => void} does */
  button(text, does) {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", does);
    return made;
  }

  /** Stand at a step, whatever is played. @param {number} step */
  go(step) {
    this.pause();
    this.show(step);
  }

  toggle() {
    if (this.timer) return this.pause();
    this.play.textContent = this.words.pause;
    this.show(this.at === this.last ? 0 : this.at + 1);
    this.timer = setInterval(() => this.next(), PACE[this.rows.length > LONG ? 1 : 0]);
  }

  next() {
    if (!this.play.isConnected || this.at === this.last) return this.pause();
    this.show(this.at + 1);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = this.words.play;
  }

  /** @param {number} step */
  show(step) {
    this.at = Math.min(Math.max(step, 0), this.last);
    this.slider.value = String(this.at);
    for (const [number, row] of this.rows.entries()) {
      row.classList.toggle("run-later", number > this.at);
      row.ariaCurrent = number === this.at ? "step" : null;
    }
    const [event, row] = [this.events[this.at], this.rows[this.at]];
    const now = { step: this.at + 1, steps: this.rows.length, thread: event[1] };
    this.said.textContent = told(this.words.step_said, now);
    this.slider.ariaValueText = `${this.said.textContent}: ${row.textContent}`;
    this.list.scrollTop = row.offsetTop - this.list.clientHeight / 2;
    this.mark(event);
    [this.back.disabled, this.on.disabled] = [this.at === 0, this.at === this.last];
  }
}
