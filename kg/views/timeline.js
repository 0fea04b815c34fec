// The filtered claims on their own time: an interval is a bar, a day a mark; what has no date is listed apart.

const DAY = 86_400_000;

/** @param {string|undefined} text YYYY-MM-DD @returns {number|null} days since 1970 */
function dayOf(text) {
  const match = /^(-?\d{4,6})-(\d\d)-(\d\d)/u.exec(text || '');
  if (!match) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const day = Math.floor(date.getTime() / DAY);
  return Number.isFinite(day) ? day : null;
}

/** @param {number} year @returns {number} the day on which it begins */
function yearStart(year) {
  return /** @type {number} */ (dayOf(`${String(year).padStart(4, '0')}-01-01`));
}

/** @param {number} day @returns {number} */
function yearOf(day) {
  return new Date(day * DAY).getUTCFullYear();
}

/**
 * When a claim is, in days: `from` and `until` are null where that side is open. Null without any date.
 * @param {any} claim @returns {{from: number|null, until: number|null}|null}
 */
function spanOf(claim) {
  const from = dayOf(claim.since);
  const until = dayOf(claim.until);
  return from === null && until === null ? null : { from, until };
}

/**
 * A scale of days over 0 to 1 on which a year is the wider the more begins or ends in it, so that one far-off year does
 * not press the others together; within a year it is even.
 * @param {Array<{from: number|null, until: number|null}>} spans
 * @returns {{at: (day: number) => number, years: Array<{year: number, from: number, width: number}>}}
 */
function timeScale(spans) {
  const ends = spans.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null);
  const first = yearOf(Math.min(...ends));
  const last = Math.min(yearOf(Math.max(...ends)), first + 400);
  const weights = new Map();
  for (let year = first; year <= last; year += 1) weights.set(year, 1);
  for (const day of ends) weights.set(yearOf(day), (weights.get(yearOf(day)) || 1) + 1);
  let sum = 0;
  const years = [...weights].sort(([a], [b]) => a - b).map(([year, weight]) => {
    const width = Math.sqrt(weight);
    sum += width;
    return { year, from: sum - width, width };
  });
  for (const one of years) {
    one.from /= sum;
    one.width /= sum;
  }
  const found = new Map(years.map((one) => [one.year, one]));
  return {
    years,
    at: (day) => {
      const { year, from, width } = found.get(yearOf(day)) || years[years.length - 1];
      const start = yearStart(year);
      return from + (width * Math.min(366, day - start)) / (yearStart(year + 1) - start);
    },
  };
}

/** By what the claims are put together; `order` is what the groups are sorted by. */
const GROUPINGS = {
  article: {
    words: 'by article',
    key: (claim) => claim.article,
    title: (key) => articles.get(key).title,
    detail: (key) => [articles.get(key).publisher, articles.get(key).published].filter(Boolean).join(' · '),
    order: (key) => articles.get(key).published || '~',
  },
  subject: {
    words: 'by subject',
    key: (claim) => claim.subject,
    title: (key) => nodes.get(key).label,
    detail: () => '',
    order: () => '',
  },
};

let timeGrouping = 'article';
/** The parts that stay while the content changes. */
let timeline = null;

/** Put claims together. @param {any[]} list @returns {Array<{key: string, claims: any[]}>} */
function timeGroups(list) {
  const { key, order: orderOf } = GROUPINGS[timeGrouping];
  const groups = new Map();
  for (const claim of list) {
    const found = groups.get(key(claim));
    if (found) found.push(claim);
    else groups.set(key(claim), [claim]);
  }
  return [...groups].map(([name, members]) => ({ key: name, claims: members }))
    .sort((a, b) => collator.compare(orderOf(a.key), orderOf(b.key)));
}

/** The bar or mark of a span. @param {{from: number|null, until: number|null}} span @param {any} scale @param {any} claim */
function timelineBar(span, scale, claim) {
  const { from, until } = span;
  const left = from === null ? 0 : scale.at(from);
  const right = until === null ? 1 : scale.at(until + 1);
  const kind = from !== null && until !== null && until - from < 2 ? 'point' : 'interval';
  const open = `${from === null ? ' open-left' : ''}${until === null ? ' open-right' : ''}`;
  const mark = el('span', { class: `bar-mark ${kind} line-${lookOf(claim.manner)}${open}` });
  mark.style.left = `${left * 100}%`;
  if (kind === 'interval') mark.style.width = `${Math.max(0, right - left) * 100}%`;
  return el('span', { class: 'track', 'aria-hidden': 'true' }, mark);
}

/** One claim: its time, its words, and its bar where it has a date. @param {any} claim @param {any} [scale] */
function timelineItem(claim, scale) {
  const span = spanOf(claim);
  const when = claim.when || claim.when_text || '';
  const said = claim.manner === 'asserted' && claim.status !== 'proposed' ? null
    : el('span', { class: `mark line-${lookOf(claim.manner)}` }, howWords(claim));
  return el('li', { 'data-claim': claim.id },
    el('button', { type: 'button', class: 'moment', tabindex: -1 },
      el('span', { class: 'moment-when number' }, when),
      el('span', { class: 'moment-words' }, timeGrouping === 'subject'
        ? `${claim.property_label} ${targetWords(claim)}` : sentenceWords(claim), said ? ' ' : null, said),
      span && scale ? timelineBar(span, scale, claim) : null));
}

/** The years over the tracks; years that are too narrow go without their number. @param {any} scale */
function timelineAxis(scale) {
  let free = -1;
  const ticks = scale.years.map(({ year, from }) => {
    const tick = el('span', { class: 'year' });
    tick.style.left = `${from * 100}%`;
    if (from >= free) {
      tick.append(String(year));
      free = from + 0.09;
    }
    return tick;
  });
  return el('div', { class: 'axis', 'aria-hidden': 'true' }, el('div', { class: 'axis-track' }, ...ticks));
}

/** A group with its claims, a list. @param {{key: string, claims: any[]}} one @param {any} scale */
function momentGroup(one, scale) {
  const { title, detail } = GROUPINGS[timeGrouping];
  const list = el('ol', {});
  list.append(...one.claims.map((claim) => timelineItem(claim, scale)));
  return el('section', { class: 'moments' },
    el('h3', {}, title(one.key), ' ', el('span', { class: 'quiet number' }, String(one.claims.length)),
      detail(one.key) ? el('small', { class: 'quiet' }, detail(one.key)) : null),
    list);
}

/** Groups of at most so many claims, so that a large one does not hold up the page. */
function inPieces(groups, most = 150) {
  return groups.flatMap(({ key, claims: all }) => {
    const pieces = [];
    for (let at = 0; at < all.length; at += most) pieces.push({ key, claims: all.slice(at, at + most) });
    return pieces;
  });
}

/** The toolbar and the empty lists. */
function buildTimeline() {
  const buttons = Object.entries(GROUPINGS).map(([name, { words }]) => el('button', {
    type: 'button', 'data-grouping': name, onclick: () => groupBy(name),
  }, words));
  const summary = el('p', { class: 'quiet', id: 'timeline-count' });
  const axisPlace = el('div', { class: 'axis-place' });
  const dated = el('div', { class: 'dated' });
  const heading = el('summary', {});
  const list = el('div', {});
  const undated = /** @type {HTMLDetailsElement} */ (el('details', { class: 'undated' }, heading, list));
  undated.addEventListener('toggle', () => showUndated());
  fill(byId('timeline'),
    el('div', { class: 'view-bar' }, el('h2', {}, 'Timeline'), summary,
      el('div', { class: 'choice', role: 'group', 'aria-label': 'Put together' }, ...buttons)),
    axisPlace, dated, undated);
  byId('timeline').addEventListener('click', (event) => {
    const item = /** @type {Element} */ (event.target).closest('li[data-claim]');
    if (!item) return;
    const id = /** @type {string} */ (item.getAttribute('data-claim'));
    openClaim(id, () => byId('timeline').querySelector(`li[data-claim="${CSS.escape(id)}"] button`));
  });
  rove(byId('timeline'), '.moment');
  return { buttons, summary, axisPlace, dated, heading, list, undated };
}

/** @param {string} name */
function groupBy(name) {
  timeGrouping = name;
  showTimeline();
  announce(`Put together ${GROUPINGS[name].words}`);
}

/** Write the undated claims if their list is open. */
function showUndated() {
  if (!timeline.undated.open) return timeline.list.replaceChildren();
  const without = claimsShown().filter((claim) => !spanOf(claim));
  fillSlowly(timeline.list, inPieces(timeGroups(without)), (one) => momentGroup(one, null), 2);
  timeline.list.querySelector('.moment')?.setAttribute('tabindex', '0');
}

/** Write the timeline anew if it is in view. */
function showTimeline() {
  if (state.view !== 'timeline') return;
  timeline ||= buildTimeline();
  for (const button of timeline.buttons) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-grouping') === timeGrouping));
  }
  const all = claimsShown();
  const startOf = (claim) => dayOf(claim.since) ?? dayOf(claim.until) ?? 0;
  const dated = all.filter(spanOf).sort((a, b) => startOf(a) - startOf(b) || (dayOf(a.until) ?? 0) - (dayOf(b.until) ?? 0));
  const without = all.length - dated.length;
  timeline.summary.textContent = `${count(dated.length, 'claim')} with a date of their own, ${without} without. `
    + 'Years of which more is said are drawn wider.';
  timeline.undated.hidden = !without;
  timeline.heading.textContent = `Undated: ${count(without, 'claim')}`;
  if (dated.length) {
    const scale = timeScale(dated.map(spanOf));
    timeline.axisPlace.replaceChildren(timelineAxis(scale));
    fillSlowly(timeline.dated, inPieces(timeGroups(dated)), (one) => momentGroup(one, scale), 2);
    timeline.dated.querySelector('.moment')?.setAttribute('tabindex', '0');
  } else {
    timeline.axisPlace.replaceChildren();
    filling.delete(timeline.dated);
    timeline.dated.replaceChildren(el('p', { class: 'quiet nothing' }, 'None of the claims shown has a date of its own.'));
  }
  showUndated();
}

/** Let the timeline follow the state. */
function startTimeline() {
  addView('timeline', {
    show: showTimeline,
    says: () => `Timeline: ${timeline.summary.textContent}`,
  });
}
