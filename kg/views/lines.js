// The lines: where they run, and how they are painted: all of one look in one stroke, a tenth of the work of one by one.
//
// vis-network holds the nodes, the camera and the pointer; its own lines would be drawn, and asked for their arrows, one
// after the other in every frame.

/** An arrow's length and half its breadth, half a bar's length, and a loop's size, in units at boost 1. */
const ARROW = { long: 7, wide: 2.9, bar: 4.6 };

/**
 * The way of a line, in units of the canvas: from a by way of the control point c to b, rim to rim; a loop is a circle.
 * @param {any} edge @returns {{a: any, b: any, c: any, loop?: number}}
 */
function wayOf(edge) {
  const [from, to] = [bodyOf(edge.from), bodyOf(edge.to)];
  if (edge.from === edge.to) {
    const loop = from.options.size * 0.9;
    return { a: from, b: from, c: { x: from.x, y: from.y - from.options.size - loop * 0.7 }, loop };
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { a: from, b: to, c: { x: (from.x + to.x) / 2 + dy * edge.bend, y: (from.y + to.y) / 2 - dx * edge.bend } };
}

/** The point at a share of the way. @param {any} way @param {number} share */
function pointAt({ a, b, c, loop }, share) {
  if (loop) return { x: c.x, y: c.y - loop };
  const rest = 1 - share;
  return {
    x: rest * rest * a.x + 2 * rest * share * c.x + share * share * b.x,
    y: rest * rest * a.y + 2 * rest * share * c.y + share * share * b.y,
  };
}

/** Where an edge can carry its label, in units of the canvas. @param {any} edge */
function pointsOn(edge) {
  const way = wayOf(edge);
  if (way.loop) return [pointAt(way, 0)];
  return [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((share) => pointAt(way, share));
}

/** The tip of a line's arrow, its two wings, and where the line ends. @param {any} way @param {number} size of the node */
function arrowOf({ b, c }, size) {
  const length = Math.hypot(b.x - c.x, b.y - c.y) || 1;
  const [ux, uy] = [(b.x - c.x) / length, (b.y - c.y) / length];
  const tip = { x: b.x - ux * (size + 1), y: b.y - uy * (size + 1) };
  const long = ARROW.long * boost;
  const back = { x: tip.x - ux * long, y: tip.y - uy * long };
  const [wx, wy] = [-uy * ARROW.wide * boost, ux * ARROW.wide * boost];
  return { tip, back, wings: [{ x: back.x + wx, y: back.y + wy }, { x: back.x - wx, y: back.y - wy }] };
}

/** How a line looks now: its dashes, width, colour and strength; `hollow`, thin and pale where a machine has proposed all of it. */
function edgeLook(edge, focus) {
  const look = LOOKS[edge.look];
  const said = claimsOf(edge);
  const number = said.length + derivedOf(edge).length;
  const hollow = said.length > 0 && said.every((claim) => claim.status === 'proposed');
  const lit = focus.edges.has(edge.id);
  const strength = (state.selection && !lit ? 0.12 : lit ? 1 : 0.72) * (hollow ? 0.7 : 1);
  const width = (lit ? 2.2 : 1.3) + Math.min(1.6, Math.log2(Math.max(1, number)) * 0.5);
  return {
    dashes: look.dash ? look.dash.map((length) => length * boost) : [],
    width: (hollow ? width * 0.6 : width) * boost, colour: colours[look.colour], strength, hollow, bar: Boolean(look.bar),
  };
}

/**
 * The lines of each look as paths, made when looks or places change.
 * @type {Array<{look: any, line: Path2D, arrows: Path2D}>}
 */
let bundles = [];

/** Sort the lines by their looks and make the paths. */
function bundleLines() {
  const focus = inFocus();
  const found = new Map();
  for (const id of state.shown.edges) {
    const edge = edges.get(id);
    const look = edgeLook(edge, focus);
    const key = `${look.colour} ${look.strength} ${Math.round(look.width * 4)} ${look.dashes} ${look.hollow}`;
    let bundle = found.get(key);
    if (!bundle) found.set(key, bundle = { look, line: new Path2D(), arrows: new Path2D() });
    addLine(bundle, edge);
  }
  bundles = [...found.values()].sort((one, other) => one.look.strength - other.look.strength);
}

/** Add a line to the paths of its look. @param {any} bundle @param {any} edge */
function addLine({ look, line, arrows }, edge) {
  const way = wayOf(edge);
  const { a, c, loop } = way;
  if (loop) {
    line.moveTo(c.x + loop, c.y);
    line.arc(c.x, c.y, loop, 0, Math.PI * 2);
    return;
  }
  const { tip, back, wings } = arrowOf(way, bodyOf(edge.to).options.size);
  line.moveTo(a.x, a.y);
  if (edge.bend) line.quadraticCurveTo(c.x, c.y, back.x, back.y);
  else line.lineTo(back.x, back.y);
  arrows.moveTo(tip.x, tip.y);
  for (const wing of [...wings, tip]) arrows.lineTo(wing.x, wing.y);
  if (!look.bar) return;
  const [middle, across] = [pointAt(way, 0.5), Math.atan2(way.b.y - a.y, way.b.x - a.x) + Math.PI / 2];
  const [bx, by] = [Math.cos(across) * ARROW.bar * boost, Math.sin(across) * ARROW.bar * boost];
  const [px, py] = [Math.cos(across - Math.PI / 2) * boost, Math.sin(across - Math.PI / 2) * boost];
  arrows.moveTo(middle.x - bx - px, middle.y - by - py);
  for (const [sx, sy] of [[1, -1], [1, 1], [-1, 1], [-1, -1]]) {
    arrows.lineTo(middle.x + sx * bx + sy * px, middle.y + sx * by + sy * py);
  }
}

/** Paint the lines, below the nodes. @param {CanvasRenderingContext2D} context in units of the canvas */
function paintLines(context) {
  for (const { look, line, arrows } of bundles) {
    context.globalAlpha = look.strength;
    context.strokeStyle = context.fillStyle = look.colour;
    context.lineWidth = look.width;
    context.setLineDash(look.dashes);
    context.stroke(line);
    context.setLineDash([]);
    if (look.hollow) {
      context.lineWidth = 0.8 * boost;
      context.stroke(arrows);
    } else context.fill(arrows);
  }
  context.globalAlpha = 1;
}
