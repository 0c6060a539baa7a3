// Who reads a question commits to a choice: only then its answer opens. Nothing of it is kept.
import { make, the } from "../assets/dom.js";

/** @param {HTMLElement} item @param {"right" | "wrong"} how */
function mark(item, how) {
  const text = `${how === "right" ? "✓" : "✗"} ${item.dataset[how]}`;
  item.classList.add(`quiz-is-${how}`);
  the(item, "label").append(" ", make("em", { className: "quiz-mark" }, text));
}

/** @param {HTMLElement} quiz */
function begin(quiz) {
  const said = the(quiz, ".quiz-said");
  const summary = the(quiz, "summary");
  const inputs = [...quiz.querySelectorAll("input")];

  /** @param {HTMLInputElement} chosen */
  function commit(chosen) {
    for (const input of inputs) {
      const item = /** @type {HTMLElement} */ (input.closest("li"));
      if (item.dataset.right) mark(item, "right");
      else if (input === chosen) mark(item, "wrong");
      input.disabled = true;
    }
    const right = /** @type {HTMLElement} */ (chosen.closest("li")).dataset.right;
    said.textContent = (right ? said.dataset.right : said.dataset.wrong) ?? "";
    quiz.dataset.committed = "";
  }

  summary.addEventListener("click", (event) => {
    if ("committed" in quiz.dataset) return;
    const chosen = inputs.find((input) => input.checked);
    if (chosen) {
      commit(chosen);
    } else {
      event.preventDefault();
      said.textContent = said.dataset.first ?? "";
      inputs[0]?.focus();
    }
  });
}

for (const quiz of document.querySelectorAll(".quiz")) begin(/** @type {HTMLElement} */ (quiz));
