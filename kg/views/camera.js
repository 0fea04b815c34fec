// Where the picture is looked at from: fitting, zooming, and bringing into view what is selected.

/** The part of the canvas, in pixels, that neither panel nor tools cover. */
function openRoom() {
  const stage = container.getBoundingClientRect();
  const panel = byId('panel');
  const room = { left: 0, top: 30, right: stage.width, bottom: stage.height - 56 };
  const counts = byId('status').getBoundingClientRect();
  if (counts.height) room.top = counts.bottom - stage.top;
  const hint = byId('hint').getBoundingClientRect();
  if (hint.height) room.bottom = Math.min(room.bottom, hint.top - stage.top - 6);
  if (!panel.hidden) {
    const cover = panel.getBoundingClientRect();
    if (cover.width > stage.width * 0.8) room.bottom = Math.max(80, cover.top - stage.top);
    else room.right = Math.max(80, cover.left - stage.left);
  }
  return room;
}

/** Where a node stands; before it is drawn, where Python placed it. @param {string} id */
function placeOf(id) {
  return (network && bodyOf(id)) || places.get(id);
}

/** The smallest box round some nodes, in units of the canvas. @param {Iterable<string>} ids */
function extent(ids) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const id of ids) {
    const { x, y } = placeOf(id);
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
  const margin = Math.min(180, (room.right - room.left) * 0.2);
  const wide = (room.right - room.left - margin) / Math.max(1, box.right - box.left);
  const high = (room.bottom - room.top - 76) / Math.max(1, box.bottom - box.top);
  return Math.min(1.6, Math.max(0.08, Math.min(wide, high)));
}

/** Which movement of the view is the last one: an earlier one ends where it is. */
let movement = 0;

/**
 * Move the view in the time given, whatever the number of frames: vis-network's own movement counts frames, and ends
 * when nothing else asks for one. @param {{x: number, y: number}} to @param {number} scale @param {number} time in ms
 */
function glide(to, scale, time) {
  const mine = ++movement;
  if (calm.matches || !time) {
    network.moveTo({ position: to, scale });
    return;
  }
  const from = { ...network.getViewPosition(), scale: network.getScale() };
  const begun = performance.now();
  const step = () => {
    if (mine !== movement) return;
    const part = Math.min(1, (performance.now() - begun) / time);
    const eased = part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part);
    const between = (start, end) => start + (end - start) * eased;
    network.moveTo({ position: { x: between(from.x, to.x), y: between(from.y, to.y) }, scale: between(from.scale, scale) });
    if (part < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** Whoever takes hold of the picture ends its movement. */
function startCamera() {
  for (const name of ['pointerdown', 'wheel']) container.addEventListener(name, () => { movement += 1; }, { passive: true });
}

/** Move so that a box's middle stands in the middle of the open room. */
function centre(box, scale, gently) {
  const room = openRoom();
  const offset = {
    x: (room.left + room.right - container.clientWidth) / 2,
    y: (room.top + room.bottom - container.clientHeight) / 2,
  };
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  glide({ x: middle.x - offset.x / scale, y: middle.y - offset.y / scale }, scale, gently ? 350 : 0);
}

/** Show everything that the filters leave. @param {boolean} gently */
function fit(gently) {
  const box = extent(state.shown.nodes);
  if (box.left !== Infinity) centre(box, fittingScale(), gently);
}

/** @param {number} factor */
function zoomBy(factor) {
  const scale = Math.min(6, Math.max(0.08, network.getScale() * factor));
  glide(network.getViewPosition(), scale, 160);
}

/** See to it that what is selected can be seen. @param {boolean} near also come near enough to read */
function reveal(near) {
  const focus = inFocus();
  const chosen = state.selection;
  focus.nodes = new Set([...focus.nodes].filter((id) => state.shown.nodes.has(id)));
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
    const { x, y } = network.canvasToDOM(bodyOf(id));
    return x < room.left + 24 || x > room.right - 24 || y < room.top + 24 || y > room.bottom - 24;
  });
  if (hidden) centre(extent(shown), Math.min(network.getScale(), fittingScale(shown)), true);
}
