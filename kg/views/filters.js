// Facets: class (which is the legend of shapes too), how it is said (the legend of lines too), and article.

/** So many values of a long facet are shown at first. */
const FEW = 8;

/** The facets in the order shown; those beyond the two legends are folded until asked for. */
const FACETS = [
  { key: 'family', title: 'Things', open: true, words: (value) => value, sign: (value) => swatch(families.get(value)) },
  { key: 'manner', title: 'How it is said', open: true, words: mannerWords, sign: (value) => lineSample(lookOf(value)) },
  { key: 'relation', title: 'Relations', words: (value) => value, sign: () => null },
  { key: 'article', title: 'Articles', words: (value) => articles.get(value).title, sign: () => null },
  { key: 'publisher', title: 'Publishers', words: (value) => value || 'publisher not stated', sign: () => null },
  { key: 'speaker', title: 'Speakers', words: (value) => value || 'the article itself', sign: () => null },
  {
    key: 'status', title: 'Status', open: content.claims.some((claim) => claim.status === 'proposed'),
    sign: (value) => (value === 'proposed' ? proposedSample() : value === 'reviewed' ? lineSample('asserted') : null),
    words: (value) => (value === 'reviewed' ? 'reviewed by a person' : value === 'proposed' ? 'proposed by a machine' : value),
  },
].map((facet) => ({ ...facet, values: sortedValues(facet.key) }));

/** Legends keep their order, articles theirs; all else stands by number of claims. @param {string} key */
function sortedValues(key) {
  const values = valuesOf(key);
  if (key === 'family' || key === 'article') return values;
  const order = Object.keys(MANNERS);
  if (key === 'manner') return [...values].sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
  const { codes, numbers } = fields.get(key);
  const sums = new Uint32Array(numbers.size);
  for (const code of codes) sums[code] += 1;
  return [...values].sort((a, b) => sums[numbers.get(b)] - sums[numbers.get(a)]);
}

/** @param {string[]} values @returns {Map<string, number>} */
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

/** Switch a whole facet. @param {any} facet @param {string[]} off */
function switchOff(facet, off) {
  state.off[facet.key] = new Set(off);
  refilter();
}

/** @param {any} facet */
function buildFacet(facet) {
  const { values } = facet;
  const title = `facet-${facet.key}`;
  const rows = values.map((value, number) => {
    const id = `${title}-${number}`;
    const box = el('input', { type: 'checkbox', id, checked: true, 'data-facet': facet.key, 'data-number': number });
    box.addEventListener('change', () => {
      if (/** @type {HTMLInputElement} */ (box).checked) state.off[facet.key].delete(value);
      else state.off[facet.key].add(value);
      refilter();
    });
    const only = el('button', {
      type: 'button', class: 'only', 'aria-label': `Only ${facet.words(value)}`,
      onclick: () => switchOff(facet, values.filter((other) => other !== value)),
    }, 'only');
    return el('li', {}, box,
      el('label', { for: id }, facet.sign(value), el('span', { class: 'words' }, facet.words(value))),
      only, el('span', { class: 'number', id: `${id}-count` }));
  });
  const whole = (words, off) => el('button', {
    type: 'button', 'aria-label': `${words}: ${facet.title}`, onclick: () => switchOff(facet, off),
  }, words);
  const list = el('ul', {}, ...rows);
  const body = [list];
  if (values.length > FEW + 2 && !facet.open) {
    rows.slice(FEW).forEach((row) => { row.hidden = true; });
    const more = el('button', { type: 'button', class: 'more', 'aria-expanded': 'false', onclick: () => {
      const on = more.getAttribute('aria-expanded') !== 'true';
      rows.slice(FEW).forEach((row) => { row.hidden = !on; });
      more.setAttribute('aria-expanded', String(on));
      more.textContent = on ? 'fewer' : `${values.length - FEW} more`;
    } }, `${values.length - FEW} more`);
    body.push(more);
  }
  const switches = [whole('all', []), whole('none', values)];
  if (facet.open) {
    return el('section', { 'aria-labelledby': title },
      el('div', { class: 'facet-head' }, el('h2', { id: title }, facet.title), ...switches), ...body);
  }
  return el('details', { class: 'facet', id: `${title}-fold` },
    el('summary', {}, el('h2', { id: title }, facet.title), el('span', { class: 'number', id: `${title}-on` })),
    el('div', { class: 'facet-head' }, ...switches), ...body);
}

/** @type {Map<string, {box: HTMLInputElement, number: HTMLElement, row: Element}>} */
const facetRows = new Map();

/** The parts of a value's row, looked up once. */
function facetRow(facet, at) {
  const id = `facet-${facet.key}-${at}`;
  let found = facetRows.get(id);
  if (!found) {
    const box = /** @type {HTMLInputElement} */ (byId(id));
    found = { box, number: byId(`${id}-count`), row: /** @type {Element} */ (box.closest('li')) };
    facetRows.set(id, found);
  }
  return found;
}

/** Bring boxes, counts and the status line in line with the state. */
function showFilters() {
  for (const facet of FACETS) {
    const counts = facet.key === 'family' ? tallies.family : tallies.fields.get(facet.key);
    const off = state.off[facet.key];
    facet.values.forEach((value, at) => {
      const { box, number, row } = facetRow(facet, at);
      const words = String(counts.get(value) || 0);
      if (box.checked === off.has(value)) box.checked = !off.has(value);
      if (number.textContent === words) return;
      number.textContent = words;
      row.classList.toggle('none', words === '0');
    });
    if (facet.open) continue;
    byId(`facet-${facet.key}-on`).textContent = off.size
      ? `${facet.values.length - off.size} of ${facet.values.length}` : String(facet.values.length);
  }
  const { shown } = state;
  const of = (number, all) => (number === all ? `${all}` : `${number} of ${all}`);
  const words = `${of(shown.passing.nodes.size, content.nodes.length)} things · `
    + `${of(shown.claims.size, content.claims.length)} claims`;
  byId('counts').textContent = words;
  byId('reset').hidden = !filtered();
  const empty = byId('empty');
  empty.hidden = shown.nodes.size > 0;
  empty.textContent = content.nodes.length
    ? 'The filters leave nothing to show. “Show all” brings everything back.'
    : 'There is nothing in this graph yet.';
  showScope();
  if (filtered()) announce(words);
}

/** Take all filters away. */
function showEverything() {
  for (const facet of FACETS) state.off[facet.key] = new Set();
  play(false);
  state.time = { clock: state.time.clock, from: null, to: null, undated: null };
  state.around = null;
  for (const key of ['hidden', 'folded']) state[key] = new Set();
  state.only = null;
  refilter();
}

/** Build the filters. */
function startFilters() {
  const legends = FACETS.filter((facet) => facet.open);
  fill(byId('facets'), ...legends.map(buildFacet),
    el('p', { class: 'quiet' }, 'Shaded grounds hold what is mostly spoken of together.'),
    ...FACETS.filter((facet) => !facet.open).map(buildFacet));
  if (content.nodes.some((node) => node.proposed)) {
    byId('facets').append(el('p', { class: 'quiet' }, 'Hollow things are proposed, too: no person has looked at them yet.'));
  }
  byId('reset').addEventListener('click', showEverything);
  const opener = byId('open-filters');
  const toggle = (to) => {
    byId('app').classList.toggle('filters-open', to);
    opener.setAttribute('aria-expanded', String(to));
  };
  opener.addEventListener('click', () => toggle(opener.getAttribute('aria-expanded') !== 'true'));
  byId('stage').addEventListener('pointerdown', () => toggle(false));
  onChange('selection', () => toggle(false));
  onChange('filter', showFilters);
  onChange('picking', showScope);
}
