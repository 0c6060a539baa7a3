// Shows a reader's own results in the charts of the page. The file is read here and sent nowhere.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const input = document.querySelector("[data-compare]");
  const status = document.querySelector(".compare [role=status]");
  const words = JSON.parse(status.dataset.words);
  const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

  // All medians of a file: by program, label, x, interpreter. Throws if it is no file of results.
  function medians(text) {
    const file = JSON.parse(text);
    const found = new Map();
    for (const benchmark of file.benchmarks) {
      const facts = { ...file.metadata, ...benchmark.metadata };
      const values = benchmark.runs.flatMap((run) => run.values).sort((a, b) => a - b);
      const middle = values.length / 2;
      let median = (values[Math.ceil(middle) - 1] + values[Math.floor(middle)]) / 2;
      if (facts.of) median = (100 * (facts.of - median)) / facts.of; // kept, of all: show lost
      found.set(key(facts.program, facts.label, facts.x, facts.python), { median, x: facts.x });
    }
    const pythons = file.stamp.pythons.filter((python) => python.gil).map((python) => python.name);
    const python = pythons.at(-1) ?? file.stamp.pythons[0].name;
    if (!found.size || !python) throw new Error("empty");
    return { found, python, cpu: String(file.stamp.machine.cpu) };
  }

  const key = (...parts) => JSON.stringify(parts.map((part) => part ?? null));

  // The values of one row or line of a chart, as [x, value]; x is null for a row.
  function values({ found, python }, [program, label, x, base, baseX], isLine) {
    const all = [...found].map(([name, value]) => [JSON.parse(name), value]);
    const own = all.filter(([[p, l, n, on]]) =>
      p === program && l === label && on === python && (isLine ? n !== null : n === x));
    const over = base && found.get(key(program, base, baseX, python));
    if (base && !over) return [];
    return own
      .map(([[, , n], { median }]) => [n, base ? over.median / median : median])
      .sort((one, other) => one[0] - other[0]);
  }

  // Where a value is on an axis; what lies beyond the axis is put at its end.
  function place(axes, which, value) {
    const scale = (number) => (axes.log[which] ? Math.log10(number) : number);
    const [low, high] = axes.values.map((corner) => scale(corner[which]));
    const [from, to] = axes.places.map((corner) => corner[which]);
    const part = Math.min(1, Math.max(0, (scale(value) - low) / (high - low)));
    return from + part * (to - from);
  }

  function draw(figure, mine) {
    const chart = figure.querySelector(".chart");
    const axes = JSON.parse(chart.dataset.axes);
    const sources = JSON.parse(figure.dataset.sources);
    figure.querySelectorAll(".mine").forEach((old) => old.remove());
    const layer = chart.appendChild(document.createElementNS(SVG, "g"));
    layer.setAttribute("class", "mine");
    const isLine = chart.dataset.kind === "lines";
    let count = 0;
    sources.forEach((source, row) => {
      const points = values(mine, source, isLine).map(([x, value]) => isLine
        ? [place(axes, 0, x), place(axes, 1, value)]
        : [place(axes, 0, value), place(axes, 1, row)]);
      if (isLine && points.length > 1) {
        const line = layer.appendChild(document.createElementNS(SVG, "polyline"));
        line.setAttribute("points", points.map((point) => point.join(",")).join(" "));
      }
      for (const [x, y] of points) {
        const mark = layer.appendChild(document.createElementNS(SVG, "circle"));
        mark.setAttribute("cx", x);
        mark.setAttribute("cy", y);
        mark.setAttribute("r", 5);
        count += 1;
      }
    });
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.className = "mine";
    caption.textContent = count ? filled(words.mine, mine) : words.nothing;
  }

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      const mine = medians(await file.text());
      document.querySelectorAll("figure[data-sources]").forEach((figure) => draw(figure, mine));
      status.textContent = filled(words.shown, mine);
    } catch {
      status.textContent = filled(words.foreign, { file: file.name });
    }
  });
})();
