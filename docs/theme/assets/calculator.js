// Predicts how long each tool takes, from the costs in the page: the same as tools/measurements/calculator.py.
"use strict";
(() => {
  const form = document.querySelector("[data-calculator]");
  const { tools, words, language } = JSON.parse(document.getElementById("costs").textContent);
  const body = document.querySelector(".calculated tbody");
  const link = document.querySelector("[data-calculator-link]");

  // The value for n between two points, by the logarithm of n; beyond the last, the last.
  function at(points, n) {
    if (!points.length) return 0;
    if (n <= points[0][0]) return points[0][1];
    for (let i = 1; i < points.length; i += 1) {
      const [[low, one], [high, other]] = [points[i - 1], points[i]];
      if (n <= high) return one + (Math.log(n / low) / Math.log(high / low)) * (other - one);
    }
    return points.at(-1)[1];
  }

  function predict(tool, { tasks, compute, wait, payload, cores }) {
    const workers = Math.min(cores, tasks);
    const atOnce = tool.at_once === null ? cores : tool.at_once || tasks;
    const start = tool.first + tool.next * (workers - 1);
    const handOver = tasks * (at(tool.each, tasks) + payload * 1000 * tool.byte);
    const each = (compute / 1000) * tool.slower;
    const work = Math.ceil(tasks / (tool.on_cores ? workers : 1)) * each;
    return start + handOver + work + (Math.ceil(tasks / atOnce) * wait) / 1000;
  }

  function written(seconds) {
    const units = [["s", 1], ["ms", 1e-3], ["µs", 1e-6], ["ns", 1e-9]];
    const [unit, size] = units.find(([, one]) => seconds >= 0.995 * one) ?? units.at(-1);
    const value = Number((seconds / size).toPrecision(2));
    const digits = value > 0 ? Math.max(0, 1 - Math.floor(Math.log10(value))) : 0;
    const said = value.toLocaleString(language.replace("_", "-"), {
      minimumFractionDigits: digits, maximumFractionDigits: digits });
    return `${said} ${unit}`;
  }

  const filled = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

  // What is wrong with a field, in words; nothing if it is right.
  function wrong(input) {
    const { validity, min: least, max: most } = input;
    const field = input.parentElement.firstChild.textContent;
    if (validity.badInput || validity.valueMissing) return filled(words.missing, { field });
    if (validity.rangeUnderflow || validity.rangeOverflow) {
      return filled(words.range, { field, least, most });
    }
    return validity.stepMismatch ? filled(words.whole, { field }) : "";
  }

  function row(...texts) {
    const made = document.createElement("tr");
    for (const text of texts) made.appendChild(document.createElement("td")).textContent = text;
    return made;
  }

  function show() {
    const inputs = [...form.elements];
    const problem = inputs.map(wrong).find(Boolean);
    link.hidden = Boolean(problem);
    if (problem) {
      const told = row(problem);
      told.firstChild.colSpan = 2;
      body.replaceChildren(told);
      return;
    }
    const fields = Object.fromEntries(inputs.map((input) => [input.name, input.valueAsNumber]));
    const found = tools.map((tool) => [predict(tool, fields), tool.name]);
    found.sort((one, other) => one[0] - other[0]);
    body.replaceChildren(...found.map(([seconds, name]) => row(name, written(seconds))));
    link.href = `?${new URLSearchParams(fields)}#calculate`;
  }

  // A link may hold the inputs. Whatever else stands in an address is no number, and left alone.
  for (const [name, value] of new URLSearchParams(location.search)) {
    const input = [...form.elements].find((one) => one.name === name);
    if (input && value.trim() && Number.isFinite(Number(value))) input.value = String(Number(value));
  }
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
