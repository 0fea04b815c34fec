// The state of the page and who is told when it changes. Nothing here touches the document.

/**
 * @typedef {{kind: 'node', id: string} | {kind: 'edge', id: string} | {kind: 'claims', ids: string[]}
 *   | {kind: 'path', from: string, to: string, at: number}} Selection
 */

const state = {
  /** What is switched off, by facet. @type {Object<string, Set<string>>} */
  off: {
    family: new Set(), manner: new Set(), relation: new Set(), article: new Set(), publisher: new Set(),
    speaker: new Set(), status: new Set(),
  },
  /**
   * The months (year × 12 + month) between which a claim must lie, null for no bound; the clock is the claim's own
   * time or that of its publication. `undated` null: claims without time are shown as long as there is no bound.
   * @type {{clock: 'event'|'published', from: number|null, to: number|null, undated: boolean|null}}
   */
  time: { clock: 'event', from: null, to: null, undated: null },
  /** What an answer to a query narrows the picture to. @type {{nodes: Set<string>, claims: Set<string>}|null} */
  only: null,
  /** Only what lies within so many steps of some things. @type {{ids: string[], hops: number}|null} */
  around: null,
  /** Things put away, kept in view, expanded, collapsed, by id. */
  hidden: new Set(),
  pinned: new Set(),
  unfolded: new Set(),
  folded: new Set(),
  /** From where a path is wanted; the next thing chosen is its other end. @type {string|null} */
  picking: null,
  /** A step of a longer movement (a handle dragged, time played): nothing is noted for undo until it ends. */
  moving: false,
  /** @type {Selection|null} */
  selection: null,
  /** What was selected before, for the way back. @type {Selection[]} */
  trail: [],
  /** @type {'graph'|'table'} */
  view: 'graph',
  /** What passes the filters; `nodes` and `edges` are those drawn, `passing` also those left out for their number. */
  shown: {
    claims: new Set(), nodes: new Set(), edges: new Set(), derived: new Set(),
    passing: { nodes: new Set(), edges: new Set() },
  },
};

/** @type {Object<string, Array<() => void>>} */
const listeners = { filter: [], selection: [], view: [], picking: [] };

/** @param {'filter'|'selection'|'view'|'picking'} what @param {() => void} then */
function onChange(what, then) {
  listeners[what].push(then);
}

/** @param {'filter'|'selection'|'view'|'picking'} what */
function changed(what) {
  for (const then of listeners[what]) then();
}

/** Is anything kept back? */
function filtered() {
  const { time } = state;
  return Object.values(state.off).some((facet) => facet.size > 0) || time.from !== null || time.to !== null
    || time.undated === false || state.only !== null || state.around !== null || state.hidden.size > 0 || state.folded.size > 0;
}

/** @param {Selection|null} next @param {{back?: boolean}} [how] */
function select(next, how = {}) {
  const before = state.selection;
  if (state.picking) {
    if (next && next.kind === 'node' && next.id !== state.picking) {
      next = { kind: 'path', from: state.picking, to: next.id, at: 0 };
    }
    state.picking = null;
    changed('picking');
  }
  if (before && next && !how.back && JSON.stringify(before) !== JSON.stringify(next)) state.trail.push(before);
  if (!next) state.trail = [];
  state.selection = next;
  if (bringIn(next)) regather();
  changed('selection');
}

/** Select what was selected before. */
function goBack() {
  const before = state.trail.pop();
  if (before) select(before, { back: true });
}

/** The shown claims of an edge. @param {any} edge @returns {any[]} */
function claimsOf(edge) {
  return edge.claims.filter((id) => state.shown.claims.has(id)).map((id) => claims.get(id));
}

/** The shown derived statements of an edge. @param {any} edge @returns {any[]} */
function derivedOf(edge) {
  return edge.derived.filter((n) => state.shown.derived.has(n)).map((n) => content.derived[n]);
}

/** The nodes and edges that the selection is about. @returns {{nodes: Set<string>, edges: Set<string>}} */
function inFocus() {
  const focus = { nodes: new Set(), edges: new Set() };
  const chosen = state.selection;
  if (!chosen) return focus;
  if (chosen.kind === 'edge') {
    const edge = edges.get(chosen.id);
    focus.edges.add(edge.id);
    focus.nodes.add(edge.from).add(edge.to);
  } else if (chosen.kind === 'node') {
    focus.nodes.add(chosen.id);
    for (const edge of edgesAt.get(chosen.id)) {
      if (!state.shown.edges.has(edge.id)) continue;
      focus.edges.add(edge.id);
      focus.nodes.add(edge.from).add(edge.to);
    }
  } else if (chosen.kind === 'path') {
    const path = pathsBetween(chosen.from, chosen.to)[chosen.at];
    for (const id of path || [chosen.from, chosen.to]) focus.nodes.add(id);
    for (const edge of path ? edgesAlong(path).flat() : []) focus.edges.add(edge.id);
  } else {
    for (const id of chosen.ids) {
      const claim = claims.get(id);
      focus.nodes.add(claim.subject);
      if (claim.object) focus.nodes.add(claim.object);
      for (const edge of edgesAt.get(claim.subject)) if (edge.claims.includes(id)) focus.edges.add(edge.id);
    }
  }
  return focus;
}
