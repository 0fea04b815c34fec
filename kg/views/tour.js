// A short tour of the page. A first visit is offered it in a corner, once; nothing opens by itself.

/** What each step points at and says; the first of the places that can be seen is taken. */
const STEPS = [
  { at: ['finder'], title: 'Search', words: 'Type a name in any script, or words of a sentence. The slash key brings you here from anywhere.' },
  {
    at: ['graph', 'stage'], title: 'Lines are what articles say',
    words: 'Each line is one or more claims. A full line is stated as fact; a broken one is denied, planned, predicted or an opinion. Shaded grounds hold what is spoken of together. Zoom in for more names.',
  },
  {
    at: ['panel', 'stage'], title: 'The evidence',
    words: 'Choose a thing, a line, a row or a bar: its sentences appear with their article, date, speaker and figures.',
  },
  { at: ['filters', 'open-filters'], title: 'Filters and legend', words: 'Leave out kinds of things, ways of saying, or articles. Every view follows.' },
  {
    at: ['views'], title: 'Other views',
    words: 'The same claims as a sortable table or on their own time. Export saves the picture or the claims. The question mark brings this tour back.',
  },
];
const TOUR_KEY = 'kg-tour';

/** The step shown. */
let tourStep = 0;
/** What had the focus before the tour. @type {HTMLElement|null} */
let beforeTour = null;

/** The browser's memory, where the page may use it. @returns {Storage|null} */
function memory() {
  try {
    window.localStorage.getItem(TOUR_KEY);
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Do not offer the tour again. */
function rememberTour() {
  byId('welcome').hidden = true;
  try {
    memory()?.setItem(TOUR_KEY, 'seen');
  } catch {
    // A full or forbidden memory only means that the tour is offered again.
  }
}

/** Where a step points, in pixels of the window. @param {string[]} ids */
function tourTarget(ids) {
  for (const id of ids) {
    const box = byId(id)?.getBoundingClientRect();
    if (box && box.width && box.height) return box;
  }
  return new DOMRect(0, 0, 0, 0);
}

/** Write a step and stand beside what it points at. */
function showStep() {
  const { at, title, words } = STEPS[tourStep];
  const last = tourStep === STEPS.length - 1;
  const dialog = /** @type {HTMLDialogElement} */ (byId('tour'));
  const go = (step) => () => {
    tourStep += step;
    showStep();
  };
  const next = el('button', { type: 'button', class: 'button strong', onclick: last ? () => dialog.close() : go(1) }, last ? 'Done' : 'Next');
  const ring = el('div', { class: 'tour-ring', 'aria-hidden': 'true' });
  const note = el('div', { class: 'tour-note' },
    el('h2', { id: 'tour-title' }, title), el('p', { id: 'tour-words' }, words),
    el('div', { class: 'tour-buttons' }, el('span', { class: 'quiet' }, `${tourStep + 1} of ${STEPS.length}`),
      el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Skip'),
      tourStep ? el('button', { type: 'button', class: 'button', onclick: go(-1) }, 'Back') : null, next));
  fill(dialog, ring, note);
  const box = tourTarget(at);
  const edge = 4;
  const [left, top] = [Math.max(edge, box.left - 6), Math.max(edge, box.top - 6)];
  const [right, bottom] = [Math.min(innerWidth - edge, box.right + 6), Math.min(innerHeight - edge, box.bottom + 6)];
  Object.assign(ring.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
  const { width, height } = note.getBoundingClientRect();
  const places = [[right + 14, top], [left, bottom + 14], [left - width - 14, top], [left, top - height - 14],
    [(left + right - width) / 2, (top + bottom - height) / 2]];
  const [x, y] = places.find(([px, py]) => px >= 8 && py >= 8 && px + width <= innerWidth - 8 && py + height <= innerHeight - 8)
    || [(innerWidth - width) / 2, innerHeight - height - 16];
  Object.assign(note.style, { left: `${Math.max(8, x)}px`, top: `${Math.max(8, y)}px` });
  next.focus();
}

/** Open the tour at its first step. */
function openTour() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('tour'));
  if (dialog.open) return;
  beforeTour = /** @type {HTMLElement} */ (document.activeElement);
  rememberTour();
  tourStep = 0;
  dialog.showModal();
  showStep();
}

/** Offer the tour on a first visit: not where a place in the graph was asked for, nor to who wants a quiet page. */
function offerTour() {
  const store = memory();
  if (!store || store.getItem(TOUR_KEY) || window.location.hash.length > 1 || calm.matches) return;
  const welcome = byId('welcome');
  fill(welcome, el('p', {}, 'New here? Five short steps show what this page can do.'),
    el('div', { class: 'tour-buttons' },
      el('button', { type: 'button', class: 'button', onclick: rememberTour }, 'No, thanks'),
      el('button', { type: 'button', class: 'button strong', onclick: openTour }, 'Show me')));
  welcome.hidden = false;
}

/** Let the tour be opened, walked through and left; the tabulator stays in it, and the focus goes back after it. */
function startTour() {
  const dialog = /** @type {HTMLDialogElement} */ (byId('tour'));
  byId('help').addEventListener('click', openTour);
  dialog.addEventListener('close', () => {
    dialog.replaceChildren();
    (beforeTour && beforeTour !== document.body ? beforeTour : container).focus();
  });
  dialog.addEventListener('keydown', (event) => {
    const stops = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll('button')]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === 'Tab') {
      event.preventDefault();
      stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
    } else if (event.key === 'ArrowRight' && tourStep < STEPS.length - 1) tourStep += 1;
    else if (event.key === 'ArrowLeft' && tourStep) tourStep -= 1;
    if (event.key.startsWith('Arrow')) showStep();
    event.stopPropagation();
  });
  window.addEventListener('resize', () => dialog.open && showStep());
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '?' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    openTour();
  });
  offerTour();
}
