// Search over names in any script and over quoted sentences, as one types.

const MOST_NAMES = 8;
const MOST_QUOTES = 8;

/** A text as it is compared: without case and accents. @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

const nameIndex = content.nodes.map((node) => ({
  id: node.id,
  names: [node.label, node.zh, ...(node.aliases || [])].filter(Boolean).map((name) => ({ name, plain: plain(name) })),
}));

/** Each quoted sentence once, with the claims that rest on it. */
const quoteIndex = (() => {
  const found = new Map();
  for (const claim of content.claims) {
    const key = JSON.stringify([claim.article, claim.paragraph, claim.quote_start, claim.quote]);
    const entry = found.get(key) || { ids: [], quote: claim.quote, article: claim.article, plain: plain(claim.quote) };
    entry.ids.push(claim.id);
    found.set(key, entry);
  }
  return [...found.values()];
})();

/** How well a name meets the query: 0 not, 4 wholly. */
function grade(name, query, words) {
  if (name === query) return 4;
  if (name.startsWith(query)) return 3;
  if (words.every((word) => name.includes(word))) return name.includes(` ${query}`) ? 2 : 1;
  return 0;
}

/**
 * What meets the query, the best first.
 * @param {string} query
 * @returns {Array<{selection: Selection, title: string, detail: string, family: any}>}
 */
function find(query) {
  const wanted = plain(query).trim();
  if (!wanted) return [];
  const words = wanted.split(/\s+/u);
  const names = [];
  for (const { id, names: all } of nameIndex) {
    let best = null;
    for (const [place, name] of all.entries()) {
      const mark = grade(name.plain, wanted, words) * 10 - (place ? 3 : 0);
      if (mark > 0 && (!best || mark > best.mark)) best = { mark, name: name.name };
    }
    if (best) names.push({ id, ...best });
  }
  names.sort((a, b) => b.mark - a.mark || weight(b.id) - weight(a.id));
  const quotes = quoteIndex.filter((entry) => words.every((word) => entry.plain.includes(word)));
  return [
    ...names.slice(0, MOST_NAMES).map(({ id, name }) => ({
      selection: { kind: 'node', id },
      title: nodes.get(id).label,
      detail: name === nodes.get(id).label ? classes.get(nodes.get(id).cls).label : name,
      family: familyOf(id),
      hollow: nodes.get(id).proposed,
    })),
    ...quotes.slice(0, MOST_QUOTES).map((entry) => ({
      selection: { kind: 'claims', ids: entry.ids },
      title: `“${excerpt(entry.quote, words[0])}”`,
      detail: articles.get(entry.article).title,
      family: null,
    })),
  ];
}

/** The part of a long quote round a word. @param {string} quote @param {string} word */
function excerpt(quote, word) {
  const at = quote.toLowerCase().indexOf(word);
  const from = at > 70 ? quote.lastIndexOf(' ', at - 40) + 1 : 0;
  return (from ? '…' : '') + shorten(quote.slice(from), 110);
}

/** The text with the query's words marked. @param {string} text @param {string} query */
function marked(text, query) {
  const span = el('span', {});
  const lower = text.toLowerCase();
  const word = query.trim().toLowerCase();
  const at = word && lower.length === text.length ? lower.indexOf(word) : -1;
  if (at < 0) span.append(text);
  else span.append(text.slice(0, at), el('mark', {}, text.slice(at, at + word.length)), text.slice(at + word.length));
  return span;
}

/** Make the search field work. */
function startSearch() {
  const field = /** @type {HTMLInputElement} */ (byId('search'));
  const list = byId('results');
  let results = [];
  let active = 0;

  const close = () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const point = (number) => {
    active = (number + results.length) % Math.max(1, results.length);
    [...list.querySelectorAll('[role=option]')].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === active));
      if (at === active) {
        field.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      }
    });
  };
  const choose = (number) => {
    const result = results[number];
    if (!result) return;
    close();
    showView('graph');
    goTo(result.selection);
    byId('panel').focus({ preventScroll: true });
  };
  const show = () => {
    results = find(field.value);
    const options = results.map((result, number) => el('div', {
      role: 'option', id: `result-${number}`, class: result.family ? 'result name' : 'result sentence',
      onmousedown: (event) => event.preventDefault(), onclick: () => choose(number),
    }, result.family ? swatch(result.family, result.hollow) : null, marked(result.title, field.value),
    el('small', {}, marked(result.detail, field.value))));
    const empty = field.value.trim() && !results.length;
    fill(list, ...options, empty ? el('p', { class: 'quiet' }, 'No name and no sentence holds these words.') : null);
    list.hidden = !field.value.trim();
    field.setAttribute('aria-expanded', String(results.length > 0));
    if (results.length) point(0);
    else field.removeAttribute('aria-activedescendant');
    if (field.value.trim()) announce(results.length ? count(results.length, 'result') : 'No results');
  };
  field.addEventListener('input', show);
  field.addEventListener('focus', () => {
    if (field.value.trim()) show();
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) show();
      else point(active + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (list.hidden) show();
      choose(active);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
}
