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

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const IRI = /^[a-z][a-z0-9+.-]*:[^\u0000-\u0020<>"{}|^`\\]*$/i;
const ESCAPES: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r' };

function named(iri: string): string {
  if (!IRI.test(iri)) throw new Error(`<${iri}> is no IRI`);
  return `<${iri}>`;
}

/**
 * The RDF term that a text stands for, as SPARQL writes it: <an IRI>, prefix:local, a number, true or false, "a text" with
 * an optional @language, or plain text. What is written cannot be left: IRIs are checked, texts escaped.
 */
export function termOf(value: string, prefixes: Record<string, string>): string {
  const written = (text: string) => `"${text.replace(/["\\\n\r]/g, (found) => ESCAPES[found])}"`;
  if (/^<[^]*>$/.test(value)) return named(value.slice(1, -1));
  const text = /^"([^]*)"(?:@([A-Za-z]+(?:-[A-Za-z0-9]+)*))?$/.exec(value);
  if (text) return written(text[1]) + (text[2] ? `@${text[2]}` : '');
  if (/^[+-]?[0-9]+$/.test(value)) return `"${value}"^^<${XSD}integer>`;
  if (/^[+-]?[0-9]*\.[0-9]+$/.test(value)) return `"${value}"^^<${XSD}decimal>`;
  if (value === 'true' || value === 'false') return value;
  const colon = value.indexOf(':');
  const prefix = value.slice(0, Math.max(0, colon));
  if (colon >= 0 && Object.hasOwn(prefixes, prefix) && !/\s/.test(value)) return named(prefixes[prefix] + value.slice(colon + 1));
  return written(value);
}

/** The place behind the brace that opens the pattern of a query; a CONSTRUCT has its template before it. */
function patternStart(text: string): number {
  const body = mask(text);
  const form = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(body);
  let at = form ? form.index + form[0].length : 0;
  if (form && form[1].toUpperCase() === 'CONSTRUCT') at = body.indexOf('}', at) + 1;
  for (let depth = 0; at < body.length; at += 1) {
    if (body[at] === '(') depth += 1;
    else if (body[at] === ')') depth -= 1;
    else if (body[at] === '{' && depth === 0) return at + 1;
  }
  throw new Error('the query has no pattern { ... } in which a parameter could be bound');
}

/** The query with its variables bound by VALUES at the head of its pattern, on the line of the brace. */
export function withBindings(text: string, values: Record<string, string>, prefixes: Record<string, string>): string {
  const names = Object.keys(values);
  if (!names.length) return text;
  const written = writtenVariables(text);
  for (const name of names) if (!written.includes(name)) throw new Error(`the query has no variable ?${name}`);
  const at = patternStart(text);
  const block = names.map((name) => ` VALUES ?${name} { ${termOf(values[name], prefixes)} }`).join('');
  return text.slice(0, at) + block + text.slice(at);
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
