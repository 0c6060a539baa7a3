// The steps of an interleaving as a strip: whose each is, its line, what it changed. A press goes there.
import { make } from "../assets/dom.js";
import { reachable, reveal } from "./elements.js";

/** @typedef {{thread: number, name: string, where: string, code: string, changes: string[], said: string}} Cell */

export class Strip {
  /** @param {number} most cells that there is always room for @param {string} label @param {(step: number) => void} go */
  constructor(most, label, go) {
    this.go = go;
    this.most = most;
    /** @type {HTMLElement[]} */
    this.cells = [];
    /** @type {HTMLElement | undefined} */
    this.seen = undefined;
    this.element = make("ol", { className: "interleavings-strip", ariaLabel: label });
    reachable(this.element);
  }

  /** @param {Cell[]} cells @param {number} taken @param {number} open steps that may follow */
  show(cells, taken, open) {
    this.cells = cells.map((cell, at) => this.cell(cell, at + 1, taken));
    const rest = Math.max(open, this.most - cells.length);
    const empty = Array.from({ length: rest }, (_, at) => {
      const kind = at < open ? "interleavings-open" : "interleavings-none";
      return make("li", { className: kind, ariaHidden: "true" });
    });
    this.element.replaceChildren(...this.cells, ...empty);
    this.seen = this.cells[Math.max(0, taken - 1)];
  }

  /** Scroll to the last step that has been taken. */
  reveal() {
    reveal(this.element, this.seen);
  }

  /** @param {Cell} cell @param {number} step @param {number} taken */
  cell({ thread, name, where, code, changes, said }, step, taken) {
    const button = make("button", { type: "button", tabIndex: -1, title: said });
    const head = make("span", {}, make("b", {}, name), ` ${where}`);
    button.append(head, make("code", {}, code), make("samp", {}, changes.join(", ")));
    button.addEventListener("click", () => this.go(step));
    const kind = step > taken ? "interleavings-later" : "interleavings-taken";
    const cell = make("li", { className: `thread-${thread} ${kind}` }, button);
    if (step === taken) cell.ariaCurrent = "step";
    return cell;
  }
}
