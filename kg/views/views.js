// Which view stands on the stage: the picture, or one of the others that tell the same claims.

/**
 * A view by its name: the element of that id is shown, the button `view-<name>` switches to it.
 * `show` writes it, and is called again when the filters change; `says` is told to people who listen.
 * @typedef {{show: () => void, says: () => string}} View
 * @type {Map<string, View>}
 */
const views = new Map();

/** @param {string} name the id of its element @param {View} view */
function addView(name, view) {
  views.set(name, view);
}

/** Show a view by its name; a name that is not there changes nothing. @param {string} name */
function showView(name) {
  if (state.view === name || !views.has(name)) return;
  state.view = /** @type {any} */ (name);
  changed('view');
}

/** Let the stage follow the state, and the buttons switch. */
function startViews() {
  addView('graph', { show: () => {}, says: () => 'Graph' });
  const app = byId('app');
  for (const name of views.keys()) byId(`view-${name}`).addEventListener('click', () => showView(name));
  onChange('view', () => {
    app.classList.toggle('elsewhere', state.view !== 'graph');
    for (const [name, view] of views) {
      const on = name === state.view;
      app.classList.toggle(`${name}-view`, on);
      if (name !== 'graph') byId(name).hidden = !on;
      byId(`view-${name}`).setAttribute('aria-pressed', String(on));
      if (!on) continue;
      view.show();
      announce(view.says());
    }
  });
  onChange('filter', () => {
    if (views.has(state.view)) views.get(state.view).show();
  });
}

/**
 * Show a claim's evidence and put the focus there, from a row, a bar or a mark; closing the panel brings it back.
 * @param {string} id of a claim @param {() => (HTMLElement|SVGElement|null)} [origin] where the focus came from
 */
function openClaim(id, origin) {
  select({ kind: 'claims', ids: [id] });
  byId('panel').focus({ preventScroll: true });
  wayBack = origin || null;
}

/** Where the focus goes when the panel closes. @type {(() => (HTMLElement|SVGElement|null))|null} */
let wayBack = null;

/** Bring the focus back to where the evidence was opened from. @returns {boolean} whether there was such a place */
function returnFocus() {
  const target = wayBack && wayBack();
  wayBack = null;
  if (target) target.focus();
  return Boolean(target);
}

/** The filtered claims in the order of the articles. @returns {any[]} */
function claimsShown() {
  return content.claims.filter((claim) => state.shown.claims.has(claim.id));
}

/**
 * Put many items into a parent a piece at a time, so that the first are there at once and the page stays quick.
 * A later call for the same parent ends the earlier.
 * @param {Element} parent @param {any[]} items @param {(item: any, number: number) => Node} make
 * @param {number} first so many at once
 */
function fillSlowly(parent, items, make, first = 120) {
  const run = {};
  filling.set(parent, run);
  const add = (from, to) => parent.append(...items.slice(from, to).map((item, at) => make(item, from + at)));
  parent.replaceChildren();
  add(0, first);
  const more = (from) => {
    if (filling.get(parent) !== run || !parent.isConnected) return;
    // Ever larger pieces: each makes the browser lay out the whole anew.
    const next = from + Math.min(600, Math.max(100, from));
    add(from, next);
    if (next < items.length) setTimeout(more, 8, next);
  };
  if (items.length > first) setTimeout(more, 30, first);
}

/** The latest filling of each parent. @type {WeakMap<Element, object>} */
const filling = new WeakMap();

/**
 * One stop for the tabulator in a list of buttons: arrows, Home, End, and Page Up and Down move within it.
 * @param {HTMLElement} within @param {string} stops a selector of the buttons
 */
function rove(within, stops) {
  const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  within.addEventListener('focusin', (event) => {
    const stop = /** @type {Element} */ (event.target).closest(stops);
    if (!stop) return;
    for (const other of within.querySelectorAll(`${stops}[tabindex="0"]`)) other.setAttribute('tabindex', '-1');
    stop.setAttribute('tabindex', '0');
  });
  within.addEventListener('keydown', (event) => {
    if (!Object.hasOwn(move, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = /** @type {HTMLElement[]} */ ([...within.querySelectorAll(stops)].filter((one) => one.checkVisibility()));
    const at = all.indexOf(/** @type {any} */ (event.target).closest(stops));
    if (at < 0) return;
    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, at + move[event.key]))];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
}
