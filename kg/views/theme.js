// The colours of the canvas: read from the style sheet, so that light, dark and paper are described in one place.

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** @type {Object<string, string>} */
let colours = {};

/** Read the colours anew. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ['--paper', '--ink', '--soft', '--accent', ...Object.values(LOOKS).map((look) => look.colour)];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()]));
}

/** A colour of the form #rrggbb mixed with another. @param {string} a @param {string} b @param {number} share of b */
function mix(a, b, share) {
  const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(a, at) * (1 - share) + channel(b, at) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
