// Who holds which lock, and who waits for which: an arrow from a thread to what it waits for, and from a
// lock to its owner. A circle of arrows is a deadlock.
import { draw } from "../assets/dom.js";

const LOCKS = ["Lock", "RLock", "Condition"];
const ROW = 36;
const WIDTH = 280;
const BOX = { width: 90, height: 26 };
const [LEFT, RIGHT] = [4, 186]; // where the boxes of threads begin, and those of locks
const APART = 4; // a thread's two arrows from and to a lock, up and down

/**
 * @param {import("./graph.js").Thing[]} things
 * @param {{thread: number, name: string}[]} threads
 * @param {boolean} stuck
 */
export function lockGraph(things, threads, stuck) {
  const locks = things.filter((thing) => LOCKS.includes(thing.kind));
  if (!locks.length) return null;
  const height = ROW * Math.max(locks.length, threads.length);
  /** @param {number} at @param {number} many */
  const middle = (at, many) => ((at + 0.5) * height) / many;
  const shapes = threads.flatMap(({ thread, name }, at) =>
    box(LEFT, middle(at, threads.length), name, 14, `thread-${thread}`),
  );
  for (const [at, lock] of locks.entries()) {
    const y = middle(at, locks.length);
    shapes.push(...box(RIGHT, y, lock.name, 2));
    for (const [lane, { thread }] of threads.entries()) {
      shapes.push(...arrows(lock, thread, y, middle(lane, threads.length)));
    }
  }
  const looks = stuck ? { class: "interleavings-stuck" } : {};
  return draw("svg", { viewBox: `0 0 ${WIDTH} ${height}`, ...looks }, ...shapes);
}

/** @param {number} x @param {number} y @param {string} text @param {number} rx @param {string} kind */
function box(x, y, text, rx, kind = "") {
  const short = text.length > 13 ? `${text.slice(0, 12)}…` : text;
  return [
    draw("rect", { x, y: y - BOX.height / 2, ...BOX, rx, class: kind }),
    draw("text", { x: x + BOX.width / 2, y: y + 4 }, short),
  ];
}

/**
 * Between a lock and a thread.
 * @param {import("./graph.js").Thing} lock @param {number} thread
 * @param {number} y of the lock @param {number} there of the thread
 */
function arrows(lock, thread, y, there) {
  const edge = LEFT + BOX.width;
  return [
    ...(lock.owner === thread ? arrow("holds", [RIGHT, y - APART], [edge, there - APART]) : []),
    ...(lock.waiting.includes(thread)
      ? arrow("waits", [edge, there + APART], [RIGHT, y + APART])
      : []),
  ];
}

/** @param {"holds" | "waits"} kind @param {[number, number]} from @param {[number, number]} to */
function arrow(kind, [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const tip = (/** @type {number} */ turn) =>
    `${x2 - 8 * dx + turn * 4 * dy},${y2 - 8 * dy - turn * 4 * dx}`;
  return [
    draw("line", { class: kind, x1, y1, x2: x2 - 6 * dx, y2: y2 - 6 * dy }),
    draw("polygon", { class: kind, points: `${x2},${y2} ${tip(1)} ${tip(-1)}` }),
  ];
}
