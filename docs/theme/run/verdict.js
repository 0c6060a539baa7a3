// What the judge says of an exercise: it passes, or this breaks it, by the shortest interleaving found.
import { make, told } from "../assets/dom.js";
import { player } from "./player.js";
import { timeline } from "./timeline.js";

/** @typedef {import("../assets/dom.js").Broken} Broken */
/** @typedef {import("../assets/dom.js").Words} Words */

const MANY = 1e6; // from here on numbers are rounded

/** @param {number} number */
function written(number) {
  const rounded = { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 };
  const options = /** @type {Intl.NumberFormatOptions} */ (number < MANY ? {} : rounded);
  return new Intl.NumberFormat(document.documentElement.lang, options).format(number);
}

/** @param {import("./card.js").Card} card @param {import("../assets/dom.js").Verdict} found */
export function verdict(card, found) {
  const { broken } = found;
  if (broken) return refused(card, found, broken);
  const { interleavings: all = 0, runs = 0, scenes } = found;
  const how = all === null ? "endless" : all ? (runs ? "both" : "interleavings") : "runs";
  const numbers = { interleavings: written(all ?? 0), runs: written(runs), scenes };
  card.say(told(card.words[`passed_${how}`], numbers));
  card.said.classList.add("run-passed");
  const id = heading(card.place);
  document.dispatchEvent(new CustomEvent("exercise-passed", { detail: { id } }));
}

/** The id of the heading that an exercise stands under. @param {Node} place */
function heading(place) {
  const above = [...document.querySelectorAll(":is(h1, h2, h3)[id]")].filter(
    (one) => one.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return above.at(-1)?.id ?? "";
}

/** @param {import("./card.js").Card} card @param {import("../assets/dom.js").Verdict} found @param {Broken} broken */
function refused(card, found, broken) {
  const { words } = card;
  const check = found.check ?? {};
  card.say(words.not_passed);
  card.said.classList.add("run-refused");
  const box = make("div", { className: "run-verdict" });
  if (found.title) box.append(make("p", { className: "run-scene" }, found.title));
  box.append(make("p", { className: "run-reason" }, reason(broken, check, words)));
  if (found.scene) {
    const summary = make("summary", {}, words.scene_code);
    box.append(make("details", {}, summary, make("pre", {}, found.scene)));
  }
  const label = share(broken, words);
  if (broken.events.length) {
    const lines = card.text().split("\n");
    /** @param {number} line */
    const code = (line) => check[line] ?? (lines[line - 1] ?? "").trim();
    /** @param {number[]} at @param {number} thread */
    const mark = (at, thread) => {
      card.place.parentElement?.style.setProperty("--now", `var(--thread-${thread})`);
      card.mark(at, "run-now");
    };
    box.append(
      timeline(broken.events, label, words, broken.seed === null ? 1 : 0),
      player(broken.events, code, (line) => line in check, words, mark),
    );
  }
  if (broken.line) card.mark([broken.line], "run-fails");
  card.find(box);
}

/** @param {Broken} broken @param {Record<string, string>} check @param {Words} words */
function reason({ how, said, line, waiting }, check, words) {
  if (how === "error") {
    return told(words[line ? "broken_error" : "broken_check"], { said, line });
  }
  const waits = waiting.map(([thread, at]) => {
    const known = at in check ? "waits_check" : at ? "waits" : "waits_outside";
    return told(words[known], { thread, line: at, code: check[at] });
  });
  return [told(words[`broken_${how}`], { said, line }), ...waits].join(" ");
}

/** How many interleavings or runs it breaks. @param {Broken} broken @param {Words} words */
function share({ bad, of, seed }, words) {
  const kind = seed === null ? "interleavings" : "runs";
  const some = bad === null || of === null;
  const key = some ? "some" : bad === of ? "every" : "of";
  const numbers = { bad: written(bad ?? 0), of: written(of ?? 0), seed };
  return told(words[`breaks_${key}_${kind}`], numbers);
}
