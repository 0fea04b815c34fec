// Comma-separated values after RFC 4180, and how the page hands over a file without any request.

/** Characters at which a spreadsheet takes a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

/**
 * One cell. A cell that a spreadsheet would take for a formula gets an apostrophe before it, since a label or a
 * sentence must not be able to compute; a plain number keeps its minus.
 * @param {any} value
 */
function csvCell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV: commas, CRLF, and quotes where they are needed. @param {any[][]} rows */
function csvText(rows) {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A text as part of a file's name: letters and digits of any script, hyphens between. @param {string} text */
function fileSlug(text) {
  const words = text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const name = words.join('-');
  return Array.from(name).slice(0, 48).join('').replace(/-+$/u, '') || 'graph';
}

/** The file's name for a kind of thing, made of the page's title: never of the day. @param {string} kind */
function fileName(kind) {
  return `${fileSlug(document.title)}-${kind}`;
}

/** Hand over a file. @param {string} name @param {Blob} blob */
function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = /** @type {HTMLAnchorElement} */ (el('a', { href: address, download: name }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(`Saved ${name}`);
}

/** Hand over rows as CSV. The byte order mark tells spreadsheets that it is UTF-8. @param {string} name @param {any[][]} rows */
function downloadCsv(name, rows) {
  saveFile(name, new Blob(['\ufeff', csvText(rows)], { type: 'text/csv;charset=utf-8' }));
}
