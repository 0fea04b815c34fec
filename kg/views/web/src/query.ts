// What can be told from a query's text without parsing it. The same rules as in kg/queries.py, so that both agree.

const NOISE = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|<[^<>"{}|^`\\\s]*>|#[^\n]*/g;
const STAR = /\bSELECT\b\s*(?:(?:DISTINCT|REDUCED)\b\s*)?(\*?)/i;
const CHARACTERS = /,? ?\['.*?'\](?=,|$)|, \[_\](?=,|$)/g;
const PLACE = /\bat (\d+):(\d+)(?:: ?)?/;
const MOST = 300;

/** The query with its texts, IRIs and comments blanked out, every other character in its place. */
export function mask(text: string): string {
  return text.replace(NOISE, (found) => ' '.repeat(found.length));
}

/** The variables of a query in the order in which they are first written. */
export function writtenVariables(text: string): string[] {
  return [...new Set([...mask(text).matchAll(/[?$](\w+)/g)].map((match) => match[1]))];
}

/** Whether the query gives triples (CONSTRUCT, DESCRIBE), which have formats of their own. */
export function givesTriples(text: string): boolean {
  const body = mask(text).replace(/\b(?:PREFIX\s+[^\s:]*:|BASE\b)/gi, ' ');
  return /^\s*(?:CONSTRUCT|DESCRIBE)\b/i.test(body);
}

/** The columns of an answer in the order written; the engine gives those of `SELECT *` by the alphabet. */
export function orderColumns(text: string, given: string[]): string[] {
  if (!STAR.exec(mask(text))?.[1]) return given;
  const written = writtenVariables(text);
  return [...given].sort((a, b) => written.indexOf(a) - written.indexOf(b));
}

/** The prefixes as one line to stand before a query. */
export function prologue(prefixes: Record<string, string>): string {
  return Object.entries(prefixes).map(([name, namespace]) => `PREFIX ${name}: <${namespace}>`).join(' ');
}

/** What the engine says of a query, in one line, with the place in the person's own text. */
export function explain(message: string): { message: string; line?: number; column?: number } {
  const text = message.split(/\s+/).join(' ').trim().replace(CHARACTERS, '');
  const short = text.length <= MOST ? text : `${text.slice(0, MOST - 1)}…`;
  const place = PLACE.exec(short);
  if (!place || Number(place[1]) < 2) return { message: short };
  return {
    message: short.replace(/^error /i, '').replace(PLACE, '').trim(),
    line: Number(place[1]) - 1,
    column: Number(place[2]),
  };
}
