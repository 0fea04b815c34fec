// The picture as a file: SVG written from positions, shapes, lines and labels as they are shown, and PNG drawn from it.

/** The corners of each shape round 0,0 at radius 1, as vis-network draws them. */
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1.13], [1.15, 0.87], [-1.15, 0.87]],
  triangleDown: [[0, 1.13], [1.15, -0.87], [-1.15, -0.87]],
  hexagon: [[0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0], [-0.5, -0.87]],
  star: [...Array(10).keys()].map((at) => {
    const far = at % 2 ? 0.5 : 1.15;
    return [far * Math.sin((at * Math.PI) / 5), -far * Math.cos((at * Math.PI) / 5)];
  }),
};

/** @param {number} number */
function tenth(number) {
  return Math.round(number * 10) / 10;
}

/** A line with its arrow, in pixels of the window. @param {any} edge @param {any} focus */
function pictureEdge(edge, focus) {
  const scale = network.getScale();
  const at = (point) => network.canvasToDOM(point);
  const way = wayOf(edge);
  const [a, c] = [at(way.a), at(way.c)];
  const { width, dashes, colour, strength, hollow, bar } = edgeLook(edge, focus);
  const group = svg('g', { stroke: colour, fill: 'none', 'stroke-width': tenth(Math.max(0.4, width * scale)), opacity: strength });
  if (way.loop) {
    group.append(svg('circle', { cx: tenth(c.x), cy: tenth(c.y), r: tenth(way.loop * scale) }));
    return group;
  }
  const { tip, back, wings } = arrowOf(way, bodyOf(edge.to).options.size);
  const [end, ...corners] = [back, tip, ...wings].map(at);
  const line = svg('path', { d: `M${tenth(a.x)} ${tenth(a.y)}Q${tenth(c.x)} ${tenth(c.y)} ${tenth(end.x)} ${tenth(end.y)}` });
  if (dashes.length) line.setAttribute('stroke-dasharray', dashes.map((length) => tenth(length * scale)).join(' '));
  const points = corners.map(({ x, y }) => `${tenth(x)},${tenth(y)}`).join(' ');
  group.append(line, svg('polygon', { points, fill: hollow ? 'none' : colour, stroke: hollow ? colour : 'none' }));
  if (bar) {
    const middle = at(pointAt(way, 0.5));
    const across = Math.atan2(way.b.y - way.a.y, way.b.x - way.a.x) + Math.PI / 2;
    const [dx, dy] = [Math.cos(across), Math.sin(across)].map((one) => one * ARROW.bar * boost * scale);
    group.append(svg('line', { x1: tenth(middle.x - dx), y1: tenth(middle.y - dy), x2: tenth(middle.x + dx), y2: tenth(middle.y + dy) }));
  }
  return group;
}

/** The ground of a group; the opacity of the whole keeps its strokes from adding up. @param {Group} group */
function pictureGround(group) {
  const whole = svg('g', { stroke: group.colour, 'stroke-width': tenth(GROUP.breadth * network.getScale()),
    'stroke-linecap': 'round', opacity: groundStrength() });
  for (const pair of groundOf(group)) {
    const [a, b] = pair.map((point) => network.canvasToDOM(point));
    whole.append(svg('line', { x1: tenth(a.x), y1: tenth(a.y), x2: tenth(b.x) + 0.1, y2: tenth(b.y) }));
  }
  return whole;
}

/** A node in its shape. @param {any} node @param {any} focus */
function pictureNode(node, focus) {
  const body = bodyOf(node.id);
  const scale = network.getScale();
  const { x, y } = network.canvasToDOM(body);
  const { size, opacity, borderWidth, color } = nodeLook(node, focus);
  const radius = size * scale;
  const dress = { fill: color.background, stroke: color.border, 'stroke-width': tenth(borderWidth * scale), opacity };
  const corners = CORNERS[node.shape];
  return corners
    ? svg('polygon', { points: corners.map(([dx, dy]) => `${tenth(x + dx * radius)},${tenth(y + dy * radius)}`).join(' '), ...dress })
    : svg('circle', { cx: tenth(x), cy: tenth(y), r: tenth(radius), ...dress });
}

/** A label where it stands. @param {any} label @param {{x: number, y: number}} shift */
function pictureLabel(label, shift) {
  const [left, right] = [label.box.left + shift.x, label.box.right + shift.x];
  const pitch = (label.box.bottom - label.box.top) / label.lines.length;
  const text = svg('text', {
    'text-anchor': 'middle', 'font-size': /(\d+)px/u.exec(label.font)?.[1] || 13, fill: inkOf(label), stroke: colours['--paper'],
    'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke', opacity: label.strength,
    'font-weight': label.font.startsWith('600') ? 600 : 400, 'font-style': label.font.startsWith('italic') ? 'italic' : 'normal',
  });
  label.lines.forEach((line, number) => {
    const span = svg('tspan', { x: tenth((left + right) / 2), y: tenth(label.box.top + shift.y + pitch * (number + 0.5) + 4.5) });
    span.textContent = line;
    text.append(span);
  });
  return text;
}

/** The picture as it is shown, as an SVG document. The serialiser escapes all text. @returns {string} */
function pictureSvg() {
  const { clientWidth: width, clientHeight: height } = container;
  const focus = inFocus();
  const whole = svg('svg', {
    viewBox: `0 0 ${width} ${height}`, width, height, 'font-family': 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif',
  });
  const title = svg('title', {});
  title.textContent = document.title;
  whole.append(title, svg('rect', { width, height, fill: colours['--paper'] }));
  whole.append(...grounds.groups.map(pictureGround));
  whole.append(...drawn.edges.filter(({ id }) => state.shown.edges.has(id)).map((edge) => pictureEdge(edge, focus)));
  whole.append(...drawn.nodes.filter(({ id }) => state.shown.nodes.has(id)).map((node) => pictureNode(node, focus)));
  const shift = origin();
  whole.append(...placed.labels.map((label) => pictureLabel(label, shift)));
  // XML forbids most control characters even when escaped.
  const text = new XMLSerializer().serializeToString(whole);
  // eslint-disable-next-line no-control-regex
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')}\n`;
}

/** Hand over the picture as SVG. */
function savePictureSvg() {
  saveFile(`${fileName('graph')}.svg`, new Blob([pictureSvg()], { type: 'image/svg+xml;charset=utf-8' }));
}

/** Hand over the picture as PNG, with two dots a pixel. */
function savePicturePng() {
  const image = new Image();
  const fail = () => announce('The picture could not be made');
  image.addEventListener('error', fail);
  image.addEventListener('load', () => {
    const canvas = document.createElement('canvas');
    canvas.width = container.clientWidth * 2;
    canvas.height = container.clientHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => (blob ? saveFile(`${fileName('graph')}.png`, blob) : fail()), 'image/png');
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureSvg())}`;
}

/** Let a button open a small menu of buttons: arrows move in it, Escape and a click elsewhere close it. */
function startMenu(opener, menu) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('button')]);
  const toggle = (to) => {
    menu.hidden = !to;
    opener.setAttribute('aria-expanded', String(to));
    if (to) items[0].focus();
  };
  opener.addEventListener('click', () => toggle(menu.hidden));
  menu.addEventListener('click', () => {
    toggle(false);
    opener.focus();
  });
  menu.addEventListener('keydown', (event) => {
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length].focus();
    else if (event.key === 'Escape') {
      toggle(false);
      opener.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!menu.hidden && !menu.parentElement?.contains(/** @type {Node} */ (event.target))) toggle(false);
  });
}

/** Let the menu of exports work. */
function startPicture() {
  startMenu(byId('export'), byId('export-menu'));
  byId('export-png').addEventListener('click', savePicturePng);
  byId('export-svg').addEventListener('click', savePictureSvg);
  byId('export-csv').addEventListener('click', saveTable);
}
