// The same claims as a table: the equal of the picture for those who do not see it. On a narrow screen each row is a card.

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Who says a claim, in words. @param {any} claim */
function speakerWords(claim) {
  return claim.speaker || (claim.speaker_node ? nodes.get(claim.speaker_node).label : 'the article');
}

/** A number as it was written, "258,000", as a number, or null. @param {string|undefined} text */
function numberOf(text) {
  const number = text === undefined || text === '' ? NaN : Number(text.replaceAll(',', ''));
  return Number.isFinite(number) ? number : null;
}

/**
 * The columns. `words` is what is shown; `rank`, where it differs, what is sorted by: a text, a number, or null, which
 * stands last in either direction.
 * @type {Array<{name: string, words: (claim: any) => string, rank?: (claim: any) => string|number|null}>}
 */
const COLUMNS = [
  { name: 'Subject', words: (claim) => nodes.get(claim.subject).label },
  { name: 'Relation', words: (claim) => claim.property_label },
  {
    name: 'Object or value',
    words: targetWords,
    rank: (claim) => (claim.object ? null : numberOf(claim.low ?? claim.high)) ?? targetWords(claim),
  },
  { name: 'How it is said', words: howWords },
  {
    name: 'When',
    words: (claim) => claim.when || claim.when_text || '',
    rank: (claim) => claim.since || claim.until || (/^\d{4}/u.test(claim.when || '') ? claim.when : null),
  },
  { name: 'Said by', words: speakerWords },
  { name: 'Article', words: (claim) => articles.get(claim.article).title },
  { name: 'Sentence', words: (claim) => claim.quote },
];

/** The column sorted by, -1 for the order of the articles; and whether downwards. */
const tableOrder = { column: -1, down: false };

/** The place of each claim under each column, worked out when first asked for. @type {Map<number, Map<string, number>>} */
const ranks = new Map();

/** @param {number} column @returns {Map<string, number>} equal ones have equal places; what has no value has none */
function ranksOf(column) {
  let found = ranks.get(column);
  if (found) return found;
  const rank = COLUMNS[column].rank || COLUMNS[column].words;
  const keyed = content.claims.map((claim) => ({ id: claim.id, key: rank(claim) }))
    .filter(({ key }) => key !== null && key !== '');
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
    return collator.compare(a, b);
  };
  keyed.sort((a, b) => compare(a.key, b.key));
  found = new Map();
  let place = 0;
  keyed.forEach(({ id, key }, at) => {
    if (at && compare(keyed[at - 1].key, key) !== 0) place = at;
    found.set(id, place);
  });
  ranks.set(column, found);
  return found;
}

/** What passes the filters, in the order chosen; equal ones in the order of the articles. */
function sortedClaims() {
  const list = claimsShown();
  if (tableOrder.column < 0) return list;
  const places = ranksOf(tableOrder.column);
  const sign = tableOrder.down ? -1 : 1;
  const end = Infinity * sign;
  return list.sort((a, b) => sign * ((places.get(a.id) ?? end) - (places.get(b.id) ?? end)) || 0);
}

/** @param {any} claim @param {number} number of the row from 0 */
function tableRow(claim, number) {
  const cells = COLUMNS.slice(0, -1).map(({ name, words }, column) => {
    const text = words(claim);
    return el(column ? 'td' : 'th', {
      role: column ? 'cell' : 'rowheader', scope: column ? null : 'row', 'data-name': name, class: text ? null : 'void',
    }, el('span', { class: 'clamp', title: text.length > 60 ? text : null }, text));
  });
  if (claim.manner !== 'asserted') cells[3].prepend(lineSample(lookOf(claim.manner)));
  if (claim.status === 'proposed') cells[3].prepend(proposedSample());
  const open = el('button', { type: 'button', class: 'open', tabindex: number ? -1 : 0, title: claim.quote },
    shorten(claim.quote, 90));
  const chosen = state.selection?.kind === 'claims' && state.selection.ids.includes(claim.id);
  return el('tr', { role: 'row', 'data-claim': claim.id, class: chosen ? 'chosen' : null, 'aria-rowindex': number + 2 },
    ...cells, el('td', { role: 'cell', 'data-name': 'Sentence' }, open));
}

/** Everything that the table shows, and the slots of each claim that it has no room for. */
function tableRows() {
  const slots = ['low', 'high', 'unit', 'bound', 'counting', 'since', 'until', 'when_basis', 'status', 'extractor',
    'confidence', 'reason', 'role', 'condition', 'caveat', 'note'];
  const more = [...slots, 'scope', 'chain', 'publisher', 'published', 'url', 'id'];
  return [
    [...COLUMNS.map(({ name }) => name), ...more.map((name) => name.replace('_', ' '))],
    ...sortedClaims().map((claim) => {
      const { publisher, published, url } = articles.get(claim.article);
      return [
        ...COLUMNS.map(({ words }) => words(claim)), ...slots.map((name) => claim[name]),
        (claim.scope || []).map(([label, text]) => `${label}: ${text}`).join('; '),
        (claim.chain || []).join(' → '), publisher, published, url, claim.id,
      ];
    }),
  ];
}

/** Hand over what is shown, in the order shown. */
function saveTable() {
  downloadCsv(`${fileName('claims')}.csv`, tableRows());
}

/** Sort by a column: first upwards, then downwards, then in the order of the articles. @param {number} column */
function sortBy(column, down = tableOrder.column === column && !tableOrder.down) {
  const off = tableOrder.column === column && tableOrder.down && !down;
  tableOrder.column = off ? -1 : column;
  tableOrder.down = !off && down;
  showTable();
  announce(tableOrder.column < 0 ? 'In the order of the articles'
    : `Sorted by ${COLUMNS[column].name}, ${down ? 'downwards' : 'upwards'}`);
}

/** Where the table is written: its parts are made once and kept, so that the focus stays where it is. */
let grid = null;

/** The toolbar, the head and an empty body. */
function buildTable() {
  const heads = COLUMNS.map(({ name }, column) => el('th', { scope: 'col', role: 'columnheader' },
    el('button', { type: 'button', onclick: () => sortBy(column) }, name)));
  const body = el('tbody', { role: 'rowgroup' });
  const caption = el('caption', {});
  const chooser = /** @type {HTMLSelectElement} */ (el('select', { 'aria-label': 'Sort by' },
    el('option', { value: '-1' }, 'In the order of the articles'),
    ...COLUMNS.flatMap(({ name }, column) => [
      el('option', { value: `${column}` }, `${name}, upwards`),
      el('option', { value: `${column} down` }, `${name}, downwards`)])));
  chooser.addEventListener('change', () => {
    const [column, down] = chooser.value.split(' ');
    tableOrder.column = -1;
    if (Number(column) < 0) showTable();
    else sortBy(Number(column), Boolean(down));
  });
  const table = el('table', { role: 'table' }, caption,
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row', 'aria-rowindex': 1 }, ...heads)), body);
  const none = el('p', { class: 'quiet nothing' }, 'The filters leave no claim to list.');
  const bar = el('div', { class: 'view-bar' }, el('h2', {}, 'Claims'), el('p', { class: 'quiet', id: 'table-count' }),
    chooser, el('button', { type: 'button', class: 'button', onclick: saveTable }, 'Save as CSV'));
  body.addEventListener('click', (event) => {
    const line = /** @type {Element} */ (event.target).closest('tr');
    if (!line || String(getSelection())) return;
    const id = /** @type {string} */ (line.getAttribute('data-claim'));
    openClaim(id, () => body.querySelector(`tr[data-claim="${CSS.escape(id)}"] .open`));
  });
  fill(byId('table'), bar, table, none);
  const rows = windowed(body, byId('table'), tableRow);
  walkRows(body, rows);
  return { table, heads, body, rows, caption, none, chooser };
}

/** Arrows, Page Up and Down, Home and End move between rows, those not in the document, too. */
function walkRows(body, rows) {
  const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  body.addEventListener('keydown', (event) => {
    if (!Object.hasOwn(move, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('[data-row]'));
    if (!line) return;
    event.preventDefault();
    rows.focusRow(Number(line.dataset.row) + move[event.key]);
  });
  body.addEventListener('focusin', (event) => {
    const stop = /** @type {Element} */ (event.target).closest('.open');
    if (!stop) return;
    for (const other of body.querySelectorAll('.open[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    stop.setAttribute('tabindex', '0');
  });
}

/** Write the table anew if it is in view. */
function showTable() {
  if (state.view !== 'table') return;
  grid ||= buildTable();
  const { table, heads, rows, caption, none, chooser } = grid;
  const list = sortedClaims();
  table.hidden = !list.length;
  none.hidden = list.length > 0;
  table.setAttribute('aria-rowcount', String(list.length + 1));
  byId('table-count').textContent = list.length === content.claims.length
    ? count(list.length, 'claim') : `${list.length} of ${count(content.claims.length, 'claim')}`;
  const sorted = tableOrder.column < 0 ? 'in the order of the articles'
    : `sorted by ${COLUMNS[tableOrder.column].name}, ${tableOrder.down ? 'downwards' : 'upwards'}`;
  caption.textContent = `${count(list.length, 'claim')}, ${sorted}. A row opens its evidence; arrows move between rows.`;
  chooser.value = tableOrder.column < 0 ? '-1' : `${tableOrder.column}${tableOrder.down ? ' down' : ''}`;
  heads.forEach((head, column) => {
    if (column !== tableOrder.column) head.removeAttribute('aria-sort');
    else head.setAttribute('aria-sort', tableOrder.down ? 'descending' : 'ascending');
  });
  byId('table').scrollTop = 0;
  rows.set(list);
}

/** Mark the row whose evidence is open. */
function markRow() {
  if (!grid) return;
  const chosen = state.selection?.kind === 'claims' ? state.selection.ids : [];
  for (const line of grid.body.querySelectorAll('.chosen')) line.classList.remove('chosen');
  for (const id of chosen) grid.body.querySelector(`tr[data-claim="${CSS.escape(id)}"]`)?.classList.add('chosen');
}

/** Let the table follow the state. */
function startTable() {
  addView('table', { show: showTable, says: () => `Table of ${count(state.shown.claims.size, 'claim')}` });
  onChange('selection', markRow);
}
