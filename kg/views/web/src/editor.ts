// The editor of the SPARQL tab. It lives in a shadow root: there its style sheets are adopted, which the page's content
// security policy allows, whereas style elements are not. Colours are the page's custom properties.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, drawSelection, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type Known, completing } from './complete';

type Options = {
  parent: HTMLElement;
  text: string;
  label: string;
  prefixes: string[];
  terms: Known[];
  onRun: () => void;
  /** Told the text whenever it changes. */
  onChange: (text: string) => void;
};

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: tags.standard(tags.variableName), color: 'var(--accent)' },
  { tag: tags.local(tags.variableName), color: 'var(--line-tentative)' },
  { tag: tags.atom, color: 'var(--line-derived)' },
  { tag: tags.string, color: 'var(--line-negative)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: tags.operator, color: 'var(--soft)' },
]);

const dress = EditorView.theme({
  '&': {
    color: 'var(--ink)', background: 'var(--raised)', border: '1px solid var(--rule)', borderRadius: '8px',
    fontSize: 'var(--editor-size, 13.5px)', maxHeight: 'var(--editor-height, 44vh)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)', minHeight: '7.5em' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { background: 'transparent', color: 'var(--soft)', border: '0' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--highlight)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--highlight)', outline: 'none' },
  '.cm-wrong': { background: 'color-mix(in srgb, var(--line-negative) 14%, transparent)' },
  '.cm-tooltip': {
    background: 'var(--raised)', border: '1px solid var(--rule)', borderRadius: '8px', boxShadow: 'var(--shadow)',
    color: 'var(--ink)', overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '15em', maxWidth: 'min(560px, 92vw)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--hover)', color: 'var(--ink)' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--soft)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
});

/** The line, from 1, at which the query is wrong; null takes the mark away. */
const setWrong = StateEffect.define<number | null>();
const wrong = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    let found = change.docChanged ? Decoration.none : marks;
    for (const effect of change.effects) {
      if (!effect.is(setWrong)) continue;
      const line = effect.value;
      found = line === null || line < 1 || line > change.state.doc.lines ? Decoration.none
        : Decoration.set([Decoration.line({ class: 'cm-wrong' }).range(change.state.doc.line(line).from)]);
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Put what is typed in the place of the selection. */
function typeOver(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || !event.data || event.isComposing) return false;
  if (view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.update(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true }));
  return true;
}

/** Make an editor in an element that is otherwise empty. */
function create(options: Options) {
  const root = options.parent.attachShadow({ mode: 'open' });
  const run = () => {
    options.onRun();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        syntaxHighlighting(colours),
        autocompletion({ override: [completing(options.prefixes, options.terms)], icons: false, maxRenderedOptions: 60 }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        wrong,
        dress,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
        // The browser's own editing, which writes style attributes that the page's policy stops, is kept out of it.
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.contentAttributes.of({
          contenteditable: 'plaintext-only', 'aria-label': options.label, spellcheck: 'false', autocapitalize: 'off',
        }),
      ],
    }),
  });
  // Keys typed here are for the editor; the page's own keys (a slash for the search, Ctrl+Z) must not hear them.
  options.parent.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) event.stopPropagation();
  });
  return {
    text: () => view.state.doc.toString(),
    set: (text: string) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
    /** Mark the line at fault and put the cursor at the place; null takes the mark away. */
    mark: (line: number | null, column = 1) => {
      view.dispatch({ effects: setWrong.of(line) });
      if (line === null || line < 1 || line > view.state.doc.lines) return;
      const { from, to } = view.state.doc.line(line);
      view.dispatch({ selection: { anchor: Math.min(to, from + column - 1) }, scrollIntoView: true });
    },
  };
}

(globalThis as unknown as { kgEditor: object }).kgEditor = Object.freeze({ create });
