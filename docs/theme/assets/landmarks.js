// Material puts the button for copying into a nav, in each block of code: a page of thirty programs would
// have thirty landmarks of one name. A button needs none.
const NAV = ".md-code__nav";

/** @param {ParentNode} root */
function unmark(root) {
  for (const nav of root.querySelectorAll(NAV)) nav.setAttribute("role", "presentation");
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node instanceof Element && (node.matches(NAV) || node.querySelector(NAV))) {
        unmark(/** @type {Element} */ (node.parentElement));
      }
    }
  }
}).observe(document.body, { childList: true, subtree: true });
unmark(document);

export {}; // a module: its names are its own
