// How endings are told: the words are the page's, the numbers what was found.
import { make, told } from "./dom.js";

const OFFERED = 3; // seeds of an ending that can be run again

/**
 * The endings of many runs, each with its share and some of its seeds.
 * @param {import("./dom.js").Ending[]} found
 * @param {number} seeds how many runs there were
 * @param {string} shown what the page shows as the program's output
 * @param {import("./dom.js").Words} words
 * @param {(seed: number) => void} again
 */
export function endings(found, seeds, shown, words, again) {
  const list = make("ol", { className: "run-endings" });
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  for (const { how, printed, count, seeds: some } of found) {
    const bar = make("span", { className: "run-share" });
    bar.style.setProperty("--share", String(count / seeds));
    const buttons = some.slice(0, OFFERED).map((seed) => {
      const button = make("button", { type: "button" }, told(words.again, { seed }));
      button.addEventListener("click", () => again(seed));
      return button;
    });
    const text = printed.trimEnd() || words.nothing;
    const head = told(words.share, { count: digits.format(count), seeds: digits.format(seeds) });
    const as_shown = printed.trim() === shown.trim() ? ` ${words.as_shown}` : "";
    const special = how === "exit" ? as_shown : ` ${words[`how_${how}`]}`;
    const line = make("p", { className: "run-head" }, make("b", {}, head), special);
    const item = make("li", { className: `run-${how}` }, line, bar, make("pre", {}, text));
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
