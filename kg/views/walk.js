// Walking from node to node on the picture by keys.

/** The direction of each key, x to the right, y down. */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {string|null} */
let walker = null;

/** Stand on a node, or nowhere. @param {string|null} id */
function stand(id) {
  walker = id;
  hover(id === null ? null : { kind: 'node', id });
  version += 1;
  network.redraw();
  if (id === null) return;
  const room = openRoom();
  const { x, y } = network.canvasToDOM(bodyOf(id));
  if (x < room.left + 30 || x > room.right - 30 || y < room.top + 30 || y > room.bottom - 30) {
    centre(extent([id]), network.getScale(), true);
  }
  const role = roles.get(id);
  announce(`${nodes.get(id).label}, ${classes.get(nodes.get(id).cls).label}, `
    + `${count(shownOnly([...new Set([...role.subject, ...role.object])]).length, 'claim')}. Enter opens.`);
}

/** Go to the nearest node in a direction; what lies aside counts as farther. @param {string} key */
function walk(key) {
  const here = walker !== null && state.shown.nodes.has(walker) ? walker
    : selectedNodes().find((id) => state.shown.nodes.has(id));
  if (here === undefined || here === null) {
    const first = byRank.find(({ id }) => state.shown.nodes.has(id));
    if (first) stand(first.id);
    return;
  }
  const [dx, dy] = WAYS[key];
  const at = bodyOf(here);
  let best = null;
  let least = Infinity;
  for (const id of state.shown.nodes) {
    const { x, y } = bodyOf(id);
    const ahead = (x - at.x) * dx + (y - at.y) * dy;
    const aside = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
    if (id === here || ahead <= 0 || aside > ahead * 2) continue;
    const far = ahead + aside * 2;
    if (far < least) [best, least] = [id, far];
  }
  if (best) stand(best);
  else announce('Nothing more in this direction');
}

/** The node that keys speak of: where one stands, else what is selected. */
function nodeAtHand() {
  if (walker !== null && state.shown.nodes.has(walker)) return walker;
  return state.selection?.kind === 'node' ? state.selection.id : null;
}

/** What a letter does with the node at hand. */
const LETTERS = {
  f: (id) => focusOn(state.around?.ids[0] === id && state.around.hops >= 3 ? null : id,
    state.around?.ids[0] === id ? state.around.hops + 1 : 1),
  p: togglePin,
  h: hide,
  e: (id) => (state.folded.has(id) || (aroundNode(id).unseen && !state.unfolded.has(id)) ? expand(id) : collapse(id)),
  t: pickPath,
};

/** Keys on the picture that are about nodes. @param {KeyboardEvent} event @returns {boolean} whether it was one */
function walkKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (Object.hasOwn(WAYS, event.key)) {
    if (event.shiftKey) pan(WAYS[event.key][0] * 80, WAYS[event.key][1] * 80);
    else walk(event.key);
  } else if (event.key === 'Enter' && walker !== null) {
    const id = walker;
    select({ kind: 'node', id });
    byId('panel').focus({ preventScroll: true });
  } else if (event.key === 'Escape' && walker !== null && !state.selection) stand(null);
  else if (Object.hasOwn(LETTERS, event.key) && nodeAtHand() !== null) LETTERS[event.key](nodeAtHand());
  else return false;
  return true;
}
