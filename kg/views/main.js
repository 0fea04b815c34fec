// Start: read the colours, build the parts, draw, and keep the picture in step with state, theme and paper.

/** Read colours and draw in them. */
function paint() {
  readColours();
  if (network) {
    dress();
    network.redraw();
  }
}

readColours();
startFilters();
startPanel();
startTable();
startSearch();
refilter();
container.setAttribute('aria-label',
  `Graph of ${count(content.nodes.length, 'thing')} and ${count(content.claims.length, 'claim')}. `
  + 'Search or table reach everything by keyboard; here arrows move, plus and minus zoom, 0 shows all.');
startGraph();
startPointer();

onChange('filter', dress);
onChange('selection', () => {
  dress();
  if (state.selection && state.view === 'graph') reveal(false);
});
darkness.addEventListener('change', paint);
window.matchMedia('print').addEventListener('change', paint);
window.addEventListener('beforeprint', paint);
window.addEventListener('afterprint', paint);

/** For tests and for whoever is curious in the console: the state, and where things stand in the window. */
window.kgPage = Object.freeze({
  select: (kind, id) => goTo(kind === 'claims' ? { kind, ids: [id] } : { kind, id }),
  clear: () => select(null),
  selection: () => state.selection,
  shown: () => ({
    claims: state.shown.claims.size, nodes: state.shown.nodes.size, edges: state.shown.edges.size,
    derived: state.shown.derived.size,
  }),
  edges: () => drawn.edges.map(({ id, from, to, look, claims: said }) => ({ id, from, to, look, claims: said })),
  labels: () => placed.labels.map(({ kind, id, box, lines, font }) => ({ kind, id, box, lines, font })),
  fit: () => fit(false),
  scale: () => network.getScale(),
  zoom: (scale) => network.moveTo({ scale }),
  /** The middle of a node or of an edge in pixels of the window. */
  where: (kind, id) => {
    const stage = container.getBoundingClientRect();
    const at = network.canvasToDOM(kind === 'node' ? bodyOf(id) : pointsOn(edges.get(id))[0]);
    return { x: at.x + stage.left, y: at.y + stage.top };
  },
});
