// Neighbourhoods: what lies around a thing, what is put away, kept in view, expanded and collapsed.

/** All within so many steps of some nodes. @param {Iterable<string>} ids @param {number} hops @param {Map<string, string[]>} beside */
function within(ids, hops, beside) {
  const found = new Set(ids);
  let rim = [...found];
  for (let step = 0; step < hops; step += 1) {
    const next = [];
    for (const id of rim) {
      for (const other of beside.get(id) || []) {
        if (found.has(other) || state.hidden.has(other)) continue;
        found.add(other);
        next.push(other);
      }
    }
    rim = next;
  }
  return found;
}

/** Who stands beside whom. @param {any[]} lines @returns {Map<string, string[]>} */
function neighbours(lines) {
  const beside = new Map();
  const add = (a, b) => {
    const list = beside.get(a);
    if (list) list.push(b);
    else beside.set(a, [b]);
  };
  for (const { from, to } of lines) {
    if (from === to) continue;
    add(from, to);
    add(to, from);
  }
  return beside;
}

/** Which nodes neither focus nor hiding nor collapsing keeps back. @param {any[]} live edges that pass the filters */
function allowedNodes(live) {
  if (!state.around && !state.folded.size) return state.hidden.size ? (id) => !state.hidden.has(id) : () => true;
  const beside = neighbours(live);
  const reach = state.around ? within(state.around.ids, state.around.hops, beside) : null;
  if (reach) for (const id of state.unfolded) if (reach.has(id)) for (const near of beside.get(id) || []) reach.add(near);
  const leaves = new Set();
  for (const id of state.folded) {
    for (const near of beside.get(id) || []) {
      if (!state.folded.has(near) && beside.get(near).every((other) => other === id)) leaves.add(near);
    }
  }
  return (id) => !state.hidden.has(id) && (state.pinned.has(id) || (!leaves.has(id) && (!reach || reach.has(id))));
}

/** Focus on a node, or on nothing. @param {string|null} id @param {number} [hops] */
function focusOn(id, hops = 1) {
  state.around = id === null ? null : { ids: [id], hops };
  if (id !== null) state.hidden.delete(id);
  refilter();
  if (state.view === 'graph') fit(true);
  announce(id === null ? 'Everything is in view again'
    : `${count(state.shown.passing.nodes.size, 'thing')} within ${count(hops, 'step')} of ${nodes.get(id).label}`);
}

/** Put a node away. @param {string} id */
function hide(id) {
  state.hidden.add(id);
  state.pinned.delete(id);
  if (selectedNodes().includes(id)) select(null);
  refilter();
  announce(`${nodes.get(id).label} is hidden`);
}

/** Keep a node in view and named whatever the filters say, or no longer. @param {string} id */
function togglePin(id) {
  const on = !state.pinned.delete(id);
  if (on) state.pinned.add(id);
  refilter();
  announce(`${nodes.get(id).label} is ${on ? 'kept in view' : 'no longer kept in view'}`);
}

/** How many neighbours of a node are not drawn, and how many hang on it alone. @param {string} id */
function aroundNode(id) {
  const near = new Set(edgesAt.get(id).flatMap((edge) => [edge.from, edge.to]));
  near.delete(id);
  let unseen = 0;
  let leaves = 0;
  for (const other of near) {
    if (state.hidden.has(other)) continue;
    if (!state.shown.nodes.has(other)) unseen += 1;
    else if (edgesAt.get(other).every((edge) => edge.from === edge.to || edge.from === id || edge.to === id)) leaves += 1;
  }
  return { unseen, leaves };
}

/** Show the neighbours of a node that are not drawn. @param {string} id */
function expand(id) {
  const before = state.shown.nodes.size;
  const folded = state.folded.delete(id);
  if (!folded) state.unfolded.add(id);
  // Within a neighbourhood, what is expanded lets more pass.
  if (folded || state.around) refilter();
  else regather();
  announce(`${count(state.shown.nodes.size - before, 'thing')} more in the picture`);
}

/** Take back what was expanded, or put away what hangs on this node alone. @param {string} id */
function collapse(id) {
  const before = state.shown.nodes.size;
  if (!state.unfolded.delete(id)) state.folded.add(id);
  refilter();
  announce(`${count(before - state.shown.nodes.size, 'thing')} put away`);
}

/** What can be done with a node, as buttons. @param {string} id */
function nodeActions(id) {
  const act = (words, then, more = {}) => el('button', { type: 'button', onclick: then, ...more }, words);
  const { unseen, leaves } = aroundNode(id);
  const here = state.around && state.around.ids.length === 1 && state.around.ids[0] === id ? state.around.hops : 0;
  const hops = [1, 2, 3].map((number) => act(String(number), () => focusOn(here === number ? null : id, number), {
    'aria-pressed': String(here === number), 'aria-label': `Only within ${count(number, 'step')}`,
  }));
  return el('div', { class: 'actions', role: 'group', 'aria-label': 'With this thing' },
    el('span', { class: 'hops' }, 'Focus', ...hops),
    act('Path to …', () => pickPath(id)),
    state.folded.has(id) || (unseen && !state.unfolded.has(id)) ? act(`Expand${unseen ? ` (${unseen})` : ''}`, () => expand(id)) : null,
    state.unfolded.has(id) || (leaves && !state.folded.has(id)) ? act('Collapse', () => collapse(id)) : null,
    act(state.pinned.has(id) ? 'Unpin' : 'Pin', () => togglePin(id), { 'aria-pressed': String(state.pinned.has(id)) }),
    act('Hide', () => hide(id)));
}

/** What restricts the picture beyond the facets, each with the way out. */
function showScope() {
  const limit = (words, name, undo) => el('button', { type: 'button', class: 'limit', 'aria-label': name, onclick: undo },
    words, el('span', { 'aria-hidden': 'true' }, ' ×'));
  const limits = [];
  const { around, hidden, pinned, picking, shown } = state;
  if (picking) {
    limits.push(limit(`Path from ${shorten(nodes.get(picking).label, 24)} to … choose or search a thing`, 'Cancel the path',
      () => pickPath(null)));
  }
  if (around) {
    const words = `Within ${count(around.hops, 'step')} of ${shorten(around.ids.map((id) => nodes.get(id).label).join(', '), 28)}`;
    limits.push(limit(words, `${words}: show all around`, () => focusOn(null)));
  }
  const again = (set) => () => {
    set.clear();
    refilter();
  };
  if (hidden.size) limits.push(limit(`${hidden.size} hidden`, `${hidden.size} hidden: show again`, again(hidden)));
  if (state.folded.size) limits.push(limit(`${state.folded.size} collapsed`, 'Expand the collapsed', again(state.folded)));
  if (pinned.size) limits.push(limit(`${pinned.size} pinned`, `${pinned.size} pinned: unpin`, again(pinned)));
  if (shown.nodes.size < shown.passing.nodes.size) {
    limits.push(el('span', { class: 'quiet' }, `the ${shown.nodes.size} most central are drawn; search or expand for more`));
  }
  fill(byId('scope'), ...limits);
}
