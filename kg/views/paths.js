// Paths between two nodes over what passes the filters, whichever way the lines point.

/** So many are offered; so many are looked at, so that hubs do not take long. */
const MOST_PATHS = 5;
const MOST_TRIED = 400;

/** @type {Map<string, string[][]>} */
const pathsFound = new Map();

/** The filters have changed: paths must be looked for anew. */
function forgetPaths() {
  pathsFound.clear();
}

/** The shortest paths and those one step longer, the best attested first. @returns {string[][]} lists of node ids */
function pathsBetween(from, to) {
  const key = JSON.stringify([from, to]);
  let found = pathsFound.get(key);
  if (!found) {
    found = findPaths(from, to);
    pathsFound.set(key, found);
  }
  return found;
}

/** @param {string} from @param {string} to @returns {string[][]} */
function findPaths(from, to) {
  const passing = [...state.shown.passing.edges].map((id) => edges.get(id));
  const beside = neighbours(passing);
  const away = new Map([[to, 0]]);
  for (const queue = [to]; queue.length;) {
    const id = queue.shift();
    for (const near of beside.get(id) || []) {
      if (away.has(near)) continue;
      away.set(near, away.get(id) + 1);
      queue.push(near);
    }
  }
  if (!away.has(from)) return [];
  const most = away.get(from) + 1;
  const found = [];
  const walk = (path, limit) => {
    const last = path[path.length - 1];
    if (last === to) {
      if (path.length - 1 === limit) found.push([...path]);
      return;
    }
    for (const near of new Set(beside.get(last))) {
      if (found.length >= MOST_TRIED) return;
      if (!path.includes(near) && path.length + away.get(near) <= limit) walk([...path, near], limit);
    }
  };
  walk([from], most - 1);
  if (found.length < MOST_PATHS) walk([from], most);
  const worth = new Map(found.map((path) => [path,
    edgesAlong(path).reduce((sum, between) => sum + Math.log2(1 + between.reduce((all, edge) => all + edge.claims.length, 0)), 0)]));
  return found.sort((a, b) => a.length - b.length || worth.get(b) - worth.get(a)).slice(0, MOST_PATHS);
}

/** The passing lines of each step of a path. @param {string[]} path @returns {any[][]} */
function edgesAlong(path) {
  return path.slice(1).map((id, at) => edgesAt.get(id).filter((edge) => state.shown.passing.edges.has(edge.id)
    && [edge.from, edge.to].includes(path[at]) && [edge.from, edge.to].includes(id)));
}

/** Ask for the other end of a path, or no longer. @param {string|null} id */
function pickPath(id) {
  state.picking = id;
  changed('picking');
  if (id === null) return announce('No path');
  announce(`Path from ${nodes.get(id).label}: choose the other end in the picture or by the search`);
  byId('search').focus();
}

/** The claims along a path, and its alternatives. @param {any} chosen @returns {Array<Node|null>} */
function pathPanel(chosen) {
  const paths = pathsBetween(chosen.from, chosen.to);
  const at = Math.min(chosen.at, paths.length - 1);
  const path = paths[at];
  const way = (one) => (one.length > 2 ? `by way of ${one.slice(1, -1).map((id) => nodes.get(id).label).join(' → ')}` : 'directly');
  const others = paths.map((one, number) => el('button', {
    type: 'button', class: 'other', 'aria-pressed': String(number === at),
    onclick: () => goTo({ ...chosen, at: number }),
  }, `${count(one.length - 1, 'step')}, ${way(one)}`));
  const steps = path ? edgesAlong(path).map((between, step) => group(
    `${nodes.get(path[step]).label} – ${nodes.get(path[step + 1]).label}`,
    between.flatMap((edge) => [
      ...claimsOf(edge).map((claim) => folded(claim, sentenceWords(claim))), ...derivedOf(edge).map(derivedCard),
    ]))) : [];
  return [
    el('p', { class: 'kind' }, paths.length ? `Path ${at + 1} of ${paths.length}` : 'No path'),
    el('h2', { id: 'panel-title' }, nodes.get(chosen.from).label, ' … ', nodes.get(chosen.to).label),
    path ? el('div', { class: 'ways', role: 'group', 'aria-label': 'Paths' }, ...others)
      : el('p', { class: 'quiet' }, 'Under these filters no line leads from one to the other.'),
    ...steps,
  ];
}
