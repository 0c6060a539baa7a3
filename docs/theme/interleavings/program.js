// The program: in its card, and as a small listing of the lines that are steps, beside the controls.
import { make, own } from "../assets/dom.js";
import { reachable, reveal } from "./elements.js";

/** @typedef {{thread: number, name: string, line: number, waits: boolean}} Place of a thread */

export class Program {
  /**
   * @param {Element} root of the explorer: the card's program stands before it
   * @param {Set<number>} steps its lines that are steps @param {string} label of their listing
   */
  constructor(root, steps, label) {
    /** @type {Element | null} */
    let block = root;
    while (block && !block.matches(".highlight.example")) block = block.previousElementSibling;
    /** @type {NodeListOf<HTMLElement> | undefined} */
    const lines = block?.querySelectorAll("code > span[id]");
    this.lines = [...(lines ?? [])];
    /** @type {Map<number, HTMLElement>} */
    this.marks = new Map();
    /** @type {Map<number, HTMLElement>} */
    this.rows = new Map();
    /** @type {HTMLElement | undefined} */
    this.seen = undefined;
    const rows = this.listed(steps).map((number) => this.row(number));
    // No pre, no code: with their focus Material has a mind of its own.
    this.box = make("div", { role: "group", ariaLabel: label }, ...rows);
    reachable(this.box);
    this.listing = make("div", { className: "highlight interleavings-program" }, this.box);
  }

  /** A line of it. @param {number} number */
  code(number) {
    return this.text(number).trim();
  }

  /** @param {number} number */
  text(number) {
    return this.lines[number - 1]?.textContent ?? "";
  }

  /** The lines that are steps, and what they stand in. @param {Set<number>} steps */
  listed(steps) {
    const found = new Set(steps);
    /** @param {number} number */
    const indent = (number) => this.text(number).search(/\S/);
    for (const step of steps) {
      let least = indent(step);
      for (let number = step - 1; least > 0 && number; number--) {
        if (indent(number) < 0 || indent(number) >= least) continue;
        least = indent(number);
        found.add(number);
      }
    }
    return [...found].sort((one, two) => one - two);
  }

  /** @param {number} number */
  row(number) {
    const line = this.lines[number - 1];
    const marks = make("span", { className: "interleavings-marks" });
    const code = make("span", { className: "interleavings-line" });
    code.append(...(line?.cloneNode(true).childNodes ?? []));
    code.style.setProperty("--in", line?.style.getPropertyValue("--in") || "0");
    this.marks.set(number, marks);
    const shown = make("span", { className: "interleavings-number" }, String(number));
    const row = make("span", { className: "interleavings-row" }, shown, code, marks);
    this.rows.set(number, row);
    return row;
  }

  /** Mark where the threads stand. @param {Place[]} places @param {number} [last] to take a step */
  show(places, last) {
    this.lines.forEach((span, at) => {
      const here = places.filter(({ line }) => line === at + 1);
      const names = here.map(({ name, waits }) => (waits ? `${name}…` : name));
      span.classList.toggle("interleavings-next", here.length > 0);
      own(
        span,
        here.map(({ thread }) => thread),
      );
      if (here.length) span.dataset.mark = `◂ ${names.join(" ")}`;
      else delete span.dataset.mark;
    });
    for (const [line, marks] of this.marks) {
      const here = places.filter((place) => place.line === line);
      own(
        /** @type {HTMLElement} */ (this.rows.get(line)),
        here.map(({ thread }) => thread),
      );
      marks.replaceChildren(
        ...here.map(({ thread, name, waits }) => {
          const mark = make("b", { className: `interleavings-mark thread-${thread}` }, name);
          mark.classList.toggle("interleavings-waits", waits);
          if (waits) mark.append("…");
          return mark;
        }),
      );
    }
    const next = places.find(({ thread, line }) => line && thread === last);
    this.seen = this.rows.get((next ?? places.find(({ line }) => line))?.line ?? 0);
  }

  /** Scroll to the thread that has moved. */
  reveal() {
    reveal(this.box, this.seen);
  }
}
