// Takes src/, page.js (the page's own script) and the installed packages; gives editor.js, worker.js, the minified page.js
// and oxigraph.wasm in the folder that is named.

import { build, transform } from 'esbuild';
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const target = process.argv[2];

const done = await build({
  entryPoints: { editor: 'src/editor.ts', worker: 'src/worker.ts' },
  outdir: target,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  // Where the engine would look for its own file; it is always handed the bytes.
  define: { 'import.meta.url': '"about:blank"' },
  logLevel: 'warning',
});

/** The package that a file stands in. @param {string} path */
function packageOf(path) {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** The licences of the packages in a bundle, each text once. @param {Iterable<string>} names */
async function notices(names) {
  const texts = new Map();
  for (const name of [...names].sort()) {
    const folder = join('node_modules', name);
    const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? (await readFile(join(folder, file), 'utf8')).trim() : `Licence: ${license}`;
    texts.set(text, [...(texts.get(text) || []), `${name} ${version}`]);
  }
  const parts = [...texts].map(([text, packages]) => `${packages.join(', ')}\n\n${text}`);
  return `/*\n${parts.join('\n\n').replaceAll('*/', '* /')}\n*/\n`;
}

for (const [path, { inputs }] of Object.entries(done.metafile.outputs)) {
  const names = new Set(Object.keys(inputs).map(packageOf).filter(Boolean));
  await writeFile(path, (await notices(names)) + (await readFile(path, 'utf8')));
}
await copyFile('node_modules/oxigraph/web_bg.wasm', join(target, 'oxigraph.wasm'));

const own = await transform(await readFile('page.js', 'utf8'), {
  minify: true, target: 'es2022', charset: 'utf8', legalComments: 'none', logLevel: 'warning',
});
await writeFile(join(target, 'page.js'), own.code);
