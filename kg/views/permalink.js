// The whole state as a short text for the fragment of the address, and back. What is not understood is left out.

/** A text without what has a meaning in the fragment. @param {string} text */
function coded(text) {
  return encodeURIComponent(text).replace(/%20/gu, '+').replace(/%3A/gu, ':');
}

/** @param {string} text @returns {string} */
function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/gu, ' '));
  } catch {
    return '';
  }
}

/** All values of a facet. @param {string} key @returns {string[]} */
function valuesOf(key) {
  return key === 'family' ? content.families.map((family) => family.label)
    : key === 'article' ? content.articles.map((article) => article.id) : fields.get(key).values;
}

/** The state in one line: `node=…&relation=…`, facets by what is on (`relation`) or off (`no-relation`), the shorter. */
function encodeState() {
  const parts = [];
  const put = (key, values) => parts.push(`${key}=${values.map(coded).join(',')}`);
  for (const [key, off] of Object.entries(state.off)) {
    const on = valuesOf(key).filter((value) => !off.has(value));
    if (off.size) put(off.size <= on.length ? `no-${key}` : key, off.size <= on.length ? [...off] : on);
  }
  const { time } = state;
  if (time.from !== null || time.to !== null) {
    parts.push(`time=${[time.from, time.to].map((month) => (month === null ? '' : monthWords(month))).join('..')}`);
  }
  if (time.clock !== 'event') parts.push(`clock=${time.clock}`);
  if (time.undated !== null) parts.push(`undated=${time.undated ? 'shown' : 'left-out'}`);
  if (state.around) put(`within-${state.around.hops}`, state.around.ids);
  if (state.only) for (const key of ['nodes', 'claims']) put(`only-${key}`, [...state.only[key]]);
  for (const key of ['hidden', 'pinned', 'unfolded', 'folded']) if (state[key].size) put(key, [...state[key]]);
  const chosen = state.selection;
  if (chosen?.kind === 'path') put('path', [chosen.from, chosen.to, String(chosen.at + 1)]);
  else if (chosen?.kind === 'claims') put('claims', chosen.ids);
  else if (chosen?.kind === 'node') put('node', [chosen.id]);
  else if (chosen) {
    const edge = edges.get(chosen.id);
    put('line', [edge.from, edge.to, edge.look]);
  }
  return parts.join('&');
}

/** What a text selects. @param {Map<string, string[]>} found @returns {Selection|null} */
function decodeSelection(found) {
  const get = (key) => found.get(key) || [];
  const [id] = get('node');
  if (nodes.has(id)) return { kind: 'node', id };
  const [from, to, at] = get('path');
  if (nodes.has(from) && nodes.has(to) && from !== to) {
    return { kind: 'path', from, to, at: Math.min(MOST_PATHS, Math.max(1, Number.parseInt(at, 10) || 1)) - 1 };
  }
  const [start, end, look] = get('line');
  const edge = (edgesAt.get(start) || []).find((one) => one.from === start && one.to === end && one.look === look);
  if (edge) return { kind: 'edge', id: edge.id };
  const ids = get('claims').filter((one) => claims.has(one));
  return ids.length ? { kind: 'claims', ids } : null;
}

/** Bring the state in line with a text, whatever stands in it. @param {string} text */
function applyState(text) {
  const found = new Map();
  for (const part of text.slice(0, 100000).split('&')) {
    const cut = part.indexOf('=');
    if (cut > 0) found.set(part.slice(0, cut), part.slice(cut + 1).split(',').map(decoded).filter(Boolean));
  }
  for (const key of Object.keys(state.off)) {
    const values = valuesOf(key);
    const given = (name) => {
      const raw = found.get(name);
      return raw && new Set(values.filter((value) => raw.includes(value)
        || (value === '' && text.split('&').some((part) => part.startsWith(`${name}=`)
          && part.slice(name.length + 1).split(',').includes('')))));
    };
    const [on, off] = [given(key), given(`no-${key}`)];
    state.off[key] = off || (on && (on.size || !found.get(key).length)
      ? new Set(values.filter((value) => !on.has(value))) : new Set());
  }
  const clock = (found.get('clock') || [])[0] === 'published' ? 'published' : 'event';
  const bounds = ((found.get('time') || [])[0] || '').split('..').map(monthsOf);
  const undated = (found.get('undated') || [])[0];
  state.time = {
    clock: AXES[clock] ? clock : AXES.event ? 'event' : 'published',
    from: bounds[0] ? bounds[0][0] : null,
    to: bounds[1] ? bounds[1][1] : null,
    undated: undated === 'shown' ? true : undated === 'left-out' ? false : null,
  };
  const only = ['nodes', 'claims'].map((key, at) => new Set((found.get(`only-${key}`) || [])
    .filter((id) => [nodes, claims][at].has(id))));
  state.only = only.some((ids) => ids.size) ? { nodes: only[0], claims: only[1] } : null;
  state.around = null;
  for (const hops of [1, 2, 3]) {
    const ids = (found.get(`within-${hops}`) || []).filter((id) => nodes.has(id));
    if (ids.length) state.around = { ids, hops };
  }
  for (const key of ['hidden', 'pinned', 'unfolded', 'folded']) {
    state[key] = new Set((found.get(key) || []).filter((id) => nodes.has(id)));
  }
  state.selection = decodeSelection(found);
  state.trail = [];
  state.picking = null;
  changed('picking');
  refilter();
  if (bringIn(state.selection)) regather();
  changed('selection');
  const view = (found.get('view') || [])[0];
  if (view) showView(view);
}

/** The state with the view, as it stands in the address. */
function fragment() {
  const parts = [encodeState(), state.view === 'graph' ? '' : `view=${coded(state.view)}`];
  return parts.filter(Boolean).join('&');
}

/** The address of what is seen. */
function linkHere() {
  const base = window.location.href.split('#')[0];
  return fragment() ? `${base}#${fragment()}` : base;
}

/** Copy a text, by the clipboard or, where that is not allowed, by a selection. @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (el('textarea', { class: 'unseen', 'aria-hidden': 'true' }));
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

let written = '';

/** Write the state into the address. */
function writeAddress() {
  written = fragment();
  try {
    window.history.replaceState(null, '', linkHere());
  } catch {
    // Some browsers keep the address of a file as it is: the link can be copied all the same.
  }
}

/** The state that the address holds. */
function givenAddress() {
  return window.location.hash.slice(1);
}

/** Bring the state in line with the address before anything is drawn. @returns {boolean} whether it holds one */
function openAddress() {
  const given = givenAddress().includes('=');
  if (given) applyState(givenAddress());
  return given;
}

/** Read the address whenever it changes; write it when things calm down. */
function startPermalink() {
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(writeAddress, 400);
  };
  for (const what of /** @type {const} */ (['filter', 'selection', 'view'])) onChange(what, soon);
  window.addEventListener('hashchange', () => {
    const given = givenAddress();
    if (given === written || !(given.includes('=') || given === '')) return;
    if (!given.includes('view=')) showView('graph');
    applyState(given);
    if (state.view === 'graph') fit(false);
  });
  byId('copy-link').addEventListener('click', async () => {
    const done = await copyText(linkHere());
    byId('copy-link').textContent = done ? 'Copied' : 'Copy failed';
    announce(done ? 'The link to this view is copied' : 'The link could not be copied; it stands in the address bar');
    setTimeout(() => { byId('copy-link').textContent = 'Copy link'; }, 1600);
  });
}
