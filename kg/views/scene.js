// The picture as a whole, painted at once: grounds, lines, things, names. While only the view moves, a copy is moved.
//
// Painting 1,500 things takes some 30 ms, moving a copy 1 ms. The copy reaches beyond the window; when the view has moved
// that far, it is made anew.

/** The copy: for which scale and state, where the canvas's origin stood, and how far it reaches beyond the window. */
const copy = { key: '', x: 0, y: 0, margin: 0, picture: /** @type {HTMLCanvasElement|null} */ (null) };
/** What was painted last, and where: the same elsewhere means that the view moves. */
let painted = { key: '', x: 0, y: 0 };

/** Paint everything within a frame of the window. @param {CanvasRenderingContext2D} context with a dot a pixel @param {Box} within in pixels */
function paintAll(context, within) {
  const scale = network.getScale();
  const shift = origin();
  context.save();
  context.translate(shift.x, shift.y);
  context.scale(scale, scale);
  paintGrounds(context);
  paintLines(context);
  for (const id of state.shown.nodes) {
    const body = bodyOf(id);
    const [x, y, size] = [body.x * scale + shift.x, body.y * scale + shift.y, (body.options.size + 4) * scale];
    if (x + size > within.left && x - size < within.right && y + size > within.top && y - size < within.bottom) body.draw(context);
  }
  context.restore();
  paintLabels(context, shift, within);
}

/** Make a copy that reaches beyond the window. @param {string} key @param {number} ratio dots a pixel */
function makeCopy(key, ratio) {
  const { clientWidth: width, clientHeight: height } = container;
  const margin = Math.round(Math.min(320, Math.max(width, height) / 3) / ratio);
  const picture = copy.picture || document.createElement('canvas');
  [picture.width, picture.height] = [(width + 2 * margin) * ratio, (height + 2 * margin) * ratio];
  const context = /** @type {CanvasRenderingContext2D} */ (picture.getContext('2d'));
  context.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
  paintAll(context, { left: -margin, top: -margin, right: width + margin, bottom: height + margin });
  Object.assign(copy, { key, ...origin(), margin, picture });
}

/** vis-network asks for the picture. @param {CanvasRenderingContext2D} context */
function paintScene(context) {
  const { clientWidth: width, clientHeight: height } = container;
  const ratio = network.canvas.pixelRatio || 1;
  const key = `${network.getScale()} ${version} ${width} ${height} ${ratio}`;
  const { x, y } = origin();
  const moves = painted.key === key && (painted.x !== x || painted.y !== y);
  const reaches = copy.key === key && Math.abs(copy.x - x) <= copy.margin && Math.abs(copy.y - y) <= copy.margin;
  if (moves && !reaches) makeCopy(key, ratio);
  context.save();
  if (moves || (reaches && painted.key === key)) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    const at = (now, then) => Math.round((now - then - copy.margin) * ratio);
    context.drawImage(/** @type {HTMLCanvasElement} */ (copy.picture), at(x, copy.x), at(y, copy.y));
  } else {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintAll(context, { left: 0, top: 0, right: width, bottom: height });
  }
  context.restore();
  painted = { key, x, y };
}
