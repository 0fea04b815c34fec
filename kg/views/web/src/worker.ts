// Runs in a worker of its own, which is ended to stop a query: the engine itself knows no way to stop.

import init, { Store } from 'oxigraph/web.js';
import { XzReadableStream } from 'xz-decompress';
import type { Answer, Request, Response as Said, Term } from './protocol';
import { explain, givesTriples, orderColumns, prologue, withBindings } from './query';

const XSD_STRING = 'http://www.w3.org/2001/XMLSchema#string';
/** The first line of every query, so that the line after it is the person's first. */
let before = '';
let prefixes: Record<string, string> = {};
let store: Store;

function say(words: Said): void {
  (self as unknown as { postMessage(words: Said): void }).postMessage(words);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** What was packed as XZ, which browsers cannot unpack by themselves: it is a third smaller than gzip. */
async function unpack(base64: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new XzReadableStream(new Blob([bytesOf(base64)]).stream());
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start(request: Request & { kind: 'start' }): Promise<void> {
  const began = performance.now();
  const graph = typeof request.graph === 'string' ? await unpack(request.graph) : request.graph;
  const engine = typeof request.engine === 'string'
    ? await WebAssembly.compile(await unpack(request.engine)) : request.engine;
  await init({ module_or_path: engine });
  store = new Store();
  store.load(graph as never, { format: 'application/n-quads', no_transaction: true });
  prefixes = request.prefixes;
  before = `${prologue(prefixes)}\n`;
  say({ kind: 'ready', engine, graph, statements: store.size, took: performance.now() - began });
}

type Json = { head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Record<string, JsonTerm>[] } };
type JsonTerm = { type: string; value: string; datatype?: string; 'xml:lang'?: string };

function term(given: JsonTerm | undefined): Term | null {
  if (!given) return null;
  if (given.type === 'uri') return { is: 'iri', value: given.value };
  if (given.type === 'bnode') return { is: 'blank', value: given.value };
  const found: Term = { is: 'text', value: String(given.value) };
  if (given['xml:lang']) found.language = given['xml:lang'];
  else if (given.datatype && given.datatype !== XSD_STRING) found.datatype = given.datatype;
  return found;
}

type RdfTerm = { termType: string; value: string; language?: string; datatype?: { value: string } };

function triplesOf(text: string): Pick<Answer, 'form' | 'columns' | 'rows'> {
  const found = store.query(before + text, { use_default_graph_as_union: true }) as unknown as Record<string, RdfTerm>[];
  const kinds: Record<string, string> = { NamedNode: 'uri', BlankNode: 'bnode' };
  const plain = (one: RdfTerm) => term({
    type: kinds[one.termType] || 'literal', value: one.value, datatype: one.datatype?.value,
    'xml:lang': one.language || undefined,
  });
  const rows = new Map(found.map((quad) => {
    const row = [quad.subject, quad.predicate, quad.object].map(plain);
    return [JSON.stringify(row), row];
  }));
  return { form: 'triples', columns: ['subject', 'predicate', 'object'], rows: [...rows.values()] };
}

function rowsOf(text: string, asked: string): Pick<Answer, 'form' | 'columns' | 'rows' | 'yes'> {
  const options = { use_default_graph_as_union: true, results_format: 'application/sparql-results+json' };
  const found = JSON.parse(store.query(before + text, options) as string) as Json;
  if (found.boolean !== undefined) return { form: 'boolean', columns: [], rows: [], yes: found.boolean };
  const columns = orderColumns(asked, found.head.vars || []);
  const rows = (found.results?.bindings || []).map((row) => columns.map((name) => term(row[name])));
  return { form: 'rows', columns, rows };
}

function ask(request: Request & { kind: 'ask' }): void {
  const { id } = request;
  const began = performance.now();
  try {
    const text = withBindings(request.text, request.bindings, prefixes);
    const found = givesTriples(text) ? triplesOf(text) : rowsOf(text, request.text);
    say({ kind: 'answer', id, took: performance.now() - began, ...found });
  } catch (error) {
    if (error instanceof Error && !(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) {
      say({ kind: 'fault', id, ...explain(error.message) });
    } else {
      say({ kind: 'fault', id, message: 'the answer is too large for the memory of this page', dead: true });
    }
  }
}

self.onmessage = (event: MessageEvent<Request>) => {
  const request = event.data;
  if (request.kind === 'ask') ask(request);
  else {
    start(request).catch((error: unknown) => {
      say({ kind: 'fault', id: 0, message: `the engine does not start: ${String(error)}`, dead: true });
    });
  }
};
