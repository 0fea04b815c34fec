// The picture: pyvis's nodes and edges in vis-network, dressed by the state, with our labels on top.

const container = byId('graph');
/** @type {any} */
let network = null;
let visNodes = null;
let visEdges = null;
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

/** What vis-network knows of a node: x, y and options. @param {string} id */
function bodyOf(id) {
  return network.body.nodes[visId(id)];
}

/** Draw the graph for the first time. */
function startGraph() {
  const upright = container.clientHeight > container.clientWidth * 1.1;
  if (upright) {
    for (const place of places.values()) [place.x, place.y] = [place.y / 1.15, place.x * 1.15];
  }
  visNodes = new vis.DataSet([]);
  visEdges = new vis.DataSet([]);
  network = new vis.Network(container, { nodes: visNodes, edges: visEdges }, JSON.parse(drawn.options));
  dress();
  boost = boostAt(fittingScale());
  network.on('afterDrawing', drawLabels);
  network.on('dragging', (event) => {
    if (event.nodes.length) version += 1;
  });
  dress();
  fit(false);
}

/** How much larger things are drawn at a scale, in steps, so that zooming seldom dresses anew. @param {number} scale */
function boostAt(scale) {
  const wanted = Math.min(2.6, Math.max(0.55, (0.78 / scale) ** 0.75));
  return 1.15 ** Math.round(Math.log(wanted) / Math.log(1.15));
}

/** What vis-network was told last of each node and edge: only what differs is told again. @type {Map<string, string>} */
const told = new Map();

/** Tell vis-network of what is new or has changed. @param {any} set @param {any[]} items */
function tell(set, items) {
  const news = items.filter((item) => {
    const { id, hidden, opacity, size, borderWidth, color, dashes, width } = item;
    const words = hidden ? 'hidden' : `${opacity} ${size} ${borderWidth} ${color.background} ${color.border} ${color.color} `
      + `${color.opacity} ${dashes} ${width}`;
    if (told.get(id) === words || (hidden && !told.has(id))) return false;
    told.set(id, words);
    return true;
  });
  if (news.length) set.update(news);
}

/** @param {any} node @param {any} focus */
function nodeLook(node, focus) {
  const id = visId(node.id);
  if (!state.shown.nodes.has(node.id)) return { id, hidden: true };
  const chosen = state.selection?.kind === 'node' && state.selection.id === node.id;
  const pinned = state.pinned.has(node.id);
  const first = told.has(id) ? {} : { shape: node.shape, x: node.x, y: node.y, chosen: false };
  return {
    ...first,
    id,
    hidden: false,
    opacity: state.selection && !focus.nodes.has(node.id) ? 0.22 : 1,
    size: node.size * boost,
    borderWidth: chosen ? 4 : pinned ? 2.5 : 1,
    color: {
      background: node.color,
      border: chosen ? colours['--accent'] : pinned ? colours['--ink'] : mix(node.color, colours['--paper'], 0.45),
    },
  };
}

/** @param {any} edge @param {any} focus */
function edgeLook(edge, focus) {
  if (!state.shown.edges.has(edge.id)) return { id: edge.id, hidden: true };
  const look = LOOKS[edge.look];
  const said = claimsOf(edge);
  const number = said.length + derivedOf(edge).length;
  const proposed = said.length > 0 && said.every((claim) => claim.status === 'proposed');
  const lit = focus.edges.has(edge.id);
  const strength = state.selection && !lit ? 0.12 : lit ? 1 : 0.72;
  const first = told.has(edge.id) ? {} : {
    from: visId(edge.from), to: visId(edge.to), chosen: false, hoverWidth: 0, selectionWidth: 0,
    arrows: {
      to: { enabled: true, scaleFactor: 0.45 },
      middle: { enabled: Boolean(look.bar), type: 'bar', scaleFactor: 0.5 },
    },
    smooth: edge.bend
      ? { enabled: true, type: edge.bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(edge.bend) } : false,
  };
  return {
    ...first,
    id: edge.id,
    hidden: false,
    dashes: look.dash ? look.dash.map((length) => length * boost) : false,
    width: ((lit ? 2.2 : 1.3) + Math.min(1.6, Math.log2(Math.max(1, number)) * 0.5)) * boost,
    color: { color: colours[look.colour], opacity: proposed ? strength * 0.5 : strength, inherit: false },
  };
}

/** Bring the look of nodes and edges in line with the state. */
function dress() {
  version += 1;
  const focus = inFocus();
  tell(visNodes, drawn.nodes.map((node) => nodeLook(node, focus)));
  tell(visEdges, drawn.edges.map((edge) => edgeLook(edge, focus)));
}

/** The text on a line: its first relation, how many more there are, and how it is said if not as fact. */
function edgeLabel(edge) {
  const said = claimsOf(edge);
  const statements = [...said, ...derivedOf(edge)];
  const labels = [...new Set(statements.map((one) => one.property_label))];
  const manners = new Set(said.map((claim) => claim.manner));
  const other = said.length && manners.size === 1 && !manners.has('asserted');
  const manner = other ? `${mannerWords(said[0].manner)}: ` : '';
  const more = labels.length > 1 ? ` +${labels.length - 1}` : statements.length > 1 ? ` ×${statements.length}` : '';
  return manner + shorten(labels[0] || '', 30) + more;
}

/** Where an edge can carry its label, in units of the canvas. @param {any} edge */
function pointsOn(edge) {
  const shape = network.body.edges[edge.id]?.edgeType;
  if (!shape || edge.from === edge.to) {
    const at = bodyOf(edge.from);
    return [{ x: at.x, y: at.y - (at.options.size || 10) * 2 }];
  }
  return [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((share) => shape.getPoint(share));
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
    const room = Math.hypot(a.x - b.x, a.y - b.y) * scale - (a.options.size + b.options.size) * scale;
    if (!must && edge.from !== edge.to && room < measure(text, EDGE_FONT) * 0.75) return;
    done.add(edge.id);
    const points = pointsOn(edge).map((point) => ({ x: point.x * scale, y: point.y * scale }));
    put('edge', edge.id, placeEdgeLabel(occupied, points, text, must), strength);
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
  byWeight.filter((id) => own.has(id)).forEach((id, rank) => node(id, false, chosen ? 0.3 : 1, rank < always || state.pinned.has(id)));
  if (scale >= CLOSE && !chosen) drawn.edges.forEach((edge) => line(edge, false, 0.9));
  return labels;
}

/** The point of the window, in pixels, at which the canvas's origin stands. */
function origin() {
  return network.canvasToDOM({ x: 0, y: 0 });
}

/** vis-network has drawn; put the labels on top, in screen pixels. @param {CanvasRenderingContext2D} context */
function drawLabels(context) {
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
  const shift = origin();
  const { clientWidth: width, clientHeight: height } = container;
  context.save();
  const ratio = network.canvas.pixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
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
    if (right + shift.x < 0 || left + shift.x > width || bottom + shift.y < 0 || top + shift.y > height) continue;
    const ink = label.kind === 'node' ? colours['--ink'] : colours[LOOKS[edges.get(label.id).look].colour];
    drawLabel(context, label, shift, ink, colours['--paper'], label.strength);
  }
  context.restore();
}
