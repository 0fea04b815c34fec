// Views kept under a name: in the browser's own store where that is allowed, else for as long as the page is open.

const SAVED_KEY = `kg views: ${content.nodes.length} ${document.title}`;
/** @type {Array<{name: string, view: string}>} */
let savedViews = [];

function readSaved() {
  try {
    const list = JSON.parse(window.localStorage.getItem(SAVED_KEY) || '[]');
    savedViews = Array.isArray(list)
      ? list.filter((one) => one && typeof one.name === 'string' && typeof one.view === 'string').slice(0, 100) : [];
  } catch {
    savedViews = [];
  }
}

function writeSaved() {
  try {
    window.localStorage.setItem(SAVED_KEY, JSON.stringify(savedViews));
  } catch {
    // Not allowed here: the views last as long as the page.
  }
  showSaved();
}

function showSaved() {
  fill(byId('saved-list'), ...savedViews.map((one) => el('li', {},
    el('button', { type: 'button', class: 'name', onclick: () => {
      if (!one.view.includes('view=')) showView('graph');
      applyState(one.view);
      if (state.view === 'graph') fit(true);
      announce(`${one.name}: ${byId('counts').textContent}`);
    } }, one.name),
    el('button', { type: 'button', class: 'delete', 'aria-label': `Delete ${one.name}`, onclick: () => {
      savedViews = savedViews.filter((other) => other !== one);
      writeSaved();
      byId('saved-name').focus();
    } }, '×'))));
}

/** Make the list of saved views work. */
function startSaved() {
  readSaved();
  const field = /** @type {HTMLInputElement} */ (byId('saved-name'));
  const save = () => {
    const name = field.value.trim().slice(0, 80) || byId('counts').textContent || 'View';
    savedViews = [...savedViews.filter((one) => one.name !== name), { name, view: fragment() }];
    field.value = '';
    writeSaved();
    announce(`Saved as ${name}`);
  };
  byId('saved-add').addEventListener('click', save);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) save();
  });
  showSaved();
}
