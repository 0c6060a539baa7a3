// Puts Run and Edit to each program that can run in the page; all else is loaded at the first click.

/** @type {import("../assets/dom.js").Facts} */
const facts = JSON.parse(document.getElementById("run-facts")?.textContent ?? "{}");
/** @type {NodeListOf<HTMLElement>} */
const places = document.querySelectorAll(".run[data-name]");
const EDITED = /^#edited=([\w/.-]{1,80}):([\w-]{1,20000})$/;
const CAN_RUN = typeof WebAssembly === "object" && "Suspending" in WebAssembly;
/** @type {Map<HTMLElement, Promise<import("./card.js").Card>>} */
const cards = new Map();

/** @typedef {"run" | "edit" | "many" | "explore" | "check"} Action */

/** @param {HTMLElement} place where the controls of a program stand */
function card(place) {
  const known = cards.get(place);
  if (known) return known;
  const made = import("./card.js").then(({ Card }) => new Card(place, facts));
  cards.set(place, made);
  return made;
}

/** Say this, in place of what was said before. @param {HTMLElement} place @param {string} text */
function say(place, text) {
  const said = place.querySelector(":scope > .run-said") ?? document.createElement("p");
  said.className = "run-said";
  said.textContent = text;
  place.append(said);
}

/** What a button does. @param {HTMLElement} place @param {Action} action */
async function act(place, action) {
  const made = await card(place).catch(() => {
    cards.delete(place);
    say(place, facts.words.offline);
  });
  if (!made) return;
  place.querySelector(":scope > .run-said")?.remove();
  made[action]();
}

/** @param {HTMLElement} place */
function controls(place) {
  if (!CAN_RUN) return say(place, facts.words.cannot);
  const bar = document.createElement("div");
  bar.className = "run-bar";
  /** @type {Action[]} */
  const actions = "notRun" in place.dataset ? ["edit"] : ["run", "edit"];
  if ("exercise" in place.dataset) actions.push("check");
  else if ("threads" in place.dataset) actions.push("many", "explore");
  for (const action of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `run-${action}`;
    button.textContent = facts.words[action];
    button.addEventListener("click", () => act(place, action));
    bar.append(button);
  }
  place.append(bar);
}

/** A program that came with the address is opened; it is never run by itself. */
async function opened() {
  const [, name, packed] = EDITED.exec(location.hash) ?? [];
  const place = [...places].find((one) => one.dataset.name === name);
  if (!place || !CAN_RUN) return;
  const { unpacked } = await import("./address.js");
  const text = await unpacked(packed);
  if (text !== null) (await card(place)).open(text);
}

for (const place of places) {
  controls(place);
  place.hidden = false;
}
void opened();
addEventListener("hashchange", opened);

export {};
