// The same claims as a table: the equal of the picture for those who do not see it.

const COLUMNS = ['Subject', 'Relation', 'Object or value', 'How it is said', 'When', 'Said by', 'Article', 'Sentence'];

/** @param {any} claim */
function row(claim) {
  const article = articles.get(claim.article);
  return el('tr', { 'data-claim': claim.id },
    el('th', { scope: 'row' }, nodes.get(claim.subject).label),
    el('td', {}, claim.property_label),
    el('td', {}, targetWords(claim)),
    el('td', {}, mannerWords(claim.manner)),
    el('td', {}, claim.when || claim.when_text || ''),
    el('td', {}, claim.speaker || (claim.speaker_node ? nodes.get(claim.speaker_node).label : 'the article')),
    el('td', {}, article.title),
    el('td', {}, el('button', {
      type: 'button', onclick: () => { select({ kind: 'claims', ids: [claim.id] }); byId('panel').focus(); },
    }, shorten(claim.quote, 70))));
}

/** Write the table anew if it is in view. */
function showTable() {
  if (state.view !== 'table') return;
  const list = content.claims.filter((claim) => state.shown.claims.has(claim.id));
  fill(byId('table'),
    list.length
      ? el('table', {},
        el('caption', {}, count(list.length, 'claim'), '. The last column opens the evidence.'),
        el('thead', {}, el('tr', {}, ...COLUMNS.map((name) => el('th', { scope: 'col' }, name)))),
        el('tbody', {}, ...list.map(row)))
      : el('p', { class: 'quiet' }, 'The filters leave no claim to list.'));
}

/** Show the picture or the table. @param {'graph'|'table'} view */
function showView(view) {
  if (state.view === view) return;
  state.view = view;
  changed('view');
}

/** Let the table follow the state, and the two buttons switch. */
function startTable() {
  const dressView = () => {
    const table = state.view === 'table';
    byId('app').classList.toggle('table-view', table);
    byId('table').hidden = !table;
    byId('view-table').setAttribute('aria-pressed', String(table));
    byId('view-graph').setAttribute('aria-pressed', String(!table));
    showTable();
    if (table) announce(`Table of ${count(state.shown.claims.size, 'claim')}`);
  };
  byId('view-graph').addEventListener('click', () => showView('graph'));
  byId('view-table').addEventListener('click', () => showView('table'));
  onChange('view', dressView);
  onChange('filter', showTable);
}
