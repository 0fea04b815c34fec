// What the page and the worker say to each other.

/** An RDF term of an answer: an IRI, a text with its datatype or language, or a blank node. */
export type Term = { is: 'iri' | 'text' | 'blank'; value: string; datatype?: string; language?: string };

/** To the worker: first everything that it needs, then one query after the other. */
export type Request =
  | {
      kind: 'start';
      /** The engine, packed and in base64 at first; compiled when a worker had to be replaced. */
      engine: string | WebAssembly.Module;
      /** The graph as N-Quads, XZ in base64 at first; the bytes when a worker had to be replaced. */
      graph: string | Uint8Array;
      prefixes: Record<string, string>;
    }
  /** `bindings`: what variables of the query are bound to, in the words of the command line. */
  | { kind: 'ask'; id: number; text: string; bindings: Record<string, string> };

/** An answer: rows over columns (of triples, too), or yes or no. `took` is in milliseconds. */
export type Answer = {
  kind: 'answer';
  id: number;
  took: number;
  form: 'rows' | 'triples' | 'boolean';
  columns: string[];
  rows: (Term | null)[][];
  yes?: boolean;
};

/** What went wrong, in one line; `line` and `column` from 1 where the query's text is at fault; `dead`: start anew. */
export type Fault = { kind: 'fault'; id: number; message: string; line?: number; column?: number; dead?: boolean };

/** From the worker. */
export type Response =
  | { kind: 'ready'; engine: WebAssembly.Module; graph: Uint8Array; statements: number; took: number }
  | Answer
  | Fault;
