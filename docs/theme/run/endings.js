// How endings are told: the words are the page's, the numbers what was found.
import { make, told } from "../assets/dom.js";

const OFFERED = 3; // seeds of an ending that can be run again

/**
 * The endings of many runs, each with its share and some of its seeds.
 * @param {import("../assets/dom.js").Ending[]} found
 * @param {number | null} seeds how many runs or interleavings there were; none: without end
 * @param {string} shown what the page shows as the program's output
 * @param {import("../assets/dom.js").Words} words
 * @param {(seed: number) => void} again
 */
export function endings(found, seeds, shown, words, again) {
  const list = make("ol", { className: "run-endings" });
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  for (const { how, printed, count, seeds: some, moves } of found) {
    const bar = make("span", { className: "run-share" });
    bar.style.setProperty("--share", String((count ?? 0) / (seeds || 1)));
    const buttons = some.slice(0, OFFERED).map((seed) => {
      const button = make("button", { type: "button" }, told(words.again, { seed }));
      button.addEventListener("click", () => again(seed));
      return button;
    });
    const text = printed.trimEnd() || words.nothing;
    /** @param {number | null} number */
    const told_number = (number) => (number === null ? words.endless : digits.format(number));
    const what = moves ? words.share_interleavings : words.share;
    const head = told(what, { count: told_number(count), seeds: told_number(seeds) });
    const as_shown = !moves && printed.trim() === shown.trim() ? ` ${words.as_shown}` : "";
    const special = how === "exit" ? as_shown : ` ${words[`how_${how}`]}`;
    const line = make("p", {}, make("b", {}, head), special);
    const item = make("li", { className: `run-${how}` }, line, bar, make("pre", {}, text));
    if (moves) item.append(interleaving(moves, words));
    item.append(make("p", { className: "run-again" }, ...buttons));
    list.append(item);
  }
  const box = make("div", {});
  box.append(
    make("p", {}, found.length === 1 ? words.alike : told(words.unlike, { many: found.length })),
  );
  box.append(list);
  return box;
}

/** An interleaving, as a row of the threads that take a step. @param {string[]} moves @param {import("../assets/dom.js").Words} words */
function interleaving(moves, words) {
  const cells = moves.map((move) => make("li", { className: `thread-${move[0]}` }, move));
  const row = make("ol", { className: "run-interleaving" }, ...cells);
  row.ariaLabel = words.shortest;
  return row;
}
