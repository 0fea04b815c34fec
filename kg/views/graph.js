// The picture: pyvis's nodes and edges in vis-network, dressed by the state, with our labels on top.

const container = byId('graph');
/** @type {any} */
let network = null;
let visNodes = null;
let visEdges = null;
/** What the pointer is on. @type {{kind: 'node'|'edge', id: string}|null} */
let hovered = null;
/** Nodes and lines are drawn this much larger where the whole graph must fit into little room. */
let boost = 1;
/** The labels as placed for one scale. */
let placed = { key: '', labels: [] };
let version = 0;
/** Above this scale lines show their labels unasked. */
const CLOSE = 1.15;

/** Draw the graph for the first time. */
function startGraph() {
  const upright = container.clientHeight > container.clientWidth * 1.1;
  if (upright) {
    for (const place of places.values()) [place.x, place.y] = [place.y / 1.15, place.x * 1.15];
  }
  visNodes = new vis.DataSet(drawn.nodes.map((node) => ({
    id: node.id, shape: node.shape, size: node.size, x: places.get(node.id).x, y: places.get(node.id).y, chosen: false,
  })));
  visEdges = new vis.DataSet(drawn.edges.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, chosen: false, hoverWidth: 0, selectionWidth: 0,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? 'curvedCW' : 'curvedCCW', roundness: Math.abs(edge.bend) }
      : false,
  })));
  network = new vis.Network(container, { nodes: visNodes, edges: visEdges }, JSON.parse(drawn.options));
  boost = Math.min(2.4, Math.max(1, (0.78 / fittingScale()) ** 0.85));
  network.on('afterDrawing', drawLabels);
  network.on('dragging', (event) => {
    if (event.nodes.length) version += 1;
  });
  dress();
  fit(false);
}

/** Bring the look of nodes and edges in line with the state. */
function dress() {
  version += 1;
  const focus = inFocus();
  const anyFocus = state.selection !== null;
  visNodes.update(drawn.nodes.map((node) => {
    const chosen = state.selection?.kind === 'node' && state.selection.id === node.id;
    return {
      id: node.id,
      hidden: !state.shown.nodes.has(node.id),
      opacity: anyFocus && !focus.nodes.has(node.id) ? 0.22 : 1,
      size: node.size * boost,
      borderWidth: chosen ? 4 : 1,
      color: { background: node.color, border: chosen ? colours['--accent'] : mix(node.color, colours['--paper'], 0.45) },
    };
  }));
  visEdges.update(drawn.edges.map((edge) => {
    const look = LOOKS[edge.look];
    const said = claimsOf(edge);
    const number = said.length + derivedOf(edge).length;
    const proposed = said.length > 0 && said.every((claim) => claim.status === 'proposed');
    const lit = focus.edges.has(edge.id);
    const strength = anyFocus && !lit ? 0.12 : lit ? 1 : 0.72;
    return {
      id: edge.id,
      hidden: !state.shown.edges.has(edge.id),
      dashes: look.dash ? look.dash.map((length) => length * boost) : false,
      width: (lit ? 2.2 : 1.2) * boost + Math.min(2, Math.log2(Math.max(1, number)) * 0.6),
      color: { color: colours[look.colour], opacity: proposed ? strength * 0.5 : strength, inherit: false },
    };
  }));
}

/** The text on a line: its first relation, how many more there are, and how it is said if not as fact. */
function edgeLabel(edge) {
  const said = claimsOf(edge);
  const statements = [...said, ...derivedOf(edge)];
  const labels = [...new Set(statements.map((one) => one.property_label))];
  const manners = new Set(said.map((claim) => claim.manner));
  const manner = said.length && manners.size === 1 && !manners.has('asserted') ? `${mannerWords(said[0].manner)}: ` : '';
  const more = labels.length > 1 ? ` +${labels.length - 1}` : statements.length > 1 ? ` ×${statements.length}` : '';
  return manner + shorten(labels[0] || '', 30) + more;
}

/** Where an edge can carry its label, in units of the canvas. @param {any} edge */
function pointsOn(edge) {
  const shape = network.body.edges[edge.id]?.edgeType;
  if (!shape || edge.from === edge.to) {
    const at = network.body.nodes[edge.from];
    return [{ x: at.x, y: at.y - (at.options.size || 10) * 2 }];
  }
  return [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => shape.getPoint(share));
}

/** Give every label its place for the present scale. */
function placeLabels(scale) {
  const occupied = new Occupied();
  const own = new Map();
  const labels = [];
  for (const id of state.shown.nodes) {
    const { x, y, options } = network.body.nodes[id];
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
    labels.push({ kind, id, strength, ...label });
  };
  const node = (id, must, strength) => {
    if (done.has(id) || !own.has(id)) return;
    done.add(id);
    const font = must ? STRONG_FONT : NODE_FONT;
    const lines = wrap(nodes.get(id).label, must ? 34 : 17);
    put('node', id, placeNodeLabel(occupied, own.get(id), lines, font, must), strength);
  };
  const line = (edge, must, strength) => {
    if (done.has(edge.id) || !state.shown.edges.has(edge.id)) return;
    const text = edgeLabel(edge);
    const a = network.body.nodes[edge.from];
    const b = network.body.nodes[edge.to];
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
  if (hovered?.kind === 'node') edgesAt.get(hovered.id).forEach((edge) => line(edge, false, 1));
  byWeight.forEach((id) => node(id, false, chosen ? 0.3 : 1));
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
  const key = `${scale}|${version}`;
  if (placed.key !== key) placed = { key, labels: placeLabels(scale) };
  const shift = origin();
  const { clientWidth: width, clientHeight: height } = container;
  context.save();
  const ratio = network.canvas.pixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const label of placed.labels) {
    const { left, right, top, bottom } = label.box;
    if (right + shift.x < 0 || left + shift.x > width || bottom + shift.y < 0 || top + shift.y > height) continue;
    const ink = label.kind === 'node' ? colours['--ink'] : colours[LOOKS[edges.get(label.id).look].colour];
    drawLabel(context, label, shift, ink, colours['--paper'], label.strength);
  }
  context.restore();
}

/** The part of the canvas, in pixels, that neither panel nor tools cover. */
function openRoom() {
  const stage = container.getBoundingClientRect();
  const panel = byId('panel');
  const room = { left: 0, top: 24, right: stage.width, bottom: stage.height - (stage.width > 600 ? 56 : 100) };
  if (!panel.hidden) {
    const cover = panel.getBoundingClientRect();
    if (cover.width > stage.width * 0.8) room.bottom = Math.max(80, cover.top - stage.top);
    else room.right = Math.max(80, cover.left - stage.left);
  }
  return room;
}

/** The smallest box round some nodes, in units of the canvas. @param {Iterable<string>} ids */
function extent(ids) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = network.body.nodes[id];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** The scale at which the shown nodes fill the open room. @param {Iterable<string>} [ids] */
function fittingScale(ids = state.shown.nodes) {
  const box = extent(ids);
  if (box.left === Infinity) return 1;
  const room = openRoom();
  const margin = Math.min(150, (room.right - room.left) * 0.2);
  const wide = (room.right - room.left - margin) / Math.max(1, box.right - box.left);
  const high = (room.bottom - room.top - 64) / Math.max(1, box.bottom - box.top);
  return Math.min(1.6, Math.max(0.08, Math.min(wide, high)));
}

/** Move so that a box's middle stands in the middle of the open room. */
function centre(box, scale, gently) {
  const room = openRoom();
  network.moveTo({
    position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    scale,
    offset: {
      x: (room.left + room.right - container.clientWidth) / 2,
      y: (room.top + room.bottom - container.clientHeight) / 2,
    },
    animation: gently && !calm.matches ? { duration: 350, easingFunction: 'easeInOutQuad' } : false,
  });
}

/** Show everything that the filters leave. @param {boolean} gently */
function fit(gently) {
  const box = extent(state.shown.nodes);
  if (box.left !== Infinity) centre(box, fittingScale(), gently);
}

/** @param {number} factor */
function zoomBy(factor) {
  const scale = Math.min(6, Math.max(0.08, network.getScale() * factor));
  network.moveTo({ scale, animation: calm.matches ? false : { duration: 160, easingFunction: 'easeInOutQuad' } });
}

/** See to it that what is selected can be seen. @param {boolean} near also come near enough to read */
function reveal(near) {
  const focus = inFocus();
  const chosen = state.selection;
  const main = chosen?.kind === 'node' ? [chosen.id] : [...focus.nodes];
  const shown = main.filter((id) => state.shown.nodes.has(id));
  if (!shown.length) return;
  if (near) {
    const around = [...focus.nodes].filter((id) => state.shown.nodes.has(id));
    const scale = Math.min(1.25, fittingScale(around));
    if (scale >= 0.55) centre(extent(around), scale, true);
    else centre(extent(shown), 0.9, true);
    return;
  }
  const room = openRoom();
  const hidden = shown.some((id) => {
    const { x, y } = network.canvasToDOM(network.body.nodes[id]);
    return x < room.left + 24 || x > room.right - 24 || y < room.top + 24 || y > room.bottom - 24;
  });
  if (hidden) centre(extent(shown), Math.min(network.getScale(), fittingScale(shown)), true);
}
