// The panel beside the picture: what is selected, and the evidence for it.

/** A group of claims under a heading. @param {string} title @param {Node[]} items */
function group(title, items) {
  return items.length ? el('section', { class: 'group' }, el('h3', {}, title, ' ',
    el('span', { class: 'quiet number' }, String(items.length))), ...items) : null;
}

/** Claims in one line each; where two lines would be the same, with their sentences. */
function foldedAll(list, wordsOf) {
  const counts = tally(list.map(wordsOf));
  return list.map((claim) => folded(claim, wordsOf(claim), (counts.get(wordsOf(claim)) || 0) > 1));
}

/** Claims sorted under the label of their property, in the order in which the labels occur. */
function byProperty(list) {
  const groups = new Map();
  for (const claim of list) {
    const found = groups.get(claim.property_label);
    if (found) found.push(claim);
    else groups.set(claim.property_label, [claim]);
  }
  return groups;
}

/** What the filters keep back, with the way to it. @param {number} number */
function heldBack(number) {
  return number ? el('p', { class: 'quiet held' }, `${count(number, 'claim')} filtered out. `,
    el('button', { type: 'button', onclick: showEverything }, 'Show all')) : null;
}

/** @param {any[]} list */
function shownOnly(list) {
  return list.filter((claim) => state.shown.claims.has(claim.id));
}

/** @param {any} node @returns {Array<Node|null>} */
function nodeHead(node) {
  const cls = classes.get(node.cls);
  const family = familyOf(node.id);
  return [
    el('p', { class: 'kind' }, swatch(family, node.proposed),
      cls.label === family.label ? cls.label : `${cls.label} · ${family.label}`,
      node.proposed ? el('span', { class: 'mark' }, 'proposed, not reviewed') : null),
    el('h2', { id: 'panel-title' }, node.label),
    node.zh && node.zh !== node.label ? el('p', { class: 'zh', lang: 'zh' }, node.zh) : null,
    node.definition ? el('p', { class: 'definition' }, node.definition) : null,
    node.aliases
      ? el('p', { class: 'aliases' }, el('span', { class: 'quiet' }, 'Also called '), node.aliases.join(', ')) : null,
    node.different_from ? el('p', { class: 'aliases' }, el('span', { class: 'quiet' }, 'Not to be confused with '),
      ...node.different_from.flatMap((id, number) => [
        number ? ', ' : null,
        nodes.has(id) ? nodeButton(id) : id,
      ])) : null,
  ];
}

/** Definition, names and claims of a node. @param {any} node @returns {Array<Node|null>} */
function nodePanel(node) {
  const { subject, object, speaker } = roles.get(node.id);
  const groups = [];
  for (const [label, list] of byProperty(shownOnly(subject))) {
    groups.push(group(label, foldedAll(list, targetWords)));
  }
  const turned = [];
  for (const [label, list] of byProperty(shownOnly(object))) {
    turned.push(group(`… ${label} this`, foldedAll(list, (claim) => nodes.get(claim.subject).label)));
  }
  const about = (statement) => statement.subject === node.id || statement.object === node.id;
  const worked = content.derived.filter((one) => about(one) && state.shown.derived.has(one.number)).map(derivedCard);
  const all = new Set([...subject, ...object, ...speaker]);
  const hidden = all.size - shownOnly([...all]).length;
  const none = !groups.length && !turned.length && !speaker.length && !worked.length;
  return [
    ...nodeHead(node),
    nodeActions(node.id),
    none && !hidden ? el('p', { class: 'quiet' }, 'No article says anything of it.') : null,
    ...metricCharts(shownOnly(subject)),
    ...groups,
    ...turned,
    group('Said by this one', foldedAll(shownOnly(speaker), sentenceWords)),
    group('Derived by a rule', worked),
    heldBack(hidden),
  ];
}

/** The claims of an edge. @param {any} edge @returns {Array<Node|null>} */
function edgePanel(edge) {
  const said = claimsOf(edge);
  const worked = derivedOf(edge);
  const others = edgesAt.get(edge.from).filter((other) => other.id !== edge.id && state.shown.edges.has(other.id)
    && [other.from, other.to].includes(edge.to) && (other.from !== other.to || edge.from === edge.to));
  return [
    el('p', { class: 'kind' }, lineSample(edge.look), said.length ? count(said.length, 'claim') : 'Derived, not said'),
    el('h2', { id: 'panel-title' }, nodes.get(edge.from).label, ' → ', nodes.get(edge.to).label),
    ...said.map(card),
    ...worked.map(derivedCard),
    said.length || worked.length ? null : el('p', { class: 'quiet' }, 'The filters leave no claim on this line.'),
    heldBack(edge.claims.length - said.length),
    others.length ? group('Also between the two', others.map((other) => el('button', {
      type: 'button', class: 'other', onclick: () => goTo({ kind: 'edge', id: other.id }),
    }, lineSample(other.look), `${nodes.get(other.from).label}: ${edgeLabel(other)}`))) : null,
  ];
}

/** The claims that rest on one sentence. @param {string[]} ids @returns {Array<Node|null>} */
function claimsPanel(ids) {
  const list = ids.map((id) => claims.get(id));
  return [
    el('p', { class: 'kind' }, count(list.length, 'claim')),
    el('h2', { id: 'panel-title' }, list.length === 1 ? 'One claim' : 'What one sentence says'),
    ...list.map(card),
  ];
}

/** Show what is selected. */
function showPanel() {
  const panel = byId('panel');
  const chosen = state.selection;
  if (!chosen) {
    const inside = panel.contains(document.activeElement);
    panel.hidden = true;
    if (inside && !returnFocus()) container.focus();
    return;
  }
  const goesBack = () => {
    goBack();
    panel.focus({ preventScroll: true });
  };
  const back = state.trail.length ? el('button', { type: 'button', onclick: goesBack }, '← Back') : null;
  const bar = el('div', { class: 'bar' }, back,
    el('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => select(null) }, '×'));
  const parts = chosen.kind === 'node' ? nodePanel(nodes.get(chosen.id))
    : chosen.kind === 'edge' ? edgePanel(edges.get(chosen.id))
      : chosen.kind === 'path' ? pathPanel(chosen) : claimsPanel(chosen.ids);
  const inside = panel.contains(document.activeElement);
  fill(panel, bar, ...parts);
  panel.hidden = false;
  panel.scrollTop = 0;
  if (inside) panel.focus({ preventScroll: true });
  announce(`${byId('panel-title').textContent}, ${count(panel.querySelectorAll('[data-claim]').length, 'claim')}`);
}

/** Go to a thing, a line or a sentence from anywhere but the picture: select it and come near. @param {Selection} to */
function goTo(to) {
  select(to);
  if (state.view === 'graph') reveal(true);
}

/** Let the panel follow the state. */
function startPanel() {
  onChange('selection', showPanel);
  onChange('filter', () => {
    if (state.selection) showPanel();
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if (event.key === 'Escape' && state.picking) pickPath(null);
    else if (event.key === 'Escape' && state.selection) select(null);
    else if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      byId('search').focus();
    }
  });
}
