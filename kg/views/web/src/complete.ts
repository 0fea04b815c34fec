// Completion: prefixes, terms of the ontology by name or by words of their label, variables and keywords.

import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { writtenVariables } from './query';

/** A term: its prefixed name, its label, and what it is in a word. */
export type Known = { name: string; label: string; kind: string };

const KEYWORDS = (
  'SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS GRAPH BIND VALUES CONSTRUCT DESCRIBE ASK PREFIX LIMIT OFFSET '
  + 'COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT HAVING COALESCE IF EXISTS CONTAINS STRSTARTS REGEX LCASE UCASE STR LANG '
  + 'DATATYPE YEAR MONTH BOUND IN NOT AS ASC DESC UNDEF'
).split(' ').concat('GROUP BY', 'ORDER BY', 'NOT EXISTS');
const MOST = 60;

/** How well what is typed meets a term: 0 not at all. */
function grade(typed: string, local: string, label: string): number {
  if (!typed) return 1;
  if (local === typed) return 6;
  if (local.startsWith(typed)) return 5;
  if (label.startsWith(typed)) return 4;
  if (label.includes(` ${typed}`)) return 3;
  return local.includes(typed) || label.includes(typed) ? 2 : 0;
}

/** A source of completions over the prefixes and terms given. */
export function completing(prefixes: string[], terms: Known[]): (context: CompletionContext) => CompletionResult | null {
  const known = terms.map((term) => {
    const colon = term.name.indexOf(':');
    return {
      prefix: term.name.slice(0, colon),
      local: term.name.slice(colon + 1).toLowerCase(),
      words: term.label.toLowerCase(),
      option: { label: term.name, detail: term.label, type: term.kind } satisfies Completion,
    };
  });

  const termsFor = (prefix: string | null, typed: string): Completion[] => known
    .filter((one) => prefix === null || one.prefix === prefix)
    .map((one) => ({ mark: grade(typed, one.local, one.words), one }))
    .filter(({ mark }) => mark > 0)
    .sort((a, b) => b.mark - a.mark || (a.one.option.label < b.one.option.label ? -1 : 1))
    .slice(0, MOST)
    .map(({ one }) => one.option);

  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const typed = variable.text.slice(1);
      const names = writtenVariables(context.state.doc.toString()).filter((name) => name !== typed);
      const options = names.filter((name) => name.startsWith(typed)).map((name) => ({ label: `?${name}`, type: 'variable' }));
      return options.length ? { from: variable.from, options, filter: false } : null;
    }
    const word = context.matchBefore(/[A-Za-z][\w.-]*:?[\w.-]*|:[\w.-]*/);
    if (!word && !context.explicit) return null;
    const text = word ? word.text : '';
    const from = word ? word.from : context.pos;
    const colon = text.indexOf(':');
    if (colon >= 0) {
      const options = termsFor(text.slice(0, colon), text.slice(colon + 1).toLowerCase());
      return options.length ? { from, options, filter: false } : null;
    }
    if (text.length < 2 && !context.explicit) return null;
    const typed = text.toLowerCase();
    const options: Completion[] = [
      ...KEYWORDS.filter((one) => one.toLowerCase().startsWith(typed)).map((label) => ({ label, type: 'keyword' })),
      ...prefixes.filter((one) => one.startsWith(typed)).map((one) => ({ label: `${one}:`, detail: 'prefix', type: 'prefix' })),
      ...termsFor(null, typed),
    ];
    return options.length ? { from, options: options.slice(0, MOST), filter: false } : null;
  };
}
