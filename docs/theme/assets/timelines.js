// Timelines: a bar shows its lines in the program above, a line shows its bars. Without this file the
// pictures and their words are complete.
"use strict";

for (const figure of document.querySelectorAll("figure.timeline")) {
  const view = figure.querySelector(".timeline-view");
  const told = figure.querySelector(".timeline-told");
  const lanes = [...view.querySelectorAll(".lane")].map((lane) => [...lane.querySelectorAll(".span, .below")]);
  const bars = lanes.flat();
  const lines = view.querySelector("[data-lines]") ? program(figure) : [];
  let picked = null;

  told.textContent = `Point at a bar${lines.length ? ", or at a line of the program" : ""}.`;
  view.tabIndex = 0;
  for (const bar of bars) {
    const title = bar.querySelector("title");
    bar.told = [bar.parentElement.dataset.name, title.textContent].filter(Boolean).join(": ");
    bar.lines = (bar.dataset.lines ?? "").split(" ").filter(Boolean).map(Number);
    title.remove(); // or the browser shows it a second time
  }

  function pick(bar) {
    picked = bar;
    const code = bar.lines.length === 1 ? lines[bar.lines[0] - 1] : null;
    mark([bar], bar.lines, bar.told + (code ? `: ${code.textContent.trim()}` : ""));
  }

  function pickLine(number) {
    const found = bars.filter((bar) => bar.lines.includes(number));
    const many = found.length === 1 ? "1 bar" : `${found.length} bars`;
    mark(found, [number], `Line ${number}: ${many}`);
  }

  function mark(some, numbers, text) {
    for (const bar of bars) bar.classList.toggle("picked", some.includes(bar));
    lines.forEach((line, index) => line.classList.toggle("picked", numbers.includes(index + 1)));
    view.classList.toggle("picking", some.length > 0);
    told.textContent = text;
  }

  view.addEventListener("pointerover", (event) => {
    const bar = event.target.closest(".span, .below");
    if (bar) pick(bar);
  });
  view.addEventListener("click", (event) => {
    const bar = event.target.closest(".span, .below");
    if (bar) pick(bar);
    else mark([], [], "");
  });
  view.addEventListener("focus", () => {
    if (!picked && view.matches(":focus-visible")) pick(bars[0]);
  });
  view.addEventListener("keydown", (event) => {
    const next = neighbour(lanes, picked, event.key);
    if (!next) return;
    event.preventDefault();
    pick(next);
  });

  lines.forEach((line, index) => {
    line.addEventListener("pointerover", () => pickLine(index + 1));
  });
  const code = lines[0]?.closest("pre"); // Material has its own mind about the focus of its code
  if (code) {
    const known = [...new Set(bars.flatMap((bar) => bar.lines))].sort((a, b) => a - b);
    let at = -1;
    code.tabIndex = 0;
    code.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !known[at + step]) return;
      event.preventDefault();
      pickLine(known[(at += step)]);
    });
  }
}

// The lines of the program that stands in the same card above a figure.
function program(figure) {
  let part = figure.previousElementSibling;
  while (part && !part.matches(".highlight.example, .example-facts")) {
    part = part.previousElementSibling;
  }
  return part ? [...part.querySelectorAll("code > span[id]")] : [];
}

// Left and right stay in a lane; up and down go to what the next lane did at the same time.
function neighbour(lanes, bar, key) {
  const row = lanes.findIndex((lane) => lane.includes(bar));
  if (row < 0) return key.startsWith("Arrow") ? lanes[0][0] : null;
  const lane = lanes[row];
  if (key === "ArrowRight") return lane[lane.indexOf(bar) + 1];
  if (key === "ArrowLeft") return lane[lane.indexOf(bar) - 1];
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const other = step && lanes[row + step];
  if (!other) return null;
  const middle = (box) => box.left + box.width / 2;
  const from = middle(bar.getBoundingClientRect());
  const far = (one) => Math.abs(middle(one.getBoundingClientRect()) - from);
  return other.reduce((best, one) => (far(one) < far(best) ? one : best));
}
