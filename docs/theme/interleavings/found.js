// Which endings of an example a reader has found, kept in this browser where that is allowed.

/** @param {string} name */
const place = (name) => `interleavings:${name}`;

/** Their numbers; none, once the example does something else. @param {string} name @param {string} key
 * @returns {number[]} */
export function kept(name, key) {
  try {
    const { key: known, found } = JSON.parse(localStorage.getItem(place(name)) ?? "{}");
    return known === key && Array.isArray(found) ? found : [];
  } catch {
    return []; // it is forbidden, or somebody else has written there
  }
}

/** @param {string} name @param {string} key @param {number[]} found */
export function keep(name, key, found) {
  try {
    if (found.length) localStorage.setItem(place(name), JSON.stringify({ key, found }));
    else localStorage.removeItem(place(name));
  } catch {
    // It is forbidden, or full: they are known until the page is left.
  }
}
