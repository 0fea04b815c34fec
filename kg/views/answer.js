// An answer as a table: headings that sort, cells that lead to what they name.

/** So many rows are written; the file holds all of them. */
const MOST_ROWS = 1000;

/** A namespace's name -> what an IRI of it stands for. */
const HOMES = { node: 'ent', claim: 'claim', article: 'art' };

/** The prefixes, the longest namespace first. @type {Array<[string, string]>} */
const namespaces = Object.entries(content.sparql?.prefixes || {})
  .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? 1 : -1));

/** The IRI with its prefix, or unchanged. @param {string} iri */
function shrink(iri) {
  const found = namespaces.find(([, namespace]) => iri.startsWith(namespace) && namespace !== iri);
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

/**
 * What a term stands for on this page.
 * @param {Term|null} term @returns {{kind: 'node'|'claim'|'article', id: string}|null}
 */
function thingOf(term) {
  if (term?.is !== 'iri') return null;
  const known = { node: nodes, claim: claims, article: articles };
  for (const [kind, prefix] of Object.entries(HOMES)) {
    const home = content.sparql.prefixes[prefix];
    if (!home || !term.value.startsWith(home)) continue;
    const id = term.value.slice(home.length);
    if (known[kind].has(id)) return { kind: /** @type {any} */ (kind), id };
  }
  return null;
}

/** @type {Map<string, string>} */
const termLabels = new Map((content.sparql?.terms || []).map(([name, label]) => [name, label]));

/** A cell: a button for a thing or a claim, else words. @param {Term|null} term @returns {Node|string} */
function answerCell(term) {
  if (!term) return '';
  const thing = thingOf(term);
  if (thing?.kind === 'article') return el('span', { title: shrink(term.value) }, articles.get(thing.id).title);
  if (thing) {
    const words = thing.kind === 'node' ? nodes.get(thing.id).label : `“${shorten(claims.get(thing.id).quote, 60)}”`;
    return el('button', { type: 'button', title: shrink(term.value), 'data-kind': thing.kind, 'data-id': thing.id }, words);
  }
  if (term.is === 'iri') {
    const name = shrink(term.value);
    return el('span', { title: termLabels.get(name) || null }, name);
  }
  return el('span', { lang: term.language || null, title: term.datatype ? shrink(term.datatype) : null }, term.value);
}

/** What a cell is sorted by. @param {Term|null} term */
function sortKey(term) {
  if (!term) return null;
  const number = term.is === 'text' && term.value.trim() && term.datatype ? Number(term.value) : NaN;
  if (Number.isFinite(number)) return number;
  const thing = thingOf(term);
  return thing?.kind === 'node' ? nodes.get(thing.id).label : term.value;
}

/** The rows sorted by a column; empty cells last. @param {Answer} answer @param {number} column @param {boolean} down */
function sortRows(answer, column, down) {
  const keyed = answer.rows.map((row) => ({ row, key: sortKey(row[column]) }));
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return words.compare(a, b);
  };
  return keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return down ? compare(b.key, a.key) : compare(a.key, b.key);
  }).map(({ row }) => row);
}

/** What stands on one line: dates and numbers are not parted at their signs. */
const SHORT = /^\S{1,11}$/;

/** The table of an answer. @param {Answer} answer @returns {HTMLElement} */
function answerTable(answer) {
  const sorted = { column: -1, down: false };
  const body = el('tbody', {});
  const write = () => {
    const list = sorted.column < 0 ? answer.rows : sortRows(answer, sorted.column, sorted.down);
    fillSlowly(body, list.slice(0, MOST_ROWS), (row) => el('tr', {}, ...row.map((term) =>
      el('td', term && SHORT.test(term.value) ? { class: 'short' } : {}, answerCell(term)))));
  };
  const heads = answer.columns.map((name, column) => el('th', { scope: 'col' }, el('button', {
    type: 'button',
    onclick: () => {
      sorted.down = sorted.column === column && !sorted.down;
      sorted.column = column;
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute('aria-sort', sorted.down ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      });
      write();
      announce(`Sorted by ${name}, ${sorted.down ? 'downwards' : 'upwards'}`);
    },
  }, name)));
  body.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('button[data-id]'));
    if (!button) return;
    const id = button.dataset.id || '';
    if (button.dataset.kind === 'claim') openClaim(id, () => button);
    else {
      select({ kind: 'node', id });
      byId('panel').focus({ preventScroll: true });
    }
  });
  write();
  return el('table', { class: 'answer' },
    answer.rows.length > MOST_ROWS
      ? el('caption', {}, `The first ${MOST_ROWS} of ${answer.rows.length} rows; the file holds all.`) : null,
    el('thead', {}, el('tr', {}, ...heads)), body);
}

/** The things and claims that an answer names. @param {Answer} answer */
function namedIn(answer) {
  const found = { nodes: new Set(), claims: new Set() };
  for (const row of answer.rows) {
    for (const term of row) {
      const thing = thingOf(term);
      if (thing?.kind === 'node') found.nodes.add(thing.id);
      else if (thing?.kind === 'claim') found.claims.add(thing.id);
    }
  }
  return found;
}

/** Narrow the picture to what an answer names. @param {Answer} answer */
function showInGraph(answer) {
  const named = namedIn(answer);
  for (const facet of FACETS) state.off[facet.key] = new Set();
  state.only = named;
  select(null);
  refilter();
  showView('graph');
  fit(false);
  if (named.nodes.size + named.claims.size === 1) {
    const [id] = [...named.nodes, ...named.claims];
    goTo(named.nodes.size ? { kind: 'node', id } : { kind: 'claims', ids: [id] });
  }
}
