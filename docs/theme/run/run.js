// Puts Run and Edit to each program that can run in the page; all else is loaded at the first click.

/**
 * @typedef {Record<string, string>} Words what readers are told, by key; `{name}` stands for a value
 * @typedef {{words: Words, bytes: number, python: string}} Facts
 */

/** @type {Facts} */
const facts = JSON.parse(document.getElementById("run-facts").textContent);
const EDITED = /^#edited=([\w/.-]{1,80}):([\w-]{1,20000})$/;
const CAN_RUN = typeof WebAssembly === "object" && "Suspending" in WebAssembly;
const cards = new Map();

/** @param {HTMLElement} place where the controls of a program stand */
function card(place) {
  if (!cards.has(place)) {
    cards.set(
      place,
      import("./card.js").then(({ Card }) => new Card(place, facts)),
    );
  }
  return cards.get(place);
}

/** @param {HTMLElement} place */
function controls(place) {
  if (!CAN_RUN) {
    const said = document.createElement("p");
    said.className = "run-said";
    said.textContent = facts.words.cannot;
    place.append(said);
    return;
  }
  const bar = document.createElement("div");
  bar.className = "run-bar";
  const actions = ["run", "edit", ...("threads" in place.dataset ? ["many"] : [])];
  for (const action of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `run-${action}`;
    button.textContent = facts.words[action];
    button.addEventListener("click", async () => (await card(place))[action]());
    bar.append(button);
  }
  place.append(bar);
}

/** A program that came with the address is opened; it is never run by itself. */
async function opened() {
  const [, name, packed] = EDITED.exec(location.hash) ?? [];
  const places = [...document.querySelectorAll(".run[data-name]")];
  const place = places.find((one) => one.dataset.name === name);
  if (!place || !CAN_RUN) return;
  const { unpacked } = await import("./address.js");
  const text = await unpacked(packed);
  if (text !== null) (await card(place)).open(text);
}

for (const place of document.querySelectorAll(".run[data-name]")) {
  controls(place);
  place.hidden = false;
}
opened();
addEventListener("hashchange", opened);
