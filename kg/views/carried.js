// What the page carries packed: taken out of the document, unpacked, and where it is code, run if the policy allows it.

/** The text that the page carries in an element, taken out of the document. @param {string} id */
function carried(id) {
  const element = byId(id);
  const text = element.textContent || '';
  element.remove();
  return text;
}

/** Unpack gzip in base64. @param {string} text @returns {Promise<string>} */
async function unpacked(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/** @type {any} */
const trusted = /** @type {any} */ (window).trustedTypes?.createPolicy('kg-code', { createScript: (code) => code });

/**
 * Run code that the page carries. The content security policy knows its hash: code that is not the same to the letter
 * does not run, so that letting it through here opens no door.
 * @param {string} id
 */
async function runCarried(id) {
  const code = await unpacked(carried(id));
  const script = document.createElement('script');
  script.text = trusted ? trusted.createScript(code) : code;
  document.head.append(script);
  script.remove();
}
