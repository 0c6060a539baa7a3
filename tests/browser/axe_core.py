"""axe-core, which finds what is hard to use on a page in a browser."""

import os

import pytest

from tools.site import npm


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core; without npm a test that looks at other things, too, does without.

    CI does not: it would look at no page, and say that all are well.
    """
    try:
        return (npm.packages() / "axe-core" / "axe.min.js").read_text("utf-8")
    except npm.Unavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no axe-core: {error}", pytrace=False)
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
# already, and paragraphs, items, rows and groups of a drawing that are like others on the page:
# axe-core looks at each element and takes its time. Two are alike if all that is in them has the
# same names, classes, roles, and styles but for numbers, has a text or has none, and stands in the
# same. What another element names stays.
SHORTEN = """() => {
  const lines = new Set(), seen = new Set(), paths = new Map();
  for (const line of document.querySelectorAll("pre code > span[id]")) {
    const block = line.closest(".highlight")?.className;
    const kinds = [line, ...line.querySelectorAll("*")].map(e => `${block} ${e.className}`);
    if (kinds.every(kind => lines.has(kind))) line.remove();
    kinds.forEach(kind => lines.add(kind));
  }
  const told = ({name, value}) => {
    if (!value.trim()) return `${name} is empty`;
    if (name === "style") return value.replace(/[\\d.]+/g, "0");
    const free = /^(id|href|src|alt|title|d|x|y|r|width|height|transform|points|viewBox|data-.*)$/;
    return free.test(name) || /^aria-(label|describ|control|own|active)/.test(name)
      ? name : `${name}=${value}`;
  };
  const own = e => [e.localName, !!e.textContent.trim(), ...[...e.attributes].map(told)].join(" ");
  const path = e => {
    if (!e || e.localName === "article") return "";
    if (!paths.has(e)) paths.set(e, `${path(e.parentElement)} > ${own(e)}`);
    return paths.get(e);
  };
  const named = new Set([...document.querySelectorAll("*")].flatMap(e => [...e.attributes])
    .filter(({name}) => name === "for" || name.startsWith("aria-"))
    .flatMap(({value}) => value.split(" ")));
  const isNamed = e => e.id && named.has(e.id);
  for (const part of document.querySelectorAll("article :is(p, li, tr, svg g)")) {
    if (!part.isConnected) continue;
    const all = [part, ...part.querySelectorAll("*")], kinds = all.map(path);
    if (kinds.every(kind => seen.has(kind)) && !all.some(isNamed)) part.remove();
    kinds.forEach(kind => seen.add(kind));
  }
}"""

# Takes away the links to all pages, where they were looked at on another page.
WITHOUT_LINKS = "document.querySelectorAll('.md-sidebar li').forEach(link => link.remove())"

# What is wrong with these parts of the page, by all rules or by these.
FOUND = """async ([parts, rules]) => {
  if (!window.axe) return [];
  const only = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run(parts, { resultTypes: ["violations"], ...only });
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node =>
    `${id}: ${node.html.slice(0, 120)} (${[...node.any, ...node.all, ...node.none]
      .map(check => check.message).join("; ")})`));
}"""
