// A long list of rows of which only those near the window are in the document: a window on the list.
//
// Rows are made in blocks; a block that is far from the window is a blank of its height, as measured when it was there.

/** So many rows are a block; blocks within so many heights of the window are in the document. */
const BLOCK = 40;
const NEAR = 1.5;

/**
 * A body of a table that is written as far as it can be seen.
 * @param {HTMLElement} body @param {HTMLElement} frame what scrolls @param {(item: any, number: number) => Node} make
 */
function windowed(body, frame, make) {
  /** @type {any[]} */
  let items = [];
  /** The heights of the blocks: measured, or as the measured ones are on average. @type {number[]} */
  let heights = [];
  let [first, last] = [0, -1];
  let whole = false;
  let usual = 34 * BLOCK;
  const blocks = () => Math.ceil(items.length / BLOCK);
  const heightOf = (block) => heights[block] ?? usual * Math.min(1, (items.length - block * BLOCK) / BLOCK);
  const blank = (from, to) => {
    let height = 0;
    for (let block = from; block < to; block += 1) height += heightOf(block);
    if (height <= 0) return null;
    const cell = el('td', { colspan: 99 });
    cell.style.height = `${height}px`;
    return el('tr', { class: 'blank', 'aria-hidden': 'true' }, cell);
  };

  /** The blocks near the window. */
  const wanted = () => {
    if (whole) return [0, blocks() - 1];
    const near = frame.clientHeight * NEAR;
    const top = frame.getBoundingClientRect().top - body.getBoundingClientRect().top;
    let [at, from, to] = [0, -1, -1];
    for (let block = 0; block < blocks(); block += 1) {
      const end = at + heightOf(block);
      if (end >= top - near && from < 0) from = block;
      if (at <= top + frame.clientHeight + near) to = block;
      at = end;
    }
    return [Math.max(0, from < 0 ? blocks() - 1 : from), Math.max(0, to)];
  };

  /** Note how high the blocks in the document are. */
  const measureBlocks = () => {
    for (let block = first; block <= last; block += 1) {
      const rows = body.querySelectorAll(`[data-block="${block}"]`);
      if (!rows.length) continue;
      const end = rows[rows.length - 1].getBoundingClientRect().bottom;
      heights[block] = end - rows[0].getBoundingClientRect().top;
      if (rows.length === BLOCK) usual = heights[block];
    }
  };

  const write = () => {
    const focused = /** @type {HTMLElement|null} */ (body.contains(document.activeElement)
      ? document.activeElement?.closest('[data-row]') : null)?.dataset.row;
    const rows = [];
    for (let at = first * BLOCK; at < Math.min(items.length, (last + 1) * BLOCK); at += 1) {
      const row = /** @type {HTMLElement} */ (make(items[at], at));
      row.dataset.block = String(Math.floor(at / BLOCK));
      row.dataset.row = String(at);
      rows.push(row);
    }
    fill(body, blank(0, first), ...rows, blank(last + 1, blocks()));
    if (focused !== undefined) focusRow(Number(focused), false);
  };

  /** Bring the document in line with where the window is. */
  const look = () => {
    if (!items.length || !frame.clientHeight) return;
    const [from, to] = wanted();
    if (from === first && to === last) return;
    if (from >= first && to <= last && last - first <= to - from + 2) return;
    measureBlocks();
    [first, last] = [from, to];
    write();
    // What was guessed of the heights is known now: the window may stand elsewhere.
    requestAnimationFrame(() => {
      measureBlocks();
      look();
    });
  };

  /** Put the focus on a row, bringing it in where it is not. @param {number} number @param {boolean} [scroll] */
  const focusRow = (number, scroll = true) => {
    const at = Math.max(0, Math.min(items.length - 1, number));
    const block = Math.floor(at / BLOCK);
    if (block < first || block > last) {
      if (!scroll) return;
      measureBlocks();
      [first, last] = [Math.max(0, block - 1), Math.min(blocks() - 1, block + 1)];
      write();
    }
    const stop = /** @type {HTMLElement|null} */ (body.querySelector(`[data-row="${at}"] button`));
    stop?.focus({ preventScroll: true });
    if (scroll) stop?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };

  let waiting = false;
  frame.addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      look();
    });
  }, { passive: true });
  window.addEventListener('resize', look);
  return {
    /** Show other items, from the first. @param {any[]} list @param {boolean} [all] also those far from the window: on paper */
    set(list, all = false) {
      items = list;
      whole = all;
      heights = [];
      [first, last] = [0, Math.min(blocks() - 1, 1)];
      if (all) last = blocks() - 1;
      write();
      look();
    },
    focusRow,
    count: () => items.length,
  };
}
