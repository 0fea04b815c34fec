// Pointer and keys on the picture: what is under the pointer, and what a click or a key does.

/** How near, in pixels, a pointer must come; fingers are less exact. */
const REACH = { mouse: 8, touch: 18 };

/**
 * The node, label or line at a point of the container, nodes before lines.
 * @param {{x: number, y: number}} point in pixels @param {number} reach
 * @returns {{kind: 'node'|'edge', id: string}|null}
 */
function whatIsAt(point, reach) {
  const scale = network.getScale();
  const shift = origin();
  let best = null;
  let least = reach;
  for (const id of state.shown.nodes) {
    const node = bodyOf(id);
    const rim = Math.hypot(node.x * scale + shift.x - point.x, node.y * scale + shift.y - point.y)
      - node.options.size * scale;
    if (rim < least) [best, least] = [{ kind: 'node', id }, rim];
  }
  if (best && least < reach / 2) return best;
  for (const { kind, id, box } of placed.labels) {
    if (kind !== 'group' && point.x - shift.x >= box.left && point.x - shift.x <= box.right
      && point.y - shift.y >= box.top && point.y - shift.y <= box.bottom) return { kind, id };
  }
  if (best) return best;
  for (const id of state.shown.edges) {
    const away = distanceToEdge(id, point, scale, shift);
    if (away < least) [best, least] = [{ kind: 'edge', id }, away];
  }
  return best;
}

/** The distance in pixels from a point to a drawn line, which is followed in twelve steps. */
function distanceToEdge(id, point, scale, shift) {
  const edge = edges.get(id);
  const way = wayOf(edge);
  if (way.loop) {
    const { x, y } = way.c;
    return Math.abs(Math.hypot(x * scale + shift.x - point.x, y * scale + shift.y - point.y) - way.loop * scale);
  }
  const steps = edge.bend ? 12 : 1;
  let least = Infinity;
  let last = way.a;
  for (let step = 1; step <= steps; step += 1) {
    const next = pointAt(way, step / steps);
    least = Math.min(least, distanceToLine(last, next, point, scale, shift));
    last = next;
  }
  return least;
}

/** From a point to the straight piece between a and b. */
function distanceToLine(a, b, point, scale, shift) {
  const ax = a.x * scale + shift.x;
  const ay = a.y * scale + shift.y;
  const dx = (b.x - a.x) * scale;
  const dy = (b.y - a.y) * scale;
  const along = ((point.x - ax) * dx + (point.y - ay) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(ax + dx * share - point.x, ay + dy * share - point.y);
}

/** @param {{kind: 'node'|'edge', id: string}|null} next */
function hover(next) {
  if (next?.kind === hovered?.kind && next?.id === hovered?.id) return;
  hovered = next;
  if (next?.id !== walker) walker = null;
  version += 1;
  container.classList.toggle('pointing', next !== null);
  network.redraw();
}

/** What each key does while the picture has the focus. */
const KEYS = {
  '+': () => zoomBy(1.3),
  '=': () => zoomBy(1.3),
  '-': () => zoomBy(1 / 1.3),
  0: () => fit(true),
};

/** Move the view by pixels. */
function pan(x, y) {
  const { x: left, y: top } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: left + x / scale, y: top + y / scale } });
}

/** Listen to pointer and keys. */
function startPointer() {
  let waiting = false;
  container.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons || waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const box = container.getBoundingClientRect();
      hover(whatIsAt({ x: event.clientX - box.left, y: event.clientY - box.top }, REACH.mouse));
    });
  });
  container.addEventListener('pointerleave', () => hover(null));
  network.on('click', (event) => {
    const touch = event.event?.srcEvent?.pointerType === 'touch';
    const found = whatIsAt(event.pointer.DOM, touch ? REACH.touch : REACH.mouse);
    if (found || state.selection) select(found);
  });
  container.addEventListener('keydown', (event) => {
    if (walkKey(event)) {
      event.preventDefault();
      if (event.key === 'Escape') event.stopPropagation();
      return;
    }
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  byId('zoom-in').addEventListener('click', () => zoomBy(1.3));
  byId('zoom-out').addEventListener('click', () => zoomBy(1 / 1.3));
  byId('fit').addEventListener('click', () => fit(true));
}
