// The figures that claims give of one thing, one small chart a metric and unit, each mark the way to its claim.
//
// Nothing is joined that cannot be compared: a line runs only between plain figures of one way of counting, one scope
// and one length of time. Months that no figure covers are drawn as not stated, never as nought.

const CHART = { width: 376, height: 168, left: 52, right: 10, top: 16, bottom: 34, apart: 46 };

/** The ways of counting: how a mark is shaped, and the words of the legend. */
const COUNTINGS = {
  'in-period': { shape: 'circle', words: 'within the time' },
  cumulative: { shape: 'square', words: 'cumulative' },
  rate: { shape: 'diamond', words: 'a rate' },
  target: { shape: 'flag', words: 'target' },
  '': { shape: 'circle', words: 'figure' },
};
const OPEN_UP = new Set(['more-than', 'at-least']);
const OPEN_DOWN = new Set(['less-than', 'at-most']);

/** A claim as a figure, or null where it has no number. @param {any} claim */
function figureOf(claim) {
  const low = numberOf(claim.low);
  const high = numberOf(claim.high);
  if (low === null && high === null) return null;
  const span = spanOf(claim);
  const from = span ? span.from ?? span.until : null;
  const until = span ? span.until ?? span.from : null;
  const counting = Object.hasOwn(COUNTINGS, claim.counting || '') ? claim.counting || '' : '';
  return { claim, low: low ?? high, high: high ?? low, from, until, counting };
}

/** What must be the same for two figures to be compared. @param {any} figure */
function comparable({ claim, counting, from, until }) {
  const days = until - from;
  const length = days < 3 ? 'day' : days < 32 ? 'month' : days < 93 ? 'quarter' : days < 367 ? 'year' : 'longer';
  return JSON.stringify([counting, claim.scope || [], claim.manner, counting === 'cumulative' ? '' : length]);
}

/** May a line run through this figure? @param {any} figure */
function joins({ claim, from, counting }) {
  return from !== null && counting !== 'target' && claim.manner === 'asserted' && (!claim.bound || claim.bound === 'exact');
}

/** The figures of a list of claims, by metric and unit, where there is something to draw. @param {any[]} list */
function metricsOf(list) {
  const found = new Map();
  for (const claim of list) {
    const figure = figureOf(claim);
    if (!figure) continue;
    const key = JSON.stringify([claim.property, claim.unit || '']);
    if (!found.has(key)) found.set(key, { label: claim.property_label, unit: claim.unit || '', figures: [] });
    found.get(key).figures.push(figure);
  }
  return [...found.values()].filter(({ figures }) => figures.length > 1 || figures[0].from !== null);
}

/** A number in few letters: 14000 as "14,000", 18100000000 as "18.1B". @param {number} number */
function shortNumber(number) {
  return new Intl.NumberFormat('en', Math.abs(number) >= 1e6
    ? { notation: 'compact', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 }).format(number);
}

/** Round steps from 0 (or below) to a bit above the largest. @param {number[]} values */
function valueScale(values) {
  const least = Math.min(0, ...values);
  const most = Math.max(...values, least + 1e-9);
  const rough = (most - least) / 2.5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) || rough;
  const ticks = [];
  for (let at = Math.floor(least / step); at * step <= most + step * 0.001 || ticks.length < 2; at += 1) ticks.push(at * step);
  return { ticks, low: ticks[0], high: Math.max(most * 1.12, ticks[ticks.length - 1]) };
}

/** The months from one day to another, each with its first and last day. @param {number} from @param {number} until */
function monthsBetween(from, until) {
  const months = [];
  const date = new Date(from * DAY);
  let year = date.getUTCFullYear();
  let month = date.getUTCMonth();
  for (;;) {
    const start = Date.UTC(year, month, 1) / DAY;
    if (start > until || months.length > 600) return months;
    month += 1;
    if (month === 12) [year, month] = [year + 1, 0];
    months.push({ start, end: Date.UTC(year, month, 1) / DAY - 1 });
  }
}

/** Runs of months within the covered time that no observation reaches. @param {any[]} figures @param {any} span */
function unstated(figures, span) {
  const seen = figures.filter(({ from, counting, claim }) => from !== null && counting !== 'target'
    && claim.manner === 'asserted');
  if (!seen.length) return [];
  const runs = [];
  for (const { start, end } of monthsBetween(span.from, span.until)) {
    if (seen.some(({ from, until }) => from <= end && until >= start)) continue;
    const last = runs[runs.length - 1];
    if (last && last.end + 1 === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}

/** The sign of a way of counting round a point. @param {string} shape @param {number} x @param {number} y @param {boolean} hollow */
function chartSign(shape, x, y, hollow) {
  const attributes = { class: hollow ? 'sign hollow' : 'sign' };
  const points = {
    square: `${x - 4.5},${y - 4.5} ${x + 4.5},${y - 4.5} ${x + 4.5},${y + 4.5} ${x - 4.5},${y + 4.5}`,
    diamond: `${x},${y - 6} ${x + 6},${y} ${x},${y + 6} ${x - 6},${y}`,
    flag: `${x - 6},${y - 6} ${x + 6},${y - 6} ${x},${y + 5}`,
  }[shape];
  return points ? svg('polygon', { points, ...attributes }) : svg('circle', { cx: x, cy: y, r: 5, ...attributes });
}

/** A figure's words: value, time and what makes it comparable. @param {any} figure */
function figureWords({ claim, counting }) {
  const time = claim.when || claim.when_text || 'no date stated';
  const scope = (claim.scope || []).map(([, text]) => text).join(', ');
  const kind = COUNTINGS[counting].words;
  return `${claim.text}, ${time}${scope ? `, ${scope}` : counting ? `, ${kind}` : ''}, ${howWords(claim)}`;
}

/** One mark: its interval, its bounds and its sign. @param {any} figure @param {any} xs @param {(value: number) => number} y */
function chartMark(figure, xs, y) {
  const { claim, counting, low, high } = figure;
  const { x, from, until } = xs;
  const up = OPEN_UP.has(claim.bound);
  const down = OPEN_DOWN.has(claim.bound);
  const middle = y((low + high) / 2);
  const words = figureWords(figure);
  const open = () => openClaim(claim.id, null);
  const mark = svg('g', {
    class: `chart-mark line-${lookOf(claim.manner)} ${counting || 'figure'}${claim.status === 'proposed' ? ' proposed' : ''}`, role: 'button', tabindex: 0, 'aria-label': words,
    'data-claim': claim.id, 'data-bound': claim.bound || '',
  });
  const title = svg('title', {});
  title.textContent = words;
  mark.append(title, svg('circle', { cx: x, cy: middle, r: 13, class: 'reach' }));
  if (until - from > 8) mark.append(svg('line', { x1: from, x2: until, y1: middle, y2: middle, class: 'interval' }));
  if (low !== high) {
    mark.append(svg('path', {
      d: `M${x - 5} ${y(high)}H${x + 5}M${x} ${y(high)}V${y(low)}M${x - 5} ${y(low)}H${x + 5}`, class: 'range',
    }));
  }
  if (up || down) {
    const tip = middle + (up ? -20 : 20);
    const wing = up ? 5 : -5;
    mark.append(svg('path', { d: `M${x} ${middle}V${tip}M${x - 4} ${tip + wing}L${x} ${tip}L${x + 4} ${tip + wing}`, class: 'arrow' }));
  }
  mark.append(chartSign(COUNTINGS[counting].shape, x, middle, claim.bound === 'about' || low !== high));
  mark.addEventListener('click', open);
  mark.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    open();
  });
  return mark;
}

/** A text in the chart. */
function chartText(x, y, words, attributes = {}) {
  const text = svg('text', { x, y, ...attributes });
  text.textContent = words;
  return text;
}

/** The days that all dated figures of one unit cover together. @param {any[]} figures */
function coveredTime(figures) {
  const dated = figures.filter(({ from }) => from !== null);
  return dated.length
    ? { from: Math.min(...dated.map(({ from }) => from)), until: Math.max(...dated.map(({ until }) => until)) } : null;
}

/** The grid, the months and the times below. @param {any} picture @param {any} value @param {any} y @param {any} plot */
function chartFrame(picture, value, y, plot) {
  for (const tick of value.ticks) {
    picture.append(svg('line', { x1: CHART.left, x2: CHART.width - CHART.right, y1: y(tick), y2: y(tick), class: 'grid' }),
      chartText(CHART.left - 6, y(tick) + 4, shortNumber(tick), { 'text-anchor': 'end' }));
  }
  const base = CHART.height - CHART.bottom;
  for (const { start, end } of plot.gaps) {
    const [left, right] = [plot.x(start), plot.x(end + 1)];
    picture.append(svg('rect', { x: left, width: Math.max(1, right - left), y: CHART.top, height: base - CHART.top, class: 'unstated' }));
    if (right - left > 58) {
      picture.append(chartText((left + right) / 2, base - 6, 'not stated', { 'text-anchor': 'middle', class: 'unstated-words' }));
    }
  }
  if (plot.span) {
    const day = (at) => new Date(at * DAY).toISOString().slice(0, 7);
    const [from, until] = [day(plot.span.from), day(plot.span.until)];
    picture.append(chartText(CHART.left, base + 16, from));
    if (until !== from) picture.append(chartText(plot.end, base + 16, until, { 'text-anchor': 'end' }));
  }
  if (plot.undated) picture.append(chartText(plot.undated, base + 16, 'no date', { 'text-anchor': 'middle' }));
}

/** The drawing of one metric. @param {any} metric @param {any} span the covered time */
function chartPicture({ label, unit, figures }, span) {
  const picture = svg('svg', {
    viewBox: `0 0 ${CHART.width} ${CHART.height}`, class: 'chart', role: 'group', 'aria-label': `${label}${unit ? `, ${unit}` : ''}`,
  });
  const loose = figures.filter(({ from }) => from === null);
  const end = CHART.width - CHART.right - (loose.length && span ? CHART.apart + 12 * (loose.length - 1) : 0);
  const value = valueScale(figures.flatMap(({ low, high }) => [low, high]));
  const room = CHART.height - CHART.top - CHART.bottom;
  const y = (number) => CHART.top + room * (1 - (number - value.low) / (value.high - value.low || 1));
  const x = (day) => CHART.left + (end - CHART.left) * ((day - span.from) / (span.until + 1 - span.from));
  const middle = span ? (end + CHART.width - CHART.right) / 2 + 4 : (CHART.left + CHART.width) / 2;
  chartFrame(picture, value, y, { x, span, end, gaps: span ? unstated(figures, span) : [], undated: loose.length ? middle : 0 });
  const taken = new Set();
  const marks = figures.map((figure) => {
    const dated = figure.from !== null;
    const from = dated ? x(figure.from) : 0;
    const until = dated ? x(figure.until + 1) : 0;
    let at = dated ? (figure.counting === 'cumulative' ? until - 5 : (from + until) / 2)
      : middle + (loose.indexOf(figure) - (loose.length - 1) / 2) * (span ? 18 : Math.min(60, 280 / loose.length));
    while (taken.has(`${Math.round(at / 6)} ${figure.low} ${figure.high}`)) at -= 14;
    taken.add(`${Math.round(at / 6)} ${figure.low} ${figure.high}`);
    at = Math.max(CHART.left + 7, Math.min(CHART.width - CHART.right - 5, at));
    return { figure, x: at, from, until, node: null };
  });
  const series = new Map();
  for (const mark of marks.filter(({ figure }) => joins(figure))) {
    const key = comparable(mark.figure);
    series.set(key, [...(series.get(key) || []), mark]);
  }
  for (const list of series.values()) {
    if (list.length < 2) continue;
    const points = list.sort((a, b) => a.x - b.x).map((mark) => `${mark.x},${y((mark.figure.low + mark.figure.high) / 2)}`);
    picture.append(svg('polyline', { points: points.join(' '), class: 'joined' }));
  }
  picture.append(...marks.map((mark) => chartMark(mark.figure, mark, y)));
  return picture;
}

/** What the signs mean, for those that occur, and the figures as a table. @param {any} metric @param {any} span */
function chartLegend({ figures }, span) {
  const kinds = [...new Set(figures.map(({ counting }) => counting))];
  const bounds = new Set(figures.map(({ claim }) => claim.bound));
  const sample = (kind) => {
    const picture = svg('svg', { viewBox: '0 0 16 16', class: `sample line-${kind === 'target' ? 'planned' : 'asserted'}`, 'aria-hidden': 'true' });
    picture.append(chartSign(COUNTINGS[kind].shape, 8, 8, false));
    return picture;
  };
  const notes = [
    bounds.has('about') || bounds.has('range') ? 'hollow: about, or a range' : '',
    [...bounds].some((bound) => OPEN_UP.has(bound)) ? 'arrow up: that much or more' : '',
    [...bounds].some((bound) => OPEN_DOWN.has(bound)) ? 'arrow down: that much or less' : '',
    span && unstated(figures, span).length ? 'grey: not stated' : '',
  ].filter(Boolean);
  return el('p', { class: 'chart-legend' },
    ...kinds.map((kind) => el('span', {}, sample(kind), COUNTINGS[kind].words)),
    ...notes.map((words) => el('span', {}, words)));
}

/** The same figures in a table, for those who do not see the chart. @param {any} metric @param {any} span */
function chartTable({ label, figures }, span) {
  const month = (day) => new Date(day * DAY).toISOString().slice(0, 7);
  const gaps = span ? unstated(figures, span) : [];
  const line = (...cells) => el('tr', {}, ...cells.map((cell, at) => el(at ? 'td' : 'th', { scope: at ? null : 'row' }, cell)));
  return el('details', { class: 'chart-table' }, el('summary', {}, 'The figures as a table'),
    el('table', {}, el('caption', { class: 'unseen' }, label),
      el('thead', {}, el('tr', {}, ...['When', 'Figure', 'Kind'].map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {},
        ...figures.map(({ claim, counting }) => line(claim.when || claim.when_text || 'no date stated',
          el('button', { type: 'button', class: 'name', onclick: () => openClaim(claim.id) }, claim.text),
          `${COUNTINGS[counting].words}; ${howWords(claim)}`)),
        ...gaps.map(({ start, end }) => line(month(start) === month(end) ? month(start) : `${month(start)} to ${month(end)}`, 'not stated', '')))));
}

/** The charts of what is said of a node; claims are those that pass the filters. @param {any[]} list @returns {Node[]} */
function metricCharts(list) {
  const metrics = metricsOf(list);
  return metrics.map((metric) => {
    const span = metric.figures.some(({ from }) => from !== null)
      ? coveredTime(metrics.filter(({ unit }) => unit === metric.unit).flatMap(({ figures }) => figures)) : null;
    return el('figure', { class: 'metric', 'data-metric': metric.label },
      el('figcaption', {}, metric.label, metric.unit ? el('span', { class: 'quiet' }, ` ${metric.unit}`) : null),
      chartPicture(metric, span), chartLegend(metric, span), chartTable(metric, span));
  });
}
