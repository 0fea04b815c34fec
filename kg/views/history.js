// Undo and redo: each settled state is one line of text, the same as in the address.

const past = { done: /** @type {string[]} */ ([]), undone: /** @type {string[]} */ ([]), now: '' };
const MOST_UNDO = 200;

/** Note the state if it has changed. */
function noteState() {
  if (state.moving) return;
  const now = encodeState();
  if (now === past.now) return;
  past.done.push(past.now);
  if (past.done.length > MOST_UNDO) past.done.shift();
  past.undone = [];
  past.now = now;
  showHistory();
}

/** @param {string[]} from @param {string[]} to @param {string} words */
function travel(from, to, words) {
  play(false);
  noteState();
  const next = from.pop();
  if (next === undefined) return announce(`Nothing to ${words.toLowerCase()}`);
  to.push(past.now);
  past.now = next;
  state.moving = true;
  applyState(next);
  state.moving = false;
  past.now = encodeState();
  showHistory();
  announce(`${words}: ${byId('counts').textContent}`);
}

/** Take the last change back. */
function undo() {
  travel(past.done, past.undone, 'Undo');
}

/** Do again what was taken back. */
function redo() {
  travel(past.undone, past.done, 'Redo');
}

function showHistory() {
  /** @type {HTMLButtonElement} */ (byId('undo')).disabled = !past.done.length;
  /** @type {HTMLButtonElement} */ (byId('redo')).disabled = !past.undone.length;
}

/** Note every change, after all that belongs to it is done; listen to buttons and keys. */
function startHistory() {
  past.now = encodeState();
  for (const what of /** @type {const} */ (['filter', 'selection'])) onChange(what, () => queueMicrotask(noteState));
  byId('undo').addEventListener('click', undo);
  byId('redo').addEventListener('click', redo);
  document.addEventListener('keydown', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
    if (target.matches?.('input:not([type=checkbox]), textarea, [contenteditable]')) return;
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  });
  showHistory();
}
