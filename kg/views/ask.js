// The view "Ask": an editor for SPARQL, the named questions as examples, and the answer below it.

const ask = {
  /** @type {any} the editor of the bundle (web/src/editor.ts) */
  editor: null,
  built: false,
  /** @type {Answer|null} */
  answer: null,
  /** The fields of the parameters that the query names, by name. @type {Map<string, HTMLInputElement>} */
  fields: new Map(),
};

/** A line of a query's header that names a parameter: the variable, and what it is. */
const PARAMETER = /^#\+\s*param:\s*(\w+)[ \t]*(.*)$/gmu;

const FIRST_QUERY = 'SELECT ?subject ?relation ?object ?quote WHERE {\n'
  + '  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; oa:exact ?quote .\n'
  + '} LIMIT 20\n';

/** Say in the bar what happens. @param {string} words */
function sayAsk(words) {
  byId('ask-status').textContent = words;
  announce(words);
}

/** @param {boolean} busy */
function dressAsk(busy) {
  byId('ask-stop').toggleAttribute('disabled', !busy);
  const named = ask.answer ? namedIn(ask.answer) : null;
  const none = !named || !(named.nodes.size + named.claims.size);
  byId('ask-show').hidden = none;
  byId('ask-save').hidden = !ask.answer || ask.answer.form === 'boolean';
}

/** Run what stands in the editor. */
async function runAsk() {
  const text = ask.editor.text();
  ask.answer = null;
  ask.editor.mark(null);
  byId('ask-fault').hidden = true;
  dressAsk(true);
  sayAsk('Running …');
  try {
    const answer = await askEngine(text, bindings());
    ask.answer = answer;
    const what = answer.form === 'boolean' ? (answer.yes ? 'Yes' : 'No')
      : count(answer.rows.length, answer.form === 'triples' ? 'triple' : 'row');
    fill(byId('ask-answer'), answer.form === 'boolean' ? el('p', { class: 'yes' }, what)
      : answer.rows.length ? answerTable(answer) : el('p', { class: 'quiet' }, 'The graph has nothing that answers this.'));
    dressAsk(false);
    sayAsk(`${what} in ${answer.took < 10 ? answer.took.toFixed(1) : Math.round(answer.took)} ms`);
  } catch (given) {
    const fault = /** @type {Fault} */ (given);
    if (fault.stopped && engine.waiting) return;
    fill(byId('ask-answer'));
    dressAsk(false);
    if (fault.stopped) {
      sayAsk('Stopped');
      return;
    }
    const place = fault.line ? `Line ${fault.line}, column ${fault.column}: ` : '';
    const line = byId('ask-fault');
    line.textContent = `${place}${fault.message || String(given)}`;
    line.hidden = false;
    byId('ask-status').textContent = '';
    announce(line.textContent);
    if (fault.line) ask.editor.mark(fault.line, fault.column);
  }
}

/** Hand over the whole answer. */
function saveAsk() {
  if (!ask.answer) return;
  downloadCsv(`${fileName('answer')}.csv`,
    [ask.answer.columns, ...ask.answer.rows.map((row) => row.map((term) => term?.value))]);
}

/** What the filled fields bind, in the words of the command line; a thing's name stands for the thing. */
function bindings() {
  const found = {};
  for (const [name, field] of ask.fields) {
    const text = field.value.trim();
    if (text) found[name] = thingCalled(text) ?? text;
  }
  return found;
}

/** The only thing of a name, as a term, or null. @param {string} text */
function thingCalled(text) {
  const wanted = plain(text);
  const labelled = nameIndex.filter(({ names }) => names[0].plain === wanted);
  const called = labelled.length ? labelled : nameIndex.filter(({ names }) => names.some((name) => name.plain === wanted));
  return called.length === 1 ? `ent:${called[0].id}` : null;
}

/** A field for each parameter that the query names; what was filled in stays. @param {string} text of the query */
function showParameters(text) {
  const wanted = [...text.matchAll(PARAMETER)].map(([, name, what]) => ({ name, what }));
  const key = JSON.stringify(wanted);
  const box = byId('ask-parameters');
  if (box.dataset.of === key) return;
  box.dataset.of = key;
  const before = ask.fields;
  ask.fields = new Map(wanted.map(({ name }) => [name, /** @type {HTMLInputElement} */ (el('input', {
    type: 'text', id: `ask-parameter-${name}`, list: 'ask-things', autocomplete: 'off', spellcheck: 'false',
    placeholder: 'anything',
    onkeydown: (event) => {
      if (event.key === 'Enter' && !event.isComposing) runAsk();
    },
  }))]));
  for (const [name, field] of ask.fields) field.value = before.get(name)?.value || '';
  fill(box, ...wanted.map(({ name, what }) => el('div', { class: 'parameter' },
    el('label', { for: `ask-parameter-${name}` }, name), ask.fields.get(name),
    what ? el('span', { class: 'quiet' }, what.replace(/,? *as in -p .*$/u, '')) : null)));
  box.hidden = !wanted.length;
}

/** The questions as a list to choose from. */
function questionChooser() {
  const { questions } = content.sparql;
  const chooser = /** @type {HTMLSelectElement} */ (el('select', { id: 'ask-question', 'aria-label': 'Named questions' },
    el('option', { value: '' }, questions.length ? 'Choose a question …' : 'There are no named questions'),
    ...questions.map(({ name, summary }) => el('option', { value: name }, summary))));
  chooser.addEventListener('change', () => askNamed(chooser.value));
  return chooser;
}

/** The questions laid open, for as long as nothing has been asked. */
function questionList() {
  const { questions } = content.sparql;
  return questions.length ? el('div', { class: 'questions' }, el('h3', {}, 'Named questions'),
    el('ul', {}, ...questions.map(({ name, summary }) => el('li', {}, el('button', {
      type: 'button', class: 'name', onclick: () => askNamed(name),
    }, summary))))) : null;
}

/** Ask a named question. @param {string} name */
function askNamed(name) {
  const question = content.sparql.questions.find((one) => one.name === name);
  if (!question) return;
  /** @type {HTMLSelectElement} */ (byId('ask-question')).value = name;
  ask.editor.set(question.text);
  showParameters(question.text);
  runAsk();
}

/** Where the engine was not bundled: say so, and what to do instead. */
function explainAsk() {
  fill(byId('ask'), el('div', { class: 'view-bar' }, el('h2', {}, 'Ask')),
    el('p', { id: 'ask-missing' }, 'This page was built without SPARQL: its engine could not be fetched then. ',
      'Everything else works. The same questions are answered on the command line, by ', el('code', {}, 'kg query'), '.'));
}

/** Write the view for the first time; the editor is unpacked for it. */
async function buildAsk() {
  ask.built = true;
  await runCarried('sparql-editor');
  const home = el('div', { id: 'ask-editor' });
  const button = (id, words, then) => el('button', { type: 'button', class: 'button', id, onclick: then }, words);
  fill(byId('ask'),
    el('div', { class: 'view-bar' }, el('h2', {}, 'Ask'), questionChooser(),
      button('ask-run', 'Run', runAsk), button('ask-stop', 'Stop', stopEngine)),
    home,
    el('div', { id: 'ask-parameters', role: 'group', 'aria-label': 'Parameters', hidden: true }),
    el('datalist', { id: 'ask-things' }, ...byWeight.slice(0, 2000).map((id) => el('option', { value: nodes.get(id).label }))),
    el('p', { class: 'quiet', id: 'ask-hint' }, 'SPARQL. Ctrl+Enter runs it. Prefixes need no declaration: ',
      Object.keys(content.sparql.prefixes).map((name) => `${name}:`).join(' ')),
    el('p', { id: 'ask-fault', hidden: true }),
    el('div', { class: 'answer-bar' }, el('p', { class: 'quiet number', id: 'ask-status' }),
      button('ask-show', 'Show in graph', () => ask.answer && showInGraph(ask.answer)),
      button('ask-save', 'Save as CSV', saveAsk)),
    el('div', { id: 'ask-answer', tabindex: 0, role: 'region', 'aria-label': 'Answer' }));
  const terms = [
    ...content.sparql.terms.map(([name, label, kind]) => ({ name, label, kind })),
    ...content.nodes.map((node) => ({ name: `ent:${node.id}`, label: node.label, kind: 'entity' })),
  ];
  ask.editor = /** @type {any} */ (window).kgEditor.create({
    parent: home, text: FIRST_QUERY, label: 'Query in SPARQL', prefixes: Object.keys(content.sparql.prefixes), terms,
    onRun: runAsk, onChange: showParameters,
  });
  fill(byId('ask-answer'), questionList());
  dressAsk(false);
  sayAsk('Starting …');
  startEngine().then((took) => {
    if (!ask.answer && !engine.waiting) sayAsk(`Ready in ${Math.round(took)} ms`);
  }, (fault) => sayAsk(fault.message));
}

/** Make the view known. */
function startAsk() {
  const show = () => {
    if (!content.sparql) explainAsk();
    else if (!ask.built) buildAsk();
  };
  addView('ask', { show, says: () => 'Questions in SPARQL' });
}
