// Plays an interleaving that is planned: step by step, at a speed, back, from the start, to any of its steps.
import { make, told } from "../assets/dom.js";
import { Slot, button, enable } from "./elements.js";

const PACES = { slow: 2200, normal: 1100, fast: 400 }; // ms a step

/** @typedef {{back: () => void, forward: () => void, restart: () => void, go: (step: number) => void, idle: () => void}} Does */

export class Player {
  /** @param {Record<string, any>} words @param {Does} does */
  constructor(words, does) {
    this.words = words;
    this.does = does;
    this.timer = 0;
    this.taken = this.planned = 0;
    this.restart = this.control(words.restart, does.restart);
    this.backward = this.control(words.back, does.back);
    this.label = new Slot([words.play, words.pause]);
    this.play = button("", () => this.toggle());
    this.play.className = "interleavings-play";
    this.play.append(this.label.element);
    this.onward = this.control(words.forward, does.forward);
    this.range = make("input", { type: "range", min: "0", ariaLabel: words.scrub });
    this.range.addEventListener("input", () => does.go(Number(this.range.value)));
    this.count = make("span", { className: "interleavings-count", ariaHidden: "true" });
    this.pace = make("select", {}, ...Object.keys(PACES).map((pace) => this.option(pace)));
    this.pace.value = "normal";
    const pace = make("label", {}, `${words.pace} `, this.pace);
    this.element = make(
      "div",
      { className: "interleavings-player" },
      make("div", {}, this.restart, this.backward, this.play, this.onward),
      make("div", {}, this.range, this.count, pace),
    );
  }

  /** @param {string} text @param {() => void} does */
  control(text, does) {
    return button(text, () => {
      this.stop();
      does();
    });
  }

  /** @param {string} pace */
  option(pace) {
    return make("option", { value: pace }, this.words.paces[pace]);
  }

  get isPlaying() {
    return this.timer !== 0;
  }

  toggle() {
    if (this.isPlaying) return this.stop();
    if (!this.planned) return this.does.idle();
    if (this.taken === this.planned) this.does.restart();
    this.next(PACES.fast);
    this.show(this.taken, this.planned);
  }

  /** @param {number} wait milliseconds */
  next(wait) {
    this.timer = setTimeout(() => {
      this.does.forward();
      if (this.taken === this.planned) this.stop();
      else this.next(PACES[/** @type {keyof typeof PACES} */ (this.pace.value)]);
    }, wait);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.show(this.taken, this.planned);
  }

  /** @param {number} taken @param {number} planned */
  show(taken, planned) {
    [this.taken, this.planned] = [taken, planned];
    this.label.text = this.isPlaying ? this.words.pause : this.words.play;
    enable(this.play, planned > 0);
    enable(this.restart, taken > 0);
    enable(this.backward, taken > 0);
    enable(this.onward, taken < planned);
    this.range.disabled = !planned;
    this.range.max = String(planned);
    this.range.value = String(taken);
    this.range.setAttribute("aria-valuetext", told(this.words.at, { step: taken, steps: planned }));
    this.count.textContent = `${taken} / ${planned}`;
  }
}
