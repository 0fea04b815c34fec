// On paper: the evidence as a list, for what is selected or else for all that passes the filters.

/** One claim in as few lines as it needs. @param {any} claim */
function paperClaim(claim) {
  const scope = (claim.scope || []).map(([label, text]) => `${label}: ${text}`);
  const more = [speakerWords(claim), claim.when || claim.when_text, ...scope, mannerWords(claim.manner),
    claim.status === 'reviewed' ? '' : `${claim.status}, not yet reviewed`,
    claim.extractor && `found by ${claim.extractor}${claim.confidence ? ` (${claim.confidence})` : ''}`, claim.reason, claim.condition && `only if ${claim.condition}`];
  return el('li', { 'data-claim': claim.id },
    el('p', { class: 'statement' }, sentenceWords(claim)),
    el('blockquote', {}, `“${claim.quote}”`),
    el('p', { class: 'quiet' }, more.filter(Boolean).join(' · ')));
}

/** The claims that belong on the paper, or none where the panel already shows them laid open. */
function paperClaims() {
  const chosen = state.selection;
  if (!chosen) return state.view === 'table' ? [] : claimsShown();
  if (chosen.kind !== 'node') return [];
  const { subject, object, speaker } = roles.get(chosen.id);
  const of = new Set([...subject, ...object, ...speaker]);
  return claimsShown().filter((claim) => of.has(claim));
}

/** Write the list for the paper. */
function writePaper() {
  const sections = new Map();
  for (const claim of paperClaims()) sections.set(claim.article, [...(sections.get(claim.article) || []), claim]);
  byId('app').classList.toggle('node-chosen', state.selection?.kind === 'node');
  fill(byId('paper'), ...[...sections].map(([id, list]) => {
    const { title, publisher, published, url } = articles.get(id);
    return el('section', {}, el('h2', {}, title),
      el('p', { class: 'quiet' }, [publisher || 'publisher not stated', published || 'date not stated', outwardLink(url, '') && url]
        .filter(Boolean).join(' · ')),
      el('ul', {}, ...list.map(paperClaim)));
  }));
  byId('paper').hidden = !sections.size;
  if (state.view === 'table' && grid) grid.rows.set(sortedClaims(), true);
}

/** Write the list before the page is printed, and clear it after. */
function startPaper() {
  const medium = window.matchMedia('print');
  const clear = () => {
    byId('paper').hidden = true;
    byId('paper').replaceChildren();
    if (state.view === 'table' && grid) showTable();
  };
  medium.addEventListener('change', () => (medium.matches ? writePaper() : clear()));
  window.addEventListener('beforeprint', writePaper);
  window.addEventListener('afterprint', clear);
}
