// Facets: class (which is the legend of shapes too), how it is said (the legend of lines too), and article.

/** The facets in the order shown; `count` is the number that a value has under the other facets. */
const FACETS = [
  {
    key: 'family',
    title: 'Things',
    values: () => content.families.map((family) => family.label),
    words: (value) => value,
    sign: (value) => swatch(families.get(value)),
    count: countFamilies,
  },
  {
    key: 'manner',
    title: 'How it is said',
    values: manners,
    words: mannerWords,
    sign: (value) => lineSample(lookOf(value)),
    count: countManners,
  },
  {
    key: 'article',
    title: 'Articles',
    values: () => content.articles.map((article) => article.id),
    words: (value) => articles.get(value).title,
    sign: () => null,
    count: () => tally(content.claims.filter((claim) => passes(claim, 'article')).map((claim) => claim.article)),
  },
];

/** @param {string[]} values @returns {Map<string, number>} */
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

/** The manners that occur, in the order of the legend, unknown ones last. */
function manners() {
  const found = new Set(content.claims.map((claim) => claim.manner));
  if (content.derived.length) found.add('derived');
  const order = Object.keys(MANNERS);
  return [...found].sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
}

function countFamilies() {
  const silent = (role) => !role.subject.length && !role.object.length && !role.speaker.length;
  const spoken = new Set();
  for (const claim of content.claims) {
    if (passes(claim, 'family')) spoken.add(claim.subject).add(claim.object).add(claim.speaker_node);
  }
  return tally(content.nodes.filter((node) => spoken.has(node.id) || silent(roles.get(node.id)))
    .map((node) => familyOf(node.id).label));
}

function countManners() {
  const counts = tally(content.claims.filter((claim) => passes(claim, 'manner')).map((claim) => claim.manner));
  counts.set('derived', content.derived.filter((statement) => derivedPasses(statement, 'manner')).length);
  return counts;
}

/** Switch a whole facet. @param {any} facet @param {string[]} off */
function switchOff(facet, off) {
  state.off[facet.key] = new Set(off);
  refilter();
}

/** @param {any} facet */
function buildFacet(facet) {
  const values = facet.values();
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
  return el('section', { 'aria-labelledby': title },
    el('div', { class: 'facet-head' },
      el('h2', { id: title }, facet.title),
      whole('all', []),
      whole('none', values)),
    el('ul', {}, ...rows));
}

/** Bring boxes, counts and the status line in line with the state. */
function showFilters() {
  for (const facet of FACETS) {
    const counts = facet.count();
    facet.values().forEach((value, number) => {
      const id = `facet-${facet.key}-${number}`;
      const box = /** @type {HTMLInputElement} */ (byId(id));
      box.checked = !state.off[facet.key].has(value);
      byId(`${id}-count`).textContent = String(counts.get(value) || 0);
      box.closest('li')?.classList.toggle('none', !counts.get(value));
    });
  }
  const { shown } = state;
  const of = (number, all) => (number === all ? `${all}` : `${number} of ${all}`);
  const words = `${of(shown.nodes.size, content.nodes.length)} things · `
    + `${of(shown.claims.size, content.claims.length)} claims`;
  byId('counts').textContent = words;
  byId('reset').hidden = !filtered();
  const empty = byId('empty');
  empty.hidden = shown.nodes.size > 0;
  empty.textContent = content.nodes.length
    ? 'The filters leave nothing to show. “Show all” brings everything back.'
    : 'There is nothing in this graph yet.';
  if (filtered()) announce(words);
}

/** Take all filters away. */
function showEverything() {
  for (const facet of FACETS) state.off[facet.key] = new Set();
  refilter();
}

/** Build the filters. */
function startFilters() {
  fill(byId('facets'), ...FACETS.map(buildFacet));
  if (content.claims.some((claim) => claim.status === 'proposed')) {
    byId('facets').append(el('p', { class: 'quiet' }, 'Pale lines: proposed by a machine, not yet reviewed.'));
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
}
