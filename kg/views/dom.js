// Making elements. Every text goes through text nodes; no string ever becomes markup or style.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with attributes, listeners (`onclick: fn`) and children; null children are left out.
 * @param {string} tag
 * @param {Object<string, any>} [attributes] names are ours, never data
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined) node.append(child);
  }
  return node;
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Replace all children. @param {Element} parent @param {...(Node|string|null)} children */
function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null));
}

/** @param {string} tag @param {Object<string, string|number>} attributes @returns {SVGElement} */
function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

const OUTLINES = {
  square: '2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5',
  diamond: '8,1 15,8 8,15 1,8',
  triangle: '8,1.5 15,14 1,14',
  triangleDown: '1,2 15,2 8,14.5',
  hexagon: '4.2,1.8 11.8,1.8 15.5,8 11.8,14.2 4.2,14.2 0.5,8',
  star: '8,0.5 10.1,5.6 15.6,6 11.4,9.6 12.7,15 8,12.1 3.3,15 4.6,9.6 0.4,6 5.9,5.6',
};

/**
 * The sign of a family, as the graph draws it.
 * @param {{shape: string, colour: string}} family @param {boolean} [hollow] as of a thing that is only proposed
 */
function swatch(family, hollow = false) {
  const picture = svg('svg', { viewBox: '0 0 16 16', class: 'swatch', 'aria-hidden': 'true' });
  const points = OUTLINES[family.shape];
  const dress = hollow ? { fill: 'none', stroke: family.colour, 'stroke-width': 2 } : { fill: family.colour };
  picture.append(points ? svg('polygon', { points, ...dress }) : svg('circle', { cx: 8, cy: 8, r: 6.5, ...dress }));
  return picture;
}

/** A sample of a line as the graph draws it. @param {string} look */
function lineSample(look) {
  const picture = svg('svg', { viewBox: '0 0 30 10', class: `line line-${look}`, 'aria-hidden': 'true' });
  const line = svg('line', { x1: 1, y1: 5, x2: 29, y2: 5 });
  if (LOOKS[look].dash) line.setAttribute('stroke-dasharray', LOOKS[look].dash.join(' '));
  picture.append(line);
  if (LOOKS[look].bar) picture.append(svg('line', { x1: 15, y1: 1.5, x2: 15, y2: 8.5 }));
  return picture;
}

/** A sample of how what a machine has proposed is drawn: a thin line, a hollow arrow, a hollow thing. */
function proposedSample() {
  const picture = svg('svg', { viewBox: '0 0 30 10', class: 'line line-proposed', 'aria-hidden': 'true' });
  picture.append(svg('line', { x1: 1, y1: 5, x2: 14, y2: 5 }), svg('polygon', { points: '14,2 20,5 14,8' }),
    svg('circle', { cx: 25, cy: 5, r: 3.5 }));
  return picture;
}

/** A link where the address is http or https, else nothing. @param {string|undefined} address @param {string} words */
function outwardLink(address, words) {
  let url;
  try {
    url = new URL(address || '');
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' }, words);
}

/** "1 claim", "2 claims". @param {number} number @param {string} noun */
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Tell people who listen instead of look. @param {string} words */
function announce(words) {
  byId('live').textContent = words;
}
