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
  /** @param {string} thread */
  const colour = (thread) => threads.indexOf(thread) % COLOURS;
  const rows = events.map(([, thread, what, line, changed]) => {
    const where = in_check(line) ? words.in_check : line ? String(line) : "";
    const did = what === "end" ? words.thread_ends : code(line);
    const text = what === "wait" ? told(words.thread_waits, { code: did }) : did;
    const row = make("li", { className: `thread-${colour(thread)}` });
    row.append(
      make("b", {}, thread),
      make("span", { className: "run-line" }, where),
      what === "end" ? make("span", {}, text) : make("code", {}, text),
    );
    if (changed) row.append(make("span", { className: "run-changed" }, changed));
    return row;
  });
  const last = rows.length - 1;
  const list = make("ol", { className: "run-steps", tabIndex: 0 }, ...rows);
  list.ariaLabel = words.interleaving;
  const slider = document.createElement("input");
  [slider.type, slider.min, slider.max] = ["range", "0", String(last)];
  slider.ariaLabel = words.step_slider;
  /** @param {string} text */
  const button = (text) => make("button", { type: "button" }, text);
  const [back, play, on] = [button(words.step_back), button(words.play), button(words.step_on)];
  const said = make("span", { className: "run-step-said" });
  let at = last;
  let timer = 0;

  /** @param {number} step */
  function show(step) {
    at = Math.min(Math.max(step, 0), last);
    slider.value = String(at);
    rows.forEach((row, number) => {
      row.classList.toggle("run-later", number > at);
      row.ariaCurrent = number === at ? "step" : null;
    });
    const [, thread, , line] = events[at];
    const now = { step: at + 1, steps: rows.length, thread };
    said.textContent = told(words.step_said, now);
    slider.ariaValueText = `${said.textContent}: ${rows[at].textContent}`;
    const row = rows[at];
    list.scrollTop = row.offsetTop - list.clientHeight / 2;
    if (!in_check(line)) mark(line ? [line] : [], colour(thread));
    [back.disabled, on.disabled] = [at === 0, at === last];
  }
  function pause() {
    clearInterval(timer);
    timer = 0;
    play.textContent = words.play;
  }
  back.addEventListener("click", () => {
    pause();
    show(at - 1);
  });
  on.addEventListener("click", () => {
    pause();
    show(at + 1);
  });
  slider.addEventListener("input", () => {
    pause();
    show(Number(slider.value));
  });
  play.addEventListener("click", () => {
    if (timer) return pause();
    play.textContent = words.pause;
    show(at === last ? 0 : at + 1);
    timer = setInterval(
      () => {
        if (!play.isConnected || at === last) return pause();
        show(at + 1);
      },
      PACE[rows.length > LONG ? 1 : 0],
    );
  });
  const bar = make("p", { className: "run-play" }, play, back, on, slider, said);
  queueMicrotask(() => show(last));
  return make("div", {}, bar, list);
}
