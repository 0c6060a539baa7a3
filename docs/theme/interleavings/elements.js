// Elements: made, and shown where they stand in a tab.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} text @param {() => void} does */
export function button(text, does) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", does);
  return made;
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
