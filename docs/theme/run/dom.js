// What the scripts of Run have in common.

/** @param {string} tag @param {object} properties @param {...(Node | string)} inside */
export function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

/** Put values where a text names them. @param {string} text @param {object} values */
export function told(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
