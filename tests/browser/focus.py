"""Where the keys are, is seen: what a browser is asked about everything that can be focused."""

# Of each kind one: where it has the focus, it, its label or what it stands in has an outline.
UNSEEN = """() => {
  const kinds = new Set(), found = [];
  const drawn = e => {
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  const all = "a[href], button, input, select, textarea, summary, label[tabindex], [tabindex='0']";
  for (const e of document.querySelectorAll(`main :is(${all})`)) {
    const kind = [e.tagName.toLowerCase(), ...e.classList].join(".") + " in "
      + [e.parentElement.tagName.toLowerCase(), ...e.parentElement.classList].join(".");
    if (kinds.has(kind) || !e.checkVisibility({ visibilityProperty: true })) continue;
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) continue;
    kinds.add(kind);
    const near = [e, e.nextElementSibling, e.parentElement, ...(e.labels ?? [])].filter(Boolean);
    if (!near.some(drawn) && !drawn(e.closest(".tabbed-set")?.querySelector(".tabbed-labels") ?? e))
      found.push(`the focus is not seen on ${kind}: give it an outline`);
  }
  return found;
}"""
