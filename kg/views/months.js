// The time of claims in months, and which of them lie between two bounds.

/** @param {number} month @returns {string} "2025-04" */
function monthWords(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** The first and the last month of "2025", "2025-04", "2025-Q2" or "2025-04-01", or null. @param {string|undefined} text */
function monthsOf(text) {
  const match = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])))?(?:-|$)/u.exec(text || '');
  if (!match) return null;
  const year = Number(match[1]) * 12;
  if (match[2]) return [year + Number(match[2]) - 1, year + Number(match[2]) - 1];
  return match[3] ? [year + match[3] * 3 - 3, year + match[3] * 3 - 1] : [year, year + 11];
}

/** From when to when a claim speaks, in months, or null. @param {any} claim */
function ownMonths(claim) {
  const [since, until] = [monthsOf(claim.since), monthsOf(claim.until)];
  if (since || until) return [since ? since[0] : -Infinity, until ? until[1] : Infinity];
  const parts = (claim.when || '').split('/').map(monthsOf);
  return parts[0] ? [parts[0][0], (parts[parts.length - 1] || parts[0])[1]] : null;
}

const MONTHS = {
  event: content.claims.map(ownMonths),
  published: content.claims.map((claim) => monthsOf(articles.get(claim.article).published)),
};

/** Are claims without time shown? */
function undatedShown() {
  const { from, to, undated } = state.time;
  return undated ?? (from === null && to === null);
}

/** A test for the number of a claim, or null where every claim passes. @returns {((row: number) => boolean)|null} */
function timeTest() {
  const { clock, from, to } = state.time;
  const undated = undatedShown();
  if (from === null && to === null && undated) return null;
  const spans = MONTHS[clock];
  const [first, last] = [from ?? -Infinity, to ?? Infinity];
  return (row) => (spans[row] ? spans[row][0] <= last && spans[row][1] >= first : undated);
}

/**
 * The steps of a slider: equal spans of months; what lies far off (one in twenty-five at each end) is gathered in the
 * first and the last step, so that a single forecast for 2034 does not squeeze all the rest.
 * @param {'event'|'published'} clock @returns {{first: number, unit: number, steps: number}|null}
 */
function axisOf(clock) {
  const ends = MONTHS[clock].flatMap((span) => span || []).filter(Number.isFinite).sort((a, b) => a - b);
  if (!ends.length) return null;
  const low = ends[Math.floor(ends.length * 0.04)];
  const high = ends[Math.ceil(ends.length * 0.96) - 1];
  const unit = high - low < 60 ? 1 : high - low < 180 ? 3 : 12;
  const first = Math.floor(low / unit) - (ends[0] < low ? 1 : 0);
  const last = Math.floor(high / unit) + (ends[ends.length - 1] > high ? 1 : 0);
  return { first, unit, steps: last - first + 1 };
}

const AXES = { event: axisOf('event'), published: axisOf('published') };
