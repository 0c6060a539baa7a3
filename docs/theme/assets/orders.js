// Lets a reader choose the order in which the threads of an example take turns. The page holds the
// graph of all states, made by tools/site/interleavings.py; nothing is computed here but where one stands.

const MOST = 500; // steps of an order in an address
const SIGNS = { sound: "✓", race: "✗", wrong: "✗", error: "✗", deadlock: "✗" };
const GOALS = { deadlock: "the deadlock", error: "the error", race: "the loss", wrong: "the loss" };
const LOCKS = ["Lock", "RLock", "Condition"];
const SVG = "http://www.w3.org/2000/svg";

const called = (number) => (number ? `thread ${number}` : "main");
const upper = (text) => text[0].toUpperCase() + text.slice(1);

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

class View {
  constructor(root) {
    this.root = root;
    this.name = root.dataset.name;
    this.data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.plan = []; // the steps taken, and those that can be taken again
    this.taken = 0;
    this.found = new Set();
    let block = root;
    while (block && !block.matches(".highlight.example")) block = block.previousElementSibling;
    this.lines = block ? [...block.querySelectorAll("code > span[id]")] : [];
    this.build();
    const wrong = this.fromAddress();
    this.show(wrong || "Choose who takes the first step.");
  }

  // What the numbers of a state mean.

  get path() {
    return this.plan.slice(0, this.taken);
  }

  after(path) {
    let state = this.data.states[0];
    for (const number of path) {
      const to = state[this.edge(number)];
      if (!(to >= 0)) return null;
      state = this.data.states[to];
    }
    return state;
  }

  edge(number) {
    const { movers, states } = this.data;
    const at = movers.indexOf(number);
    return at < 0 ? -1 : states[0].length - movers.length + at;
  }

  standing(state, number) {
    const [line, how, own, said] = this.data.standings[state[this.data.movers.indexOf(number)]];
    return { line, how, own, said };
  }

  values(state) {
    const { movers, names, texts } = this.data;
    return names.map((name, at) => [name, texts[state[movers.length + at]]]);
  }

  things(state) {
    const { movers, names, things, holdings } = this.data;
    const first = movers.length + names.length;
    return things.map(([name, kind], at) => {
      const [owner, said, inside] = holdings[state[first + at]];
      const waiting = movers.filter((n) => this.standing(state, n).said === name);
      return { name, kind, owner, said, inside, waiting };
    });
  }

  output(state) {
    const { movers, names, things, texts } = this.data;
    return texts[state[movers.length + names.length + things.length]];
  }

  ending(state) {
    const number = this.data.states.indexOf(state);
    return this.data.endings.find((ending) => ending.states.includes(number));
  }

  code(line) {
    return this.lines[line - 1]?.textContent.trim() ?? `line ${line}`;
  }

  // What the reader does.

  step(number) {
    const before = this.after(this.path);
    const { line, how, said } = this.standing(before, number);
    if (!(before[this.edge(number)] >= 0)) {
      const why = { waits: `waits for ${said}`, done: "has ended", error: "has ended" };
      this.say(`${upper(called(number))} ${why[how] ?? "has not been started"}: it cannot take a step.`);
      return;
    }
    if (this.plan[this.taken] !== number) this.plan = [...this.path, number];
    this.taken += 1;
    const after = this.after(this.path);
    const note = this.data.notes[`${this.data.states.indexOf(before)}:${number}`];
    const was = Object.fromEntries(this.values(before));
    const changes = this.values(after).filter(([name, text]) => was[name] !== text);
    const did = how === "leaving" ? `leaves the block of line ${line}` : `line ${line}`;
    const parts = [
      `Step ${this.taken}: ${called(number)}, ${did}, “${this.code(line)}”`,
      ...(note ? [note] : []),
      ...changes.map(([name, text]) => `now ${name} = ${text}`),
    ];
    this.remember();
    this.show(`${parts.join("; ")}.`);
  }

  go(taken, said) {
    this.taken = Math.max(0, Math.min(this.plan.length, taken));
    this.remember();
    this.show(said);
  }

  back() {
    if (this.taken) this.go(this.taken - 1, `Back before step ${this.taken}.`);
  }

  forward() {
    if (this.taken < this.plan.length) this.step(this.plan[this.taken]);
  }

  restart() {
    this.plan = [];
    this.go(0, "From the beginning. Choose who takes the first step.");
  }

  lead(ending) {
    this.plan = ending.path;
    this.go(0, `${ending.path.length} steps lead there. “Forward” takes them one by one.`);
  }

  // The order in the address.

  remember() {
    const address = new URL(location.href);
    address.searchParams.delete(this.name);
    if (this.taken) address.searchParams.set(this.name, this.path.join(""));
    address.hash = this.root.id;
    history.replaceState(history.state, "", address);
  }

  fromAddress() {
    const asked = new URLSearchParams(location.search).get(this.name);
    if (!asked) return "";
    const path = [...asked].map(Number);
    if (asked.length > MOST || !/^\d*$/.test(asked) || !this.after(path))
      return "The address asks for an order that these threads cannot take; this is the beginning.";
    this.plan = path;
    this.taken = path.length;
    const tab = this.root.closest(".tabbed-block");
    if (tab) {
      const number = [...tab.parentElement.children].indexOf(tab);
      tab.closest(".tabbed-set").children[number].checked = true;
    }
    if (location.hash === `#${this.root.id}`) this.root.scrollIntoView();
    return `The order of the address: ${path.length} steps.`;
  }

  // What the reader sees.

  build() {
    const live = make("div", { class: "orders-live" });
    this.lanes = this.data.movers.map((number) => {
      const button = make("button", { type: "button", class: "orders-lane" });
      button.addEventListener("click", () => this.step(number));
      return button;
    });
    this.status = make("p", { class: "orders-said", role: "status" });
    this.shared = make("div", { class: "orders-shared" });
    this.graph = make("div", { class: "orders-graph", "aria-hidden": "true" });
    this.map = make("ul", { class: "orders-map" });
    this.counted = make("p", { class: "orders-counted" });
    const tools = make("div", { class: "orders-tools" });
    const tool = (text, does) => {
      const button = make("button", { type: "button" }, text);
      button.addEventListener("click", does);
      tools.append(button);
      return button;
    };
    this.backward = tool("Back", () => this.back());
    this.onward = tool("Forward", () => this.forward());
    tool("Restart", () => this.restart());
    const bad = this.data.endings.find((ending) => GOALS[ending.verdict]);
    if (bad) tool(`Show me the shortest way to ${GOALS[bad.verdict]}`, () => this.lead(bad));
    const keys = `Keys: ${this.data.movers.join(", ")} take a step, ← goes back, → forward.`;
    live.append(
      make("div", { class: "orders-lanes" }, ...this.lanes),
      this.status,
      tools,
      make("div", { class: "orders-state" }, this.shared, this.graph),
      this.counted,
      this.map,
      make("p", { class: "orders-keys" }, `${keys} The order stands in the address: share it.`),
    );
    this.root.querySelector(".orders-static").before(live);
    this.root.classList.add("orders-alive");
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys = { ArrowLeft: () => this.back(), ArrowRight: () => this.forward() };
    for (const number of this.data.movers) keys[number] = () => this.step(number);
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }

  say(text) {
    this.status.textContent = text;
  }

  show(said) {
    const state = this.after(this.path);
    const ending = this.ending(state);
    if (ending) this.found.add(ending);
    this.say(ending ? `${said} ${upper(this.kind(ending))}: ${ending.text}.` : said);
    this.data.movers.forEach((number, at) => this.showLane(this.lanes[at], state, number));
    this.showLines(state);
    this.showShared(state, ending);
    this.showGraph(state, ending);
    this.showEndings(ending);
    this.backward.disabled = !this.taken;
    this.onward.disabled = this.taken >= this.plan.length;
  }

  kind(ending) {
    return { sound: "a good end", race: "a race", wrong: "a wrong end" }[ending.verdict] ?? ending.verdict;
  }

  showLane(button, state, number) {
    const { line, how, own, said } = this.standing(state, number);
    const free = state[this.edge(number)] >= 0;
    const next = this.taken < this.plan.length && this.plan[this.taken] === number;
    const words = {
      ready: `line ${line}`,
      leaving: `leaves the block of line ${line}`,
      woken: `line ${line}, goes on`,
      waits: `line ${line}: waits for ${said}`,
      done: "has ended",
      error: `has ended: ${said}`,
      new: "not started yet",
    };
    const note = this.data.notes[`${this.data.states.indexOf(state)}:${number}`];
    button.setAttribute("aria-disabled", String(!free));
    button.classList.toggle("orders-planned", next);
    button.replaceChildren(
      make("b", {}, upper(called(number))),
      make("span", { class: "orders-call" }, number ? this.data.threads[number] : ""),
      make("span", { class: "orders-where" }, words[how] + (note ? ` (${note})` : "")),
      ...(line ? [make("code", {}, this.code(line))] : []),
      make("span", { class: "orders-own" }, own || "\u00a0"),
    );
  }

  showLines(state) {
    const marks = new Map();
    for (const number of this.data.movers) {
      const { line, how } = this.standing(state, number);
      if (line) marks.set(line, `${marks.get(line) ?? ""} ${number || "main"}${how === "waits" ? "…" : ""}`);
    }
    this.lines.forEach((span, at) => {
      const mark = marks.get(at + 1);
      span.classList.toggle("orders-next", Boolean(mark));
      if (mark) span.dataset.orders = `◂${mark}`;
      else delete span.dataset.orders;
    });
  }

  showShared(state, ending) {
    const rows = this.values(state).map(([name, text]) => [name, text]);
    for (const { name, owner, said, inside, waiting } of this.things(state)) {
      const parts = [
        owner === null ? said : `held by ${called(owner)}${said ? `, ${said}` : ""}`,
        ...(inside.length ? [`in it: ${inside.map(called).join(", ")}`] : []),
      ];
      const outside = waiting.filter((number) => !inside.includes(number));
      if (outside.length) parts.push(`waiting: ${outside.map(called).join(", ")}`);
      rows.push([name, parts.join("; ")]);
    }
    const list = make("dl");
    for (const [name, text] of rows) {
      list.append(make("div", {}, make("dt", {}, make("code", {}, name)), make("dd", {}, text)));
    }
    const printed = this.output(state);
    const out = make("pre", { class: "orders-out" }, printed || "nothing printed yet");
    if (!printed) out.classList.add("orders-nothing");
    this.shared.replaceChildren(list, out);
  }

  // An arrow leads from a thread to what it waits for, and from a lock to its owner.
  showGraph(state, ending) {
    const locks = this.things(state).filter((thing) => LOCKS.includes(thing.kind));
    if (!locks.length) return;
    const { movers } = this.data;
    const height = 36 * Math.max(locks.length, movers.length);
    const svg = document.createElementNS(SVG, "svg");
    const draw = (tag, attributes, text) => {
      const made = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      if (text) made.textContent = text;
      svg.append(made);
    };
    svg.setAttribute("viewBox", `0 0 280 ${height}`);
    if (ending?.verdict === "deadlock") svg.setAttribute("class", "orders-stuck");
    const y = (at, many) => ((at + 0.5) * height) / many;
    const boxes = [
      ...movers.map((n, at) => [4, y(at, movers.length), upper(called(n)), 14]),
      ...locks.map((lock, at) => [186, y(at, locks.length), lock.name, 2]),
    ];
    for (const [x, middle, text, round] of boxes) {
      draw("rect", { x, y: middle - 13, width: 90, height: 26, rx: round });
      draw("text", { x: x + 45, y: middle + 4 }, text.length > 13 ? `${text.slice(0, 12)}…` : text);
    }
    const arrow = (kind, x1, y1, x2, y2) => {
      const length = Math.hypot(x2 - x1, y2 - y1);
      const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
      const tip = (turn) => `${x2 - 8 * dx + turn * 4 * dy},${y2 - 8 * dy - turn * 4 * dx}`;
      draw("line", { class: kind, x1, y1, x2: x2 - 6 * dx, y2: y2 - 6 * dy });
      draw("polygon", { class: kind, points: `${x2},${y2} ${tip(1)} ${tip(-1)}` });
    };
    locks.forEach((lock, at) => {
      const middle = y(at, locks.length);
      movers.forEach((number, lane) => {
        const there = y(lane, movers.length);
        if (lock.owner === number) arrow("holds", 186, middle - 4, 94, there - 4);
        if (lock.waiting.includes(number)) arrow("waits", 94, there + 4, 186, middle + 4);
      });
    });
    this.graph.replaceChildren(svg, make("p", {}, "⟵ is held by, ⇢ waits for"));
  }

  showEndings(here) {
    const { endings, count } = this.data;
    const many = (ending) =>
      count === "endless" ? `${ending.orders} orders` : `${ending.orders} of ${count} orders`;
    const word = endings.length === 1 ? "ending" : "endings";
    const found = `You have found ${this.found.size} of ${endings.length} ${word}`;
    this.counted.textContent = here ? `${found}; ${many(here)} end here.` : `${found}.`;
    this.map.replaceChildren(
      ...endings.map((ending) => {
        const known = this.found.has(ending);
        const item = make("li", { class: known ? `orders-${ending.verdict}` : "orders-unknown" });
        const text = known ? `${SIGNS[ending.verdict]} ${upper(this.kind(ending))}: ${ending.text}` : "? Not found yet";
        item.append(make("span", {}, text), make("small", {}, many(ending)));
        if (ending === here) item.setAttribute("aria-current", "true");
        return item;
      }),
    );
  }
}

for (const root of document.querySelectorAll(".orders")) new View(root);
