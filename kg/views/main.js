// Start: read the colours, build the parts, draw, and keep the picture in step with state, theme and paper.

/** Read colours and draw in them. */
function paint() {
  readColours();
  if (network) {
    dress();
    network.redraw();
  }
}

/** Build all parts and draw. */
function start() {
  readColours();
  startFilters();
  startTime();
  startPanel();
  startTable();
  startTimeline();
  startAsk();
  startViews();
  startPicture();
  startPaper();
  startTour();
  startSearch();
  refilter();
  const placeGiven = openAddress();
  container.setAttribute('aria-label',
    `Graph of ${count(content.nodes.length, 'thing')} and ${count(content.claims.length, 'claim')}. `
    + 'Search or table reach everything by keyboard; here arrows walk from thing to thing, Enter opens, '
    + 'F focuses, E expands, P pins, H hides, T finds a path; Shift with arrows moves, plus and minus zoom, 0 shows all.');
  startGraph();
  startPointer();
  startCamera();
  onChange('filter', dress);
  onChange('selection', () => {
    dress();
    if (state.selection && state.view === 'graph') reveal(false);
  });
  startHistory();
  startPermalink();
  if (placeGiven && state.selection && state.view === 'graph') reveal(true);
  startSaved();
  darkness.addEventListener('change', paint);
  window.matchMedia('print').addEventListener('change', paint);
  window.addEventListener('beforeprint', paint);
  window.addEventListener('afterprint', paint);
  openDoor();
}

/** For tests and for whoever is curious in the console: the state, and where things stand in the window. */
function openDoor() {
  window.kgPage = Object.freeze({
    select: (kind, id) => goTo(kind === 'claims' ? { kind, ids: [id] } : { kind, id }),
    clear: () => select(null),
    /** The answer to a query. @param {string} text @param {Object<string, string>} [bindings] */
    ask: (text, bindings) => askEngine(text, bindings),
    stop: stopEngine,
    selection: () => state.selection,
    shown: () => ({
      claims: state.shown.claims.size, nodes: state.shown.nodes.size, edges: state.shown.edges.size,
      derived: state.shown.derived.size,
    }),
    link: encodeState,
    apply: applyState,
    walker: () => walker,
    counts: (facet) => Object.fromEntries(facet === 'family' ? tallies.family : tallies.fields.get(facet)),
    all: () => content.nodes.map(({ id }) => id),
    paths: pathsBetween,
    time: () => ({ ...state.time, from: slider.from, to: slider.to, steps: AXES[state.time.clock]?.steps }),
    /** How long one step of filtering takes, in milliseconds: facets, counts, histogram, and the picture painted. */
    measure: (steps = 20) => {
      const field = fields.get('relation').values;
      const took = [];
      for (let step = 0; step < steps; step += 1) {
        state.off.relation = new Set(step % 2 ? [] : [field[step % field.length], field[(step * 7) % field.length]]);
        const start = performance.now();
        refilter();
        network.redraw();
        took.push(performance.now() - start);
      }
      state.off.relation = new Set();
      refilter();
      return took;
    },
    edges: () => drawn.edges.map(({ id, from, to, look, claims: said }) => ({ id, from, to, look, claims: said })),
    labels: () => {
      network.redraw();
      return placed.labels.map(({ kind, id, box, lines, font }) => ({ kind, id, box, lines, font }));
    },
    /** Where the canvas's origin stands, to which the boxes of labels are told. */
    corner: () => [origin().x, origin().y],
    fit: () => fit(false),
    scale: () => network.getScale(),
    show: showView,
    view: () => state.view,
    svg: pictureSvg,
    csv: () => csvText(tableRows()),
    zoom: (scale) => network.moveTo({ scale }),
    /** The middle of a node or of an edge in pixels of the window. */
    where: (kind, id) => {
      const stage = container.getBoundingClientRect();
      const at = network.canvasToDOM(kind === 'node' ? bodyOf(id) : pointsOn(edges.get(id))[0]);
      return { x: at.x + stage.left, y: at.y + stage.top };
    },
  });
}

runCarried('vis-network').then(start).catch((fault) => {
  byId('empty').textContent = `The page cannot be drawn here: ${fault.message || fault}`;
  byId('empty').hidden = false;
  throw fault;
});
