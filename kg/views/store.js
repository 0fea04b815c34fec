// The state of the page and who is told when it changes. Nothing here touches the document.

/** @typedef {{kind: 'node', id: string} | {kind: 'edge', id: string} | {kind: 'claims', ids: string[]}} Selection */

const state = {
  /** What is switched off, by facet. */
  off: { family: new Set(), article: new Set(), manner: new Set() },
  /** @type {Selection|null} */
  selection: null,
  /** What was selected before, for the way back. @type {Selection[]} */
  trail: [],
  /** @type {'graph'|'table'} */
  view: 'graph',
  /** What passes the filters. */
  shown: { claims: new Set(), nodes: new Set(), edges: new Set(), derived: new Set() },
};

/** @type {Object<string, Array<() => void>>} */
const listeners = { filter: [], selection: [], view: [], hover: [] };

/** @param {'filter'|'selection'|'view'} what @param {() => void} then */
function onChange(what, then) {
  listeners[what].push(then);
}

/** @param {'filter'|'selection'|'view'} what */
function changed(what) {
  for (const then of listeners[what]) then();
}

/** Does a claim pass the facets, leaving `except` out of account? @param {any} claim @param {string} [except] */
function passes(claim, except) {
  const { family, article, manner } = state.off;
  if (except !== 'article' && article.has(claim.article)) return false;
  if (except !== 'manner' && manner.has(claim.manner)) return false;
  if (except === 'family' || !family.size) return true;
  return !family.has(familyOf(claim.subject).label) && !(claim.object && family.has(familyOf(claim.object).label));
}

/** A derived statement stands as long as all claims that it rests on are shown. */
function derivedPasses(statement, except) {
  if (except !== 'manner' && state.off.manner.has('derived')) return false;
  const { family } = state.off;
  if (family.has(familyOf(statement.subject).label)) return false;
  if (statement.object && family.has(familyOf(statement.object).label)) return false;
  return (statement.claims || []).every((id) => passes(claims.get(id), 'manner'));
}

/** Work out anew what passes the filters. */
function refilter() {
  const shown = { claims: new Set(), nodes: new Set(), edges: new Set(), derived: new Set() };
  const spoken = new Set();
  for (const claim of content.claims) {
    if (!passes(claim)) continue;
    shown.claims.add(claim.id);
    spoken.add(claim.subject).add(claim.object).add(claim.speaker_node);
  }
  for (const statement of content.derived) {
    if (!derivedPasses(statement)) continue;
    shown.derived.add(statement.number);
    spoken.add(statement.subject).add(statement.object);
  }
  for (const node of content.nodes) {
    const role = roles.get(node.id);
    const silent = !role.subject.length && !role.object.length && !role.speaker.length;
    if (!state.off.family.has(familyOf(node.id).label) && (silent || spoken.has(node.id))) shown.nodes.add(node.id);
  }
  for (const edge of drawn.edges) {
    if (edge.claims.some((id) => shown.claims.has(id)) || edge.derived.some((n) => shown.derived.has(n))) {
      shown.edges.add(edge.id);
    }
  }
  state.shown = shown;
  changed('filter');
}

/** Is anything filtered away? */
function filtered() {
  return Object.values(state.off).some((facet) => facet.size > 0);
}

/** @param {Selection|null} next @param {{back?: boolean}} [how] */
function select(next, how = {}) {
  const before = state.selection;
  if (before && next && !how.back && JSON.stringify(before) !== JSON.stringify(next)) state.trail.push(before);
  if (!next) state.trail = [];
  state.selection = next;
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
