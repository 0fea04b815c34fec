// One claim as evidence: the statement, the sentence in its paragraph, and all that qualifies it.

const BOUNDS = {
  exact: 'exactly',
  about: 'about',
  'at-least': 'at least',
  'more-than': 'more than',
  'at-most': 'at most',
  'less-than': 'less than',
  range: 'between',
};
const PARTS = { heading: 'in a heading', headline: 'in a headline' };

/** A node's name, to be chosen. @param {string} id */
function nodeButton(id) {
  const go = () => goTo({ kind: 'node', id });
  return el('button', { type: 'button', class: 'name', onclick: go }, nodes.get(id).label);
}

/** "Subject relation object", with the things to be chosen. @param {any} statement a claim or a derived statement */
function sentence(statement) {
  return el('p', { class: 'statement' }, nodeButton(statement.subject), ' ',
    el('span', { class: 'property' }, statement.property_label), ' ',
    statement.object ? nodeButton(statement.object) : el('span', { class: 'value' }, statement.text));
}

/** The marks that a claim wears where it is not a plain, reviewed statement of fact. @param {any} claim */
function marks(claim) {
  const found = [];
  const mark = (words, look) => {
    found.push(el('span', { class: `mark line-${look}` }, look ? lineSample(look) : null, words));
  };
  if (claim.manner !== 'asserted') mark(mannerWords(claim.manner), lookOf(claim.manner));
  if (claim.negated && claim.manner === 'denied') mark('of something not so', 'negative');
  if (claim.manner === 'negated' && claim.modality !== 'asserted') {
    mark(mannerWords(claim.modality), lookOf(claim.modality));
  }
  if (claim.condition && claim.manner !== 'conditional') mark('only if …', 'tentative');
  if (claim.status === 'proposed') found.push(el('span', { class: 'mark' }, proposedSample(), 'proposed, not reviewed'));
  if (Object.hasOwn(PARTS, claim.part)) mark(PARTS[claim.part], '');
  return found.length ? el('p', { class: 'marks' }, ...found) : null;
}

const SENTENCE_END = /[.!?…][”’"')\]]*\s+/gu;

/** Where the last sentence of a text starts: what comes before it can be folded away. @param {string} text */
function lastSentence(text) {
  let at = 0;
  for (const match of text.matchAll(SENTENCE_END)) at = match.index + match[0].length;
  return at;
}

/** Where the first sentence of a text ends. @param {string} text */
function firstSentence(text) {
  const match = /[.!?…][”’"')\]]*(?=\s|$)/u.exec(text);
  return match ? match.index + match[0].length : text.length;
}

/**
 * The sentence with the quote highlighted; the rest of the paragraph unfolds. Offsets count code points, JavaScript's
 * strings do not. The sign that makes a line of Markdown a heading, an item or a quotation is left out.
 */
function quotation(claim) {
  const words = letters.get(claim.article)[claim.paragraph];
  const end = claim.quote_start + claim.quote_length;
  const before = words.slice(0, claim.quote_start).join('').replace(/^(#{1,6}|[-*>]) +/u, '');
  const after = words.slice(end).join('');
  const from = lastSentence(before);
  const whole = /[.!?…][”’"')\]]*$/u.test(claim.quote) && /^\s/u.test(after);
  const to = whole ? 0 : firstSentence(after);
  const rest = [before.slice(0, from), after.slice(to)].map((text) => el('span', { hidden: '' }, text));
  const quote = el('blockquote', { lang: articles.get(claim.article).language || null },
    rest[0], before.slice(from), el('mark', { class: 'quote' }, claim.quote), after.slice(0, to), rest[1]);
  if (!rest.some((part) => part.textContent.trim())) return quote;
  const more = el('button', { type: 'button', class: 'more', 'aria-expanded': 'false' }, 'Show the paragraph');
  more.addEventListener('click', () => {
    const open = more.getAttribute('aria-expanded') === 'true';
    for (const part of rest) part.hidden = open;
    more.setAttribute('aria-expanded', String(!open));
    more.textContent = open ? 'Show the paragraph' : 'Show the sentence only';
  });
  return el('div', { class: 'quotation' }, quote, more);
}

/** Number, bound and unit in words, or null. @param {any} claim */
function valueWords(claim) {
  if (claim.low === undefined && claim.high === undefined) return null;
  const unit = claim.unit ? ` ${claim.unit}` : '';
  const numbers = claim.low !== undefined && claim.high !== undefined && claim.low !== claim.high
    ? `${claim.low} to ${claim.high}` : claim.low ?? claim.high;
  const bound = claim.bound && Object.hasOwn(BOUNDS, claim.bound) ? BOUNDS[claim.bound] : claim.bound;
  if (!bound) return `${numbers}${unit}`;
  return bound === 'between' ? `${numbers}${unit} (a range)` : `${bound} ${numbers}${unit}`;
}

/** The time that the claim is about, with how it is known, or null. @param {any} claim */
function whenWords(claim) {
  if (!claim.when && !claim.when_text) return null;
  const words = claim.when_text ? `“${claim.when_text}”` : '';
  if (!claim.when) return `${words} (no date can be given)`;
  const span = claim.since || claim.until ? `${claim.since || 'open'} to ${claim.until || 'open'}` : '';
  const more = [span !== `${claim.when} to ${claim.when}` && span, claim.when_basis, words].filter(Boolean);
  return claim.when + (more.length ? ` (${more.join('; ')})` : '');
}

/** Who says it. @param {any} claim */
function speakerPart(claim) {
  if (!claim.speaker && !claim.speaker_node) return [el('span', { class: 'quiet' }, 'the article itself')];
  return [
    claim.speaker_node ? nodeButton(claim.speaker_node) : claim.speaker,
    claim.role ? `, ${claim.role}` : null,
  ];
}

/** What speaks against a claim: who denies it, in which words, or null. @param {any} claim */
function against(claim) {
  if (!claim.disputed_by || !claim.disputed_by.length) return null;
  return claim.disputed_by.map((id) => claims.get(id)).map((other) => el('span', { class: 'against' },
    ...speakerPart(other), ` (${mannerWords(other.manner).toLowerCase()}): “${other.quote}”`));
}

/** A table of what is known; rows without a value are left out. @param {Array<[string, any]>} rows */
function facts(rows) {
  const list = el('dl', {});
  for (const [name, value] of rows) {
    if (value === null || value === undefined || value === '') continue;
    list.append(el('dt', {}, name), Array.isArray(value)
      ? el('dd', {}, ...value) : el('dd', {}, value));
  }
  return list;
}

/** Where the claim stands: title, publisher, date, address. @param {any} article */
function source(article) {
  const date = article.published
    ? article.published + (article.published_basis && article.published_basis !== 'stated'
      ? ` (date ${article.published_basis})` : '')
    : 'date not stated';
  return el('footer', { class: 'source' },
    el('cite', {}, article.title),
    el('span', {}, `${article.publisher || 'publisher not stated'} · ${date}`),
    outwardLink(article.url, 'Open the article'));
}

/** The whole evidence of a claim, without the statement. @param {any} claim */
function evidence(claim) {
  const time = whenWords(claim);
  return el('div', { class: 'evidence' },
    quotation(claim),
    source(articles.get(claim.article)),
    facts([
      ['Said by', speakerPart(claim)],
      ['By way of', claim.chain ? claim.chain.join(' → ') : null],
      ['How', [mannerWords(claim.manner === 'disputed' ? claim.manner : claim.modality) + (claim.negated ? ', negated' : '')]],
      ['Against it', against(claim)],
      ['Only if', claim.condition],
      ['Value', valueWords(claim)],
      ['When', time],
      ...(claim.scope || []).map(([label, text]) => [label, text]),
      ['Mind', claim.caveat],
      ['Note', claim.note],
      ['Found by', claim.extractor],
      ['Confidence', claim.confidence],
      ['Because', claim.reason],
      ['Status', claim.status === 'reviewed' ? 'reviewed by a person' : `${claim.status}, not yet reviewed`],
    ]));
}

/** A claim with its statement and evidence laid open. @param {any} claim */
function card(claim) {
  return el('article', { class: 'card', 'data-claim': claim.id }, sentence(claim), marks(claim), evidence(claim));
}

/** A derived statement with the claims that it rests on. @param {any} statement */
function derivedCard(statement) {
  const bases = (statement.claims || []).map((id) => claims.get(id));
  return el('article', { class: 'card derived' }, sentence(statement),
    el('p', { class: 'marks' },
      el('span', { class: 'mark line-derived' }, lineSample('derived'), mannerWords('derived'))),
    facts([['Rule', statement.rule]]),
    bases.length ? el('p', { class: 'quiet' }, 'No article says this in so many words. It rests on:') : null,
    ...bases.map((claim) => folded(claim, sentenceWords(claim))));
}

/** The other side of a claim. @param {any} claim */
function targetWords(claim) {
  return claim.object ? nodes.get(claim.object).label : claim.text;
}

/** @param {any} claim */
function sentenceWords(claim) {
  return `${nodes.get(claim.subject).label} ${claim.property_label} ${targetWords(claim)}`;
}

/**
 * A claim in one line that unfolds into its evidence.
 * @param {any} claim @param {string} words @param {boolean} [quoted] show also how the quote begins
 */
function folded(claim, words, quoted = false) {
  const fold = el('details', { 'data-claim': claim.id },
    el('summary', {},
      el('span', { class: 'summary-words' }, words,
        quoted ? el('small', { class: 'quiet' }, `“${shorten(claim.quote, 72)}”`) : null),
      claim.when ? el('span', { class: 'quiet when' }, claim.when) : null, marks(claim)));
  fold.addEventListener('toggle', () => {
    if (/** @type {HTMLDetailsElement} */ (fold).open && fold.children.length === 1) {
      fold.append(sentence(claim), evidence(claim));
    }
  });
  return fold;
}
