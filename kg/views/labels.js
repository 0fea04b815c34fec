// Labels in screen space: always 13 px (edges 12 px), never one upon another; what finds no room waits for more zoom.
//
// Where labels stand depends on the scale alone, so it is worked out once a scale and panning only draws.

const NODE_FONT = '13px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';
const STRONG_FONT = `600 ${NODE_FONT}`;
const EDGE_FONT = NODE_FONT.replace('13px', '12px');
const GROUP_FONT = `italic ${EDGE_FONT}`;
const LINE_HEIGHT = 15;
const CELL = 64;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** A grid of boxes that answers whether a new one would touch any. */
class Occupied {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box @param {(cell: number) => boolean|void} visit @returns {boolean} whether a visit said true */
  each(box, visit) {
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) {
        if (visit(x * 1e6 + y)) return true;
      }
    }
    return false;
  }

  /** @param {Box} box */
  add(box) {
    this.each(box, (cell) => {
      const boxes = this.cells.get(cell);
      if (boxes) boxes.push(box);
      else this.cells.set(cell, [box]);
    });
  }

  /** @param {Box} box @param {Box} [own] a box that does not count */
  touches(box, own) {
    return this.each(box, (cell) => (this.cells.get(cell) || []).some((other) => other !== own
      && other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top));
  }
}

const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
/** @type {Map<string, number>} */
const widths = new Map();

/** The width of a text in pixels. @param {string} text @param {string} font */
function measure(text, font) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen.font = font;
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** @param {string} text @param {number} most characters */
function shorten(text, most) {
  const letters = Array.from(text.replace(/\s+/gu, ' ').trim());
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
}

/** @type {Map<string, string[]>} */
const wrapped = new Map();

/** The text in one or two lines of about `most` characters. @param {string} text @param {number} most */
function wrap(text, most) {
  const key = `${most} ${text}`;
  if (!wrapped.has(key)) wrapped.set(key, wrapAnew(text, most));
  return wrapped.get(key);
}

/** @param {string} text @param {number} most @returns {string[]} */
function wrapAnew(text, most) {
  const whole = shorten(text, most * 2);
  if (Array.from(whole).length <= most) return [whole];
  const middle = whole.length / 2;
  let cut = -1;
  for (let at = whole.indexOf(' '); at >= 0; at = whole.indexOf(' ', at + 1)) {
    if (cut < 0 || Math.abs(at - middle) < Math.abs(cut - middle)) cut = at;
  }
  return cut < 0 ? [shorten(whole, most + 4)] : [whole.slice(0, cut), whole.slice(cut + 1)];
}

/**
 * Find room for a node's label: below, above, to the right, to the left.
 * @param {Occupied} occupied @param {Box} own the node's own box @param {string[]} lines @param {string} font
 * @param {Box} bounds @param {boolean} must take the first place even if it is not free
 * @returns {{box: Box, lines: string[], font: string}|null}
 */
function placeNodeLabel(occupied, own, lines, font, bounds, must) {
  const width = Math.max(...lines.map((line) => measure(line, font))) + 6;
  const height = lines.length * LINE_HEIGHT;
  const x = (own.left + own.right) / 2;
  const y = (own.top + own.bottom) / 2;
  const corners = [
    [x - width / 2, own.bottom + 1],
    [x - width / 2, own.top - height - 1],
    [own.right + 1, y - height / 2],
    [own.left - width - 1, y - height / 2],
  ];
  for (const [left, top] of corners) {
    const box = { left, top, right: left + width, bottom: top + height };
    const inside = must || (box.left >= bounds.left && box.right <= bounds.right);
    if (inside && !occupied.touches(box, own)) return { box, lines, font };
  }
  const [left, top] = corners[0];
  return must ? { box: { left, top, right: left + width, bottom: top + height }, lines, font } : null;
}

/**
 * Room for an edge's label at one of the points offered, the first free one.
 * @param {Occupied} occupied @param {Array<{x: number, y: number}>} points @param {string} text
 * @param {boolean} must also beside the line
 * @returns {{box: Box, lines: string[], font: string}|null}
 */
function placeEdgeLabel(occupied, points, text, must) {
  const width = measure(text, EDGE_FONT) + 8;
  const around = (point) => ({
    left: point.x - width / 2, right: point.x + width / 2, top: point.y - 9, bottom: point.y + 9,
  });
  // Beside the line is the last resort, for a line that is too short to carry its label.
  const beside = must ? points.flatMap(({ x, y }) => [
    ...[20, 38, 56].flatMap((away) => [{ x, y: y - away }, { x, y: y + away }]),
    { x: x + width / 2 + 12, y }, { x: x - width / 2 - 12, y },
  ]) : [];
  for (const point of [...points, ...beside]) {
    const box = around(point);
    if (!occupied.touches(box)) return { box, lines: [text], font: EDGE_FONT };
  }
  return null;
}

/**
 * Room for a group's name beside its things, or null.
 * @param {Occupied} occupied @param {Group} group @param {number} scale @param {Box} bounds
 * @returns {{box: Box, lines: string[], font: string, ink: string}|null}
 */
function placeGroupLabel(occupied, group, scale, bounds) {
  // A small screen has room for the names of the large ones.
  if (group.ids.length < (container.clientWidth < 600 ? 10 : GROUP.least)) return null;
  const width = measure(group.name, GROUP_FONT) + 8;
  const box = groupPlaces(group, scale, width, LINE_HEIGHT).find((one) => one.left >= bounds.left
    && one.right <= bounds.right && !occupied.touches(one));
  return box ? { box, lines: [group.name], font: GROUP_FONT, ink: mix(group.colour, colours['--ink'], 0.45) } : null;
}

/**
 * Draw a placed label. The canvas must be in screen pixels.
 * @param {CanvasRenderingContext2D} context @param {{box: Box, lines: string[], font: string}} label
 * @param {{x: number, y: number}} shift @param {string} ink @param {string} paper @param {number} strength
 */
function drawLabel(context, label, shift, ink, paper, strength) {
  context.font = label.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  const x = (label.box.left + label.box.right) / 2 + shift.x;
  const pitch = (label.box.bottom - label.box.top) / label.lines.length;
  label.lines.forEach((line, number) => {
    const y = label.box.top + pitch * (number + 0.5) + shift.y;
    context.globalAlpha = Math.min(1, strength + 0.3);
    context.strokeText(line, x, y);
    context.globalAlpha = strength;
    context.fillText(line, x, y);
  });
  context.globalAlpha = 1;
}
