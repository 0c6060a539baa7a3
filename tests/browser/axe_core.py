"""axe-core, which finds what is hard to use on a page in a browser."""

import pytest

from tools.site import npm


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; without npm a test that looks at other things, too, does without."""
    try:
        return (npm.packages() / "axe-core" / "axe.min.js").read_text("utf-8")
    except npm.Unavailable:
        return ""


# Opens what is closed. axe-core takes a program that is not laid out yet for one that lies over
# what follows.
OPEN = """() => {
  document.querySelectorAll("details").forEach(box => box.open = true);
  const style = document.createElement("style");
  style.textContent = ".tabbed-block { display: block !important }"
    + "code.long { content-visibility: visible !important }";
  document.head.append(style);
}"""

# Takes away lines of programs in which all tokens are of kinds that stand in blocks of this kind
# already: axe-core looks at each token and takes its time.
SHORTEN = """() => {
  const seen = new Set();
  for (const line of document.querySelectorAll("pre code > span[id]")) {
    const block = line.closest(".highlight")?.className;
    const kinds = [line, ...line.querySelectorAll("*")].map(e => `${block} ${e.className}`);
    if (kinds.every(kind => seen.has(kind))) line.remove();
    kinds.forEach(kind => seen.add(kind));
  }
}"""

# What is wrong with these parts of the page, by all rules or by these.
FOUND = """async ([parts, rules]) => {
  if (!window.axe) return [];
  const only = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(parts, { resultTypes: ["violations"], ...only });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node =>
    `${id}: ${node.html.slice(0, 120)} (${[...node.any, ...node.all, ...node.none]
      .map(check => check.message).join("; ")})`));
}"""
