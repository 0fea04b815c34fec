// The communities that Python found, as soft grounds below the things that belong together, each with a name.
//
// A ground is one thick stroke over its things and the short lines between them: it follows the picture, touches little
// that is not its own, and needs no outline to be worked out. All grounds stand in one small picture of their own, made
// when what is shown changes, and stretched below the rest: moving the view costs one copy, and softens the rims.

/** A ground needs so many things; so many grounds are drawn, the largest; a line that is longer joins none. */
const GROUP = { least: 4, most: 12, reach: 300, breadth: 104, pixels: 520 };
/** Told apart from their neighbours, not from the colours of the things: all are very pale. */
const GROUP_COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#7a6bd1', '#b8a100'];
/** @type {Map<string, number>} */
const communityOf = new Map(content.nodes.map((node) => [node.id, node.community]));

/** @typedef {{ids: string[], name: string, colour: string}} Group */
/** @type {{of: any, picture: ImageBitmap|null, left: number, top: number, unit: number, groups: Group[]}} */
let grounds = { of: null, picture: null, left: 0, top: 0, unit: 1, groups: [] };

/** The communities of which enough is shown, the largest first; none where one is all there is. @returns {Group[]} */
function groupsShown() {
  const members = new Map();
  for (const id of byWeight) {
    if (!state.shown.nodes.has(id)) continue;
    const community = communityOf.get(id);
    if (!members.has(community)) members.set(community, []);
    members.get(community).push(id);
  }
  const large = [...members].filter(([, ids]) => ids.length >= GROUP.least && ids.length < state.shown.nodes.size);
  const chosen = large.sort(([, one], [, other]) => other.length - one.length).slice(0, GROUP.most);
  const inks = colourApart(chosen.map(([, ids]) => extent(ids)));
  return chosen.map(([, ids], at) => ({
    ids, name: `around ${shorten(nodes.get(ids[0]).label, 26)} · ${ids.length}`, colour: inks[at],
  }));
}

/** For each box in turn the colour whose nearest other ground is the farthest off. @param {Box[]} boxes @returns {string[]} */
function colourApart(boxes) {
  const middles = boxes.map(({ left, right, top, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 }));
  /** @type {number[]} */
  const given = [];
  middles.forEach(({ x, y }) => {
    const nearest = GROUP_COLOURS.map((_, colour) => Math.min(Infinity, ...given.map((one, at) => (one === colour
      ? Math.hypot(middles[at].x - x, middles[at].y - y) : Infinity))));
    given.push(nearest.indexOf(Math.max(...nearest)));
  });
  return given.map((colour) => GROUP_COLOURS[colour]);
}

/** The short lines within a group, and its things, as pairs of points. @param {Group} group */
function groundOf({ ids }) {
  const own = new Set(ids);
  const pieces = ids.map((id) => [bodyOf(id), bodyOf(id)]);
  for (const id of ids) {
    for (const edge of edgesAt.get(id)) {
      if (edge.from !== id || !own.has(edge.to) || !state.shown.edges.has(edge.id)) continue;
      const [a, b] = [bodyOf(edge.from), bodyOf(edge.to)];
      if (Math.hypot(a.x - b.x, a.y - b.y) <= GROUP.reach) pieces.push([a, b]);
    }
  }
  return pieces;
}

let groundsWait = 0;

/** Make the grounds anew when filters and slider have come to rest: a step of theirs must not wait for it. */
function layGroundsSoon() {
  clearTimeout(groundsWait);
  if (grounds.of === state.shown) return;
  groundsWait = window.setTimeout(() => {
    hideRest();
    layGrounds();
    version += 1;
    network.redraw();
  }, 120);
}

/** Make the picture of the grounds anew. */
function layGrounds() {
  const groups = groupsShown();
  grounds = { of: state.shown, picture: null, left: 0, top: 0, unit: 1, groups };
  if (!groups.length) return;
  const box = extent(groups.flatMap(({ ids }) => ids));
  const pad = GROUP.breadth;
  const [wide, high] = [box.right - box.left + pad * 2, box.bottom - box.top + pad * 2];
  const unit = Math.min(1, GROUP.pixels / Math.max(wide, high));
  const canvas = new OffscreenCanvas(Math.ceil(wide * unit), Math.ceil(high * unit));
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(unit, unit);
  context.translate(pad - box.left, pad - box.top);
  Object.assign(context, { lineCap: 'round', lineJoin: 'round', lineWidth: GROUP.breadth });
  for (const group of groups) {
    const path = new Path2D();
    for (const [a, b] of groundOf(group)) {
      path.moveTo(a.x, a.y);
      path.lineTo(b.x + 0.01, b.y);
    }
    context.strokeStyle = group.colour;
    context.stroke(path);
  }
  grounds.picture = canvas.transferToImageBitmap();
  Object.assign(grounds, { left: box.left - pad, top: box.top - pad, unit });
}

/** How strong a ground is. */
function groundStrength() {
  return darkness.matches ? 0.17 : 0.1;
}

/** Lay the grounds below all else. @param {CanvasRenderingContext2D} context in units of the canvas */
function paintGrounds(context) {
  const { picture, left, top, unit } = grounds;
  if (!picture) return;
  // Near by, where the whole cannot be seen, they step back.
  context.globalAlpha = groundStrength() * (state.selection ? 0.5 : 1) * Math.min(1, 0.8 / network.getScale());
  context.drawImage(picture, left, top, picture.width / unit, picture.height / unit);
  context.globalAlpha = 1;
}

/**
 * Where a group's name may stand: beyond its outermost things, first above, then below and beside.
 * @param {Group} group @param {number} scale @param {number} width @param {number} height of the name in pixels
 * @returns {Box[]}
 */
function groupPlaces({ ids }, scale, width, height) {
  const things = ids.map((id) => ({ x: bodyOf(id).x * scale, y: bodyOf(id).y * scale, r: bodyOf(id).options.size * scale }));
  const by = (key, sign) => [...things].sort((one, other) => sign * (one[key] - other[key])).slice(0, 4);
  const box = (x, y) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
  return [
    ...by('y', 1).map(({ x, y, r }) => box(x, y - r - height / 2 - 3)), ...by('y', -1).map(({ x, y, r }) => box(x, y + r + height / 2 + 3)),
    ...by('y', 1).map(({ x, y, r }) => box(x, y - r - height * 2)), ...by('y', -1).map(({ x, y, r }) => box(x, y + r + height * 2.6)),
    ...by('x', -1).map(({ x, y, r }) => box(x + r + width / 2 + 4, y)), ...by('x', 1).map(({ x, y, r }) => box(x - r - width / 2 - 4, y)),
  ];
}
