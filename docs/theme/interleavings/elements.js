// Elements that the explorer is made of, and where they stand in a page.
import { make } from "../assets/dom.js";

/** @param {string} text @param {() => void} does */
export function button(text, does) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", does);
  return made;
}

/** Can it be pressed to any effect? It keeps the focus, and what it does then is to say why not.
 * @param {HTMLButtonElement} button @param {boolean} yes */
export function enable(button, yes) {
  button.ariaDisabled = String(!yes);
}

/** A place for one of several texts, as large as the longest of them: nothing moves when it changes. */
export class Slot {
  /** @param {string[]} texts all that it may have @param {"span" | "code" | "pre" | "p"} tag */
  constructor(texts, tag = "span") {
    this.inside = make("span");
    this.element = make(tag, { className: "interleavings-slot" }, this.inside);
    const longest = texts.reduce((one, two) => (long(two) > long(one) ? two : one), "");
    this.element.dataset.longest = longest;
    this.element.hidden = !longest;
  }

  /** @param {string} text */
  set text(text) {
    if (this.inside.textContent !== text) this.inside.textContent = text;
  }
}

/** How much room a text takes: its lines, then its letters. @param {string} text */
const long = (text) => 1000 * text.trimEnd().split("\n").length + text.length;

/** Let keys reach what does not fit into a box, which may become smaller, or be shown. @param {HTMLElement} box */
export function reachable(box) {
  new ResizeObserver(() => reach(box)).observe(box);
}

/** @param {HTMLElement} box */
function reach(box) {
  const to = box.scrollHeight > box.clientHeight ? 0 : -1;
  if (box.tabIndex !== to) box.tabIndex = to;
}

/**
 * Scroll a box, never the page, until something in it is seen.
 * @param {HTMLElement} box @param {HTMLElement | undefined} inside
 */
export function reveal(box, inside) {
  reach(box);
  if (!inside) return;
  const below = inside.offsetTop + inside.offsetHeight - box.clientHeight;
  box.scrollTop = Math.min(inside.offsetTop, Math.max(below, box.scrollTop));
}

/**
 * Show the tab that an element stands in, if it does: its radio button has the place of its block.
 * @param {Element} inside
 */
export function openTab(inside) {
  const block = inside.closest(".tabbed-block");
  if (!block) return;
  const number = [...(block.parentElement?.children ?? [])].indexOf(block);
  const radio = block.closest(".tabbed-set")?.children[number];
  if (radio instanceof HTMLInputElement) radio.checked = true;
}
