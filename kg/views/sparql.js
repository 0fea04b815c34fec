// The engine of the SPARQL tab: a worker made of what the page carries, started when first needed, ended to stop.

/**
 * A cell of an answer, and an answer, as the worker gives them (web/src/protocol.ts).
 * @typedef {{is: 'iri'|'text'|'blank', value: string, datatype?: string, language?: string}} Term
 * @typedef {{form: 'rows'|'triples'|'boolean', columns: string[], rows: Array<Array<Term|null>>, yes?: boolean,
 *   took: number}} Answer
 * @typedef {{message: string, line?: number, column?: number, stopped?: boolean}} Fault
 */

const engine = {
  /** @type {Worker|null} */
  worker: null,
  /** Settles when the worker can be asked; gives the milliseconds that it took. @type {Promise<number>|null} */
  ready: null,
  /** What a worker needs: packed at first, then what the first worker has made of it. @type {any} */
  parts: null,
  /** Who waits for an answer. @type {{id: number, done: (answer: Answer) => void, failed: (fault: Fault) => void}|null} */
  waiting: null,
  asked: 0,
  /** The address of the worker's script. @type {Promise<any>|null} */
  address: null,
};

/** The address of the worker's script: the only string that the page's policy lets become one. */
async function workerAddress() {
  const url = URL.createObjectURL(new Blob([await unpacked(carried('sparql-worker'))], { type: 'text/javascript' }));
  const types = /** @type {any} */ (window).trustedTypes;
  const policy = types?.createPolicy('kg-worker', { createScriptURL: (/** @type {string} */ text) => {
    if (text !== url) throw new TypeError('not the address of our worker');
    return text;
  } });
  return policy ? policy.createScriptURL(url) : url;
}

/** Start the worker, if there is none. @returns {Promise<number>} milliseconds that it took until it can be asked */
function startEngine() {
  if (engine.ready) return engine.ready;
  engine.parts ||= {
    engine: carried('sparql-engine'), graph: carried('sparql-graph'), prefixes: content.sparql.prefixes,
  };
  engine.address ||= workerAddress();
  const began = performance.now();
  const ready = engine.address.then((address) => new Promise((resolve, reject) => {
    if (engine.ready !== ready) reject({ message: 'Stopped', stopped: true });
    else runWorker(new Worker(address), () => resolve(performance.now() - began), reject);
  }));
  engine.ready = ready;
  ready.catch(() => {
    if (engine.ready === ready) endEngine();
  });
  return ready;
}

/** Hand the worker what it needs, and listen to it. @param {Worker} worker @param {() => void} done @param {(fault: Fault) => void} failed */
function runWorker(worker, done, failed) {
  engine.worker = worker;
  worker.addEventListener('message', (event) => {
    const said = event.data;
    if (said.kind === 'ready') {
      Object.assign(engine.parts, { engine: said.engine, graph: said.graph });
      done();
    } else if (said.id === 0) failed(said);
    else hear(said);
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    endEngine();
    const fault = { message: 'the engine does not run in this browser' };
    failed(fault);
    engine.waiting?.failed(fault);
    engine.waiting = null;
  });
  worker.postMessage({ kind: 'start', ...engine.parts });
}

/** End the worker and all that it does. */
function endEngine() {
  engine.worker?.terminate();
  engine.worker = null;
  engine.ready = null;
}

/** @param {any} said */
function hear(said) {
  const { waiting } = engine;
  if (!waiting || said.id !== waiting.id) return;
  engine.waiting = null;
  if (said.dead) endEngine();
  if (said.kind === 'answer') waiting.done(said);
  else waiting.failed(said);
}

/**
 * Ask a query; a query that still runs is stopped.
 * @param {string} text @param {Object<string, string>} [bindings] what its variables are bound to, as on the command line
 * @returns {Promise<Answer>} rejects with `Fault`
 */
async function askEngine(text, bindings = {}) {
  stopEngine();
  const id = engine.asked += 1;
  return new Promise((done, failed) => {
    engine.waiting = { id, done, failed };
    startEngine().then(() => {
      if (engine.waiting?.id === id) engine.worker?.postMessage({ kind: 'ask', id, text, bindings });
    }, failed);
  });
}

/** Stop the query that runs, if one does: end the worker, start the next. */
function stopEngine() {
  const { waiting } = engine;
  if (!waiting) return;
  engine.waiting = null;
  endEngine();
  waiting.failed({ message: 'Stopped', stopped: true });
  startEngine().catch(() => {});
}
