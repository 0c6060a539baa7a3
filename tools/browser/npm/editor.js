// The editor, bundled when the site is built and loaded when a reader edits.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The classes that Pygments gives, so that the style sheet colours both alike.
const CLASSES = HighlightStyle.define([
  { tag: tags.comment, class: "c1" },
  { tag: [tags.string, tags.special(tags.string)], class: "s2" },
  { tag: tags.number, class: "mi" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], class: "k" },
  { tag: [tags.bool, tags.null], class: "kc" },
  { tag: [tags.operator, tags.derefOperator], class: "o" },
  { tag: tags.punctuation, class: "p" },
  { tag: [tags.function(tags.definition(tags.variableName))], class: "nf" },
  { tag: tags.definition(tags.className), class: "nc" },
]);

const mark = StateEffect.define();
const marked = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    marks = change.docChanged ? Decoration.none : marks;
    for (const effect of change.effects) {
      if (effect.is(mark)) marks = effect.value;
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {HTMLElement} parent
 * @param {string} text
 * @param {string} label the editor's accessible name
 * @param {() => void} changed
 * @param {() => void} run what Ctrl-Enter or Cmd-Enter does
 */
export function edit(parent, text, label, changed, run) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        bracketMatching(),
        highlightActiveLine(),
        python(),
        syntaxHighlighting(CLASSES),
        marked,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
        // Esc, then Tab leaves the editor: CodeMirror lets Tab go for a moment after Esc.
        keymap.of([
          { key: "Mod-Enter", preventDefault: true, run: () => (run(), true) },
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed();
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (fresh) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh } }),
    focus: () => view.focus(),
    close: () => view.destroy(),
    /** Mark lines, counted from 1. @param {number[]} lines @param {string} kind a class */
    mark(lines, kind) {
      const known = lines.filter((line) => line >= 1 && line <= view.state.doc.lines);
      const at = known.map((line) => view.state.doc.line(line).from).sort((a, b) => a - b);
      const line = Decoration.line({ class: kind });
      view.dispatch({ effects: mark.of(Decoration.set(at.map((from) => line.range(from)))) });
    },
  };
}
