// Predicts how long each tool takes, from the costs in the page: the same as tools/measurements/calculator.py.
"use strict";
(() => {
  const form = document.querySelector("[data-calculator]");
  const tools = JSON.parse(document.getElementById("costs").textContent);
  const body = document.querySelector(".calculated tbody");

  function predict(tool, tasks, compute, wait, payload, cores) {
    const atOnce = tool.at_once === null ? cores : tool.at_once;
    const handOver = tasks * (tool.each + payload * tool.byte);
    const work = (tasks * compute * tool.slower) / (tool.on_cores ? Math.min(cores, tasks) : 1);
    const rounds = atOnce < 0 ? 1 : Math.ceil(tasks / atOnce);
    return tool.start * Math.min(cores, tasks) + handOver + work + rounds * wait;
  }

  function written(seconds) {
    for (const [unit, size] of [["s", 1], ["ms", 1e-3], ["µs", 1e-6], ["ns", 1e-9]]) {
      if (seconds >= 0.995 * size || unit === "ns") {
        const value = Number((seconds / size).toPrecision(2));
        const digits = value > 0 ? Math.max(0, 1 - Math.floor(Math.log10(value))) : 0;
        return `${value.toLocaleString("en", {
          minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
      }
    }
  }

  function show() {
    const fields = {};
    for (const input of form.elements) {
      const value = input.valueAsNumber;
      if (!input.validity.valid || Number.isNaN(value)) {
        const row = document.createElement("tr");
        const cell = row.appendChild(document.createElement("td"));
        cell.colSpan = 2;
        cell.textContent = `${input.parentElement.firstChild.textContent}: a number from ${input.min} to ${input.max}, please.`;
        body.replaceChildren(row);
        return;
      }
      fields[input.name] = value;
    }
    const { tasks, compute, wait, payload, cores } = fields;
    const rows = tools
      .map((tool) => [
        predict(tool, tasks, compute / 1000, wait / 1000, payload * 1000, cores),
        tool.name,
      ])
      .sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1))
      .map(([seconds, name]) => {
        const row = document.createElement("tr");
        for (const text of [name, written(seconds)]) {
          row.appendChild(document.createElement("td")).textContent = text;
        }
        return row;
      });
    body.replaceChildren(...rows);
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
