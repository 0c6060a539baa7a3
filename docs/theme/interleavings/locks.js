// Who holds which lock, and who waits for which: an arrow from a thread to what it waits for, and from a
// lock to its owner. A circle of arrows is a deadlock.

const SVG = "http://www.w3.org/2000/svg";
const LOCKS = ["Lock", "RLock", "Condition"];
const ROW = 36;

/**
 * @param {import("./graph.js").Thing[]} things
 * @param {{thread: number, name: string}[]} threads
 * @param {boolean} stuck
 * @returns {SVGSVGElement | null}
 */
export function lockGraph(things, threads, stuck) {
  const locks = things.filter((thing) => LOCKS.includes(thing.kind));
  if (!locks.length) return null;
  const height = ROW * Math.max(locks.length, threads.length);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 280 ${height}`);
  if (stuck) svg.setAttribute("class", "interleavings-stuck");

  /** @param {string} tag @param {Record<string, string | number>} attributes */
  const draw = (tag, attributes, text = "") => {
    const made = svg.appendChild(document.createElementNS(SVG, tag));
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.textContent = text;
  };
  /** @param {number} x @param {number} y @param {string} text @param {number} rx @param {string} kind */
  const box = (x, y, text, rx, kind = "") => {
    draw("rect", { x, y: y - 13, width: 90, height: 26, rx, class: kind });
    draw("text", { x: x + 45, y: y + 4 }, text.length > 13 ? `${text.slice(0, 12)}…` : text);
  };
  /**
   * @param {"holds" | "waits"} kind
   * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
   */
  const arrow = (kind, x1, y1, x2, y2) => {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const tip = (/** @type {number} */ turn) =>
      `${x2 - 8 * dx + turn * 4 * dy},${y2 - 8 * dy - turn * 4 * dx}`;
    draw("line", { class: kind, x1, y1, x2: x2 - 6 * dx, y2: y2 - 6 * dy });
    draw("polygon", { class: kind, points: `${x2},${y2} ${tip(1)} ${tip(-1)}` });
  };
  /** @param {number} at @param {number} many */
  const middle = (at, many) => ((at + 0.5) * height) / many;

  for (const [at, { thread, name }] of threads.entries()) {
    box(4, middle(at, threads.length), name, 14, `thread-${thread}`);
  }
  for (const [at, lock] of locks.entries()) {
    const y = middle(at, locks.length);
    box(186, y, lock.name, 2);
    for (const [lane, { thread }] of threads.entries()) {
      const there = middle(lane, threads.length);
      if (lock.owner === thread) arrow("holds", 186, y - 4, 94, there - 4);
      if (lock.waiting.includes(thread)) arrow("waits", 94, there + 4, 186, y + 4);
    }
  }
  return svg;
}
