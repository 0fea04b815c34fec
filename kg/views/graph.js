// The picture: pyvis's nodes and edges in vis-network, dressed by the state, with our labels on top.

const container = byId('graph');
/** @type {any} */
let network = null;
let visNodes = null;
/** What the pointer is on. @type {{kind: 'node'|'edge', id: string}|null} */
let hovered = null;
/** Nodes and lines are drawn this much larger than Python made them: they grow slower than the distances do. */
let boost = 1;
let boosting = false;
/** The labels as placed for one scale. */
let placed = { key: '', labels: [] };
let version = 0;
/** Above this scale lines show their labels unasked. */
const CLOSE = 1.15;
/** So many nodes are always named: 5 on a small screen, 12 on a large one. */
const hubs = () => Math.round(Math.max(5, Math.min(12, (container.clientWidth * container.clientHeight) / 70000)));

/** vis-network keeps nodes in plain objects, where a name like `constructor` would be taken. @param {string} id */
function visId(id) {
  return `n:${id}`;
}

/** What vis-network knows of a node: x, y and options. It keeps the same object for as long as the page is open. @param {string} id */
function bodyOf(id) {
  let body = bodies.get(id);
  if (!body && (body = network.body.nodes[visId(id)])) bodies.set(id, body);
  return body;
}

/** @type {Map<string, any>} */
const bodies = new Map();

/** Draw the graph for the first time, in one go: all that is shown is told at once, in its final size. */
function startGraph() {
  if (container.clientHeight > container.clientWidth * 1.1) standUpright();
  boost = boostAt(fittingScale());
  visNodes = new vis.DataSet([]);
  network = new vis.Network(container, { nodes: visNodes, edges: new vis.DataSet([]) }, JSON.parse(visOptions));
  network.renderer.allowRedraw = false;
  // Nodes are painted with all the rest, by the same drawing of theirs.
  network.renderer._drawNodes = () => ({ drawExternalLabels: null });
  visNodes.add(newLooks(inFocus()));
  layGrounds();
  dress();
  network.on('afterDrawing', paintScene);
  network.on('dragging', (event) => {
    if (!event.nodes.length) return;
    bundleLines();
    version += 1;
  });
  network.on('dragEnd', (event) => {
    if (!event.nodes.length) return;
    layGrounds();
    version += 1;
    network.redraw();
  });
  fit(false);
  network.renderer.allowRedraw = true;
  network.redraw();
}

/** Turn the picture for a screen that is higher than wide; what has no line stands in rows below, as it does when wide. */
function standUpright() {
  for (const place of places.values()) [place.x, place.y] = [place.y / 1.15, place.x * 1.15];
  const alone = drawn.nodes.filter(({ id }) => !edgesAt.get(id).length);
  const linked = drawn.nodes.filter(({ id }) => edgesAt.get(id).length).map(({ id }) => id);
  if (!alone.length || !linked.length) return;
  const { left, right, bottom } = extent(linked);
  const columns = Math.max(3, Math.min(alone.length, Math.round((right - left) / 150)));
  alone.forEach((place, number) => {
    const row = Math.floor(number / columns);
    const inRow = Math.min(columns, alone.length - row * columns);
    place.x = (left + right) / 2 + (number % columns - (inRow - 1) / 2) * 150;
    place.y = bottom + 140 + row * 90;
  });
}

/** How much larger things are drawn at a scale, in steps, so that zooming seldom dresses anew. @param {number} scale */
function boostAt(scale) {
  const wanted = Math.min(2.6, Math.max(0.55, (0.78 / scale) ** 0.75));
  return 1.15 ** Math.round(Math.log(wanted) / Math.log(1.15));
}

/** What vis-network was told last of each node: only what differs is told again. @type {Map<string, string>} */
const told = new Map();

/** The looks of what is shown that vis-network does not know yet; they are noted as told. @param {any} focus */
function newLooks(focus) {
  const news = [];
  for (const id of state.shown.nodes) {
    const look = nodeLook(places.get(id), focus);
    const { opacity, size, borderWidth, color } = look;
    const words = `${opacity} ${size} ${borderWidth} ${color.background} ${color.border}`;
    if (told.get(id) === words) continue;
    told.set(id, words);
    news.push(look);
  }
  return news;
}

/** Tell vis-network what is not shown, so that it cannot be dragged. It is not painted anyway: that may wait. */
function hideRest() {
  const news = [];
  for (const [id, words] of told) {
    if (words === 'hidden' || state.shown.nodes.has(id)) continue;
    told.set(id, 'hidden');
    news.push({ id: visId(id), hidden: true });
  }
  if (news.length) visNodes.update(news);
}

/** @param {any} node @param {any} focus */
function nodeLook(node, focus) {
  const id = visId(node.id);
  const chosen = state.selection?.kind === 'node' && state.selection.id === node.id;
  const pinned = state.pinned.has(node.id);
  const { proposed } = nodes.get(node.id);
  const first = told.has(node.id) ? {} : { shape: node.shape, x: node.x, y: node.y, chosen: false };
  return {
    ...first,
    id,
    hidden: false,
    opacity: state.selection && !focus.nodes.has(node.id) ? 0.22 : 1,
    size: node.size * boost,
    borderWidth: chosen ? 4 : pinned || proposed ? 2.5 : 1,
    color: {
      background: proposed ? colours['--paper'] : node.color,
      border: chosen ? colours['--accent'] : pinned ? colours['--ink']
        : proposed ? node.color : mix(node.color, colours['--paper'], 0.45),
    },
  };
}

/** Bring the look of nodes and lines in line with the state. */
function dress() {
  version += 1;
  const news = newLooks(inFocus());
  const { renderer } = network;
  const may = renderer.allowRedraw;
  // vis-network would paint at once, and again when asked.
  renderer.allowRedraw = false;
  if (news.length) visNodes.update(news);
  bundleLines();
  layGroundsSoon();
  renderer.allowRedraw = may;
  renderer._requestRedraw();
}

/** The text on a line: its first relation, how many more there are, and how it is said if not as fact. */
function edgeLabel(edge) {
  const said = claimsOf(edge);
  const statements = [...said, ...derivedOf(edge)];
  const labels = [...new Set(statements.map((one) => one.property_label))];
  const manners = new Set(said.map((claim) => claim.manner));
  const other = said.length && manners.size === 1 && !manners.has('asserted');
  const proposed = said.length > 0 && said.every((claim) => claim.status === 'proposed');
  const manner = proposed ? `${other ? howWords(said[0]) : 'proposed'}: ` : other ? `${mannerWords(said[0].manner)}: ` : '';
  const more = labels.length > 1 ? ` +${labels.length - 1}` : statements.length > 1 ? ` ×${statements.length}` : '';
  return manner + shorten(labels[0] || '', 30) + more;
}

/** Where labels may stand: within the frame where everything is in view, else anywhere. @returns {Box} */
function frame(scale) {
  if (scale > fittingScale() * 1.04) return { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  const box = extent(state.shown.nodes);
  const room = openRoom();
  const side = (room.right - room.left - (box.right - box.left) * scale) / 2 - 4;
  return { left: box.left * scale - side, right: box.right * scale + side, top: -Infinity, bottom: Infinity };
}

/** Give every label its place for the present scale. */
function placeLabels(scale) {
  const occupied = new Occupied();
  const written = new Occupied();
  const bounds = frame(scale);
  const own = new Map();
  const labels = [];
  for (const id of state.shown.nodes) {
    const { x, y, options } = bodyOf(id);
    const radius = options.size + 1;
    const box = {
      left: (x - radius) * scale, right: (x + radius) * scale, top: (y - radius) * scale, bottom: (y + radius) * scale,
    };
    own.set(id, box);
    occupied.add(box);
  }
  const done = new Set();
  const put = (kind, id, label, strength) => {
    if (!label) return;
    occupied.add(label.box);
    written.add(label.box);
    labels.push({ kind, id, strength, ...label });
  };
  const node = (id, must, strength, hub = false) => {
    if (done.has(id) || !own.has(id)) return;
    done.add(id);
    const font = must ? STRONG_FONT : NODE_FONT;
    const lines = wrap(nodes.get(id).label, must ? 34 : 17);
    const room = (grid) => placeNodeLabel(grid, own.get(id), lines, font, bounds, must);
    put('node', id, (must ? null : room(occupied)) || (hub || must ? room(written) : null), strength);
  };
  const line = (edge, must, strength) => {
    if (done.has(edge.id) || !state.shown.edges.has(edge.id)) return;
    const text = edgeLabel(edge);
    const a = bodyOf(edge.from);
    const b = bodyOf(edge.to);
    const room = (Math.hypot(a.x - b.x, a.y - b.y) - a.options.size - b.options.size) * scale;
    if (!must && edge.from !== edge.to && room < measure(text, EDGE_FONT) * 0.75) return;
    done.add(edge.id);
    const points = pointsOn(edge).map((point) => ({ x: point.x * scale, y: point.y * scale }));
    // What is asked for is named even where that covers a thing, never another name.
    put('edge', edge.id, placeEdgeLabel(occupied, points, text, must)
      || (must ? placeEdgeLabel(written, points, text, must) : null), strength);
  };
  const focus = inFocus();
  const chosen = state.selection;
  if (chosen?.kind === 'node') node(chosen.id, true, 1);
  if (hovered?.kind === 'node') node(hovered.id, true, 1);
  if (chosen && chosen.kind !== 'node') focus.nodes.forEach((id) => node(id, true, 1));
  if (chosen && chosen.kind !== 'node') focus.edges.forEach((id) => line(edges.get(id), true, 1));
  if (hovered?.kind === 'edge') {
    const edge = edges.get(hovered.id);
    [edge.from, edge.to].forEach((id) => node(id, true, 1));
    line(edge, true, 1);
  }
  byWeight.forEach((id) => focus.nodes.has(id) && node(id, false, 1));
  focus.edges.forEach((id) => line(edges.get(id), false, 1));
  if (hovered?.kind === 'node' && !walker) edgesAt.get(hovered.id).forEach((edge) => line(edge, false, 1));
  // The most spoken of are named even where that covers a small neighbour, for they are how one finds one's way.
  const always = chosen ? 0 : hubs();
  const named = byWeight.filter((id) => own.has(id));
  named.slice(0, always).forEach((id) => node(id, false, 1, true));
  if (!chosen && scale < CLOSE) grounds.groups.forEach((group) => put('group', group.ids[0], placeGroupLabel(occupied, group, scale, bounds), 1));
  named.forEach((id) => node(id, false, chosen ? 0.3 : 1, state.pinned.has(id)));
  if (scale >= CLOSE && !chosen) drawn.edges.forEach((edge) => line(edge, false, 0.9));
  return labels;
}

/** The colour of a label. @param {any} label */
function inkOf({ kind, id, ink }) {
  return ink || (kind === 'node' ? colours['--ink'] : colours[LOOKS[edges.get(id).look].colour]);
}

/** The point of the window, in pixels, at which the canvas's origin stands. */
function origin() {
  return network.canvasToDOM({ x: 0, y: 0 });
}

/** Paint the labels, in screen pixels. @param {CanvasRenderingContext2D} context @param {any} shift @param {Box} within */
function paintLabels(context, shift, within) {
  const scale = network.getScale();
  if (boostAt(scale) !== boost && !boosting) {
    boosting = true;
    requestAnimationFrame(() => {
      boosting = false;
      boost = boostAt(network.getScale());
      dress();
    });
  }
  const key = `${scale}|${version}`;
  if (placed.key !== key) placed = { key, labels: placeLabels(scale) };
  if (walker !== null && state.shown.nodes.has(walker)) {
    const { x, y, options } = bodyOf(walker);
    context.strokeStyle = colours['--accent'];
    context.lineWidth = 3;
    context.beginPath();
    context.arc(x * scale + shift.x, y * scale + shift.y, options.size * scale + 6, 0, Math.PI * 2);
    context.stroke();
  }
  for (const label of placed.labels) {
    const { left, right, top, bottom } = label.box;
    if (right + shift.x < within.left || left + shift.x > within.right) continue;
    if (bottom + shift.y < within.top || top + shift.y > within.bottom) continue;
    drawLabel(context, label, shift, inkOf(label), colours['--paper'], label.strength);
  }
}
