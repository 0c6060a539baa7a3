// How a job ended, told in the card of its program.
import { told } from "../assets/dom.js";
import { endings } from "./endings.js";
import { timeline } from "./timeline.js";
import { verdict } from "./verdict.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("../assets/dom.js").End} End */
/** @typedef {import("../assets/dom.js").Ending} Ending */
/** @typedef {import("../assets/dom.js").Event} Event */

/** @param {Ending[]} found */
const sum = (found) => found.reduce((all, one) => all + (one.count ?? 0), 0);

/** @param {Card} card @param {End} end @param {number | null} seed @param {Event[]} events */
export function tell(card, end, seed, events) {
  if (end.verdict) verdict(card, end.verdict);
  else if (end.refused) card.say(refusal(end.refused, card.words));
  else if (end.endings && end.seeds === undefined) explored(card, end);
  else if (end.endings) runs(card, end.endings, end.seeds ?? 0, true);
  else program(card, end);
  if (seed !== null && events.length) {
    card.find(timeline(events, told(card.words.timeline, { seed }), card.words));
  }
}

/** One run of the program. @param {Card} card @param {End} end */
function program(card, { status, waiting }) {
  const { words } = card;
  if (waiting) {
    const each = waiting.map(([thread, line]) => told(words.waits, { thread, line }));
    card.say(`${words.deadlock} ${each.join(" ")}`);
    const lines = waiting.map(([, line]) => line);
    return card.mark(lines, "run-waits");
  }
  const how = status ? "ended_badly" : "ended";
  card.say(told(words[how], { status, python: card.version }));
  if (status) card.mark(card.failing(), "run-fails");
}

/** @param {Card} card @param {Ending[]} found @param {number} seeds @param {boolean} all of them? */
export function runs(card, found, seeds, all) {
  const { words } = card;
  card.say(told(words[all ? "counted" : "counting"], { seeds, all: card.many_runs }));
  /** @param {number} seed */
  const again = (seed) => card.again(seed);
  card.find(endings(found, seeds, card.shown, words, again));
}

/** All interleavings. @param {Card} card @param {End} end */
function explored(card, { endings: found = [], interleavings = null }) {
  const bad = found.filter((one) => one.bad);
  const lost = bad.some((one) => one.count === null) ? null : sum(bad);
  const some = lost === null ? "some_bad" : "bad";
  const none = interleavings === null ? "all_good" : "good";
  const how = card.words[`interleavings_${bad.length ? some : none}`];
  card.say(told(how, { bad: lost, interleavings }));
  card.find(endings(found, interleavings, "", card.words, () => {}));
}

/** @param {import("../assets/dom.js").Refusal} refused @param {import("../assets/dom.js").Words} words */
function refusal({ line, why, what, number }, words) {
  const digits = new Intl.NumberFormat(document.documentElement.lang);
  const said = told(words[`refused_${why}`], { what, number: digits.format(number) });
  return told(words.refused, { line, why: said });
}
