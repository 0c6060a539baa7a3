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

  const draw = (tag, attributes, text = "") => {
    const made = svg.appendChild(document.createElementNS(SVG, tag));
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.textContent = text;
  };
  const box = (x, y, text, rx) => {
    draw("rect", { x, y: y - 13, width: 90, height: 26, rx });
    draw("text", { x: x + 45, y: y + 4 }, text.length > 13 ? `${text.slice(0, 12)}…` : text);
  };
  const arrow = (kind, x1, y1, x2, y2) => {
    const length = Math.hypot(x2 - x1, y2 - y1);
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const tip = (turn) => `${x2 - 8 * dx + turn * 4 * dy},${y2 - 8 * dy - turn * 4 * dx}`;
    draw("line", { class: kind, x1, y1, x2: x2 - 6 * dx, y2: y2 - 6 * dy });
    draw("polygon", { class: kind, points: `${x2},${y2} ${tip(1)} ${tip(-1)}` });
  };
  const middle = (at, many) => ((at + 0.5) * height) / many;

  threads.forEach(({ name }, at) => box(4, middle(at, threads.length), name, 14));
  locks.forEach((lock, at) => {
    const y = middle(at, locks.length);
    box(186, y, lock.name, 2);
    threads.forEach(({ thread }, lane) => {
      const there = middle(lane, threads.length);
      if (lock.owner === thread) arrow("holds", 186, y - 4, 94, there - 4);
      if (lock.waiting.includes(thread)) arrow("waits", 94, there + 4, 186, y + 4);
    });
  });
  return svg;
}
