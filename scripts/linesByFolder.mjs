// Prints lines of code by folder, blank lines not counted: `npm run lines -- [REVISION]` beside those of the working tree's HEAD.
import { execFileSync } from 'node:child_process';

/** @param {string[]} args @param {string} [input] */
const git = (args, input) => execFileSync('git', args, { input, maxBuffer: 1 << 30 });

const CODE = /\.(?:[cm]?ts|[cm]?js|css|py|java)$/;
/** Programs that fail, kept as they are, and their recordings. */
const NOT_OURS = /^(?:test\/fixtures|test\/host\/workspace|media|\.vscode)\//;

/** @param {string} file */
function folderOf(file) {
  const parts = file.split('/');
  const depth = parts[0] === 'src' ? (parts[1] === 'core' ? 3 : 2) : parts[0] === 'test' ? 2 : 1;
  return parts.length <= depth ? parts.slice(0, -1).join('/') || '(top)' : parts.slice(0, depth).join('/');
}

/** @param {string} revision @returns {Map<string, number>} */
function linesOf(revision) {
  const entries = git(['ls-tree', '-r', revision])
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [about = '', file = ''] = line.split('\t');
      return CODE.test(file) && !NOT_OURS.test(file) ? [{ object: about.split(' ')[2] ?? '', file }] : [];
    });
  const all = git(['cat-file', '--batch'], entries.map(({ object }) => object).join('\n'));
  /** @type {Map<string, number>} */
  const lines = new Map();
  let at = 0;
  for (const { file } of entries) {
    const end = all.indexOf(10, at);
    const size = Number(all.toString('utf8', at, end).split(' ')[2]);
    const text = all.toString('utf8', end + 1, end + 1 + size);
    at = end + 1 + size + 1;
    const count = text.split('\n').filter((line) => line.trim() !== '').length;
    for (const folder of new Set([folderOf(file), file.split('/')[0] ?? ''])) lines.set(folder, (lines.get(folder) ?? 0) + count);
  }
  return lines;
}

const [before] = process.argv.slice(2);
const now = linesOf('HEAD');
const then = before === undefined ? undefined : linesOf(before);
for (const folder of [...new Set([...now.keys(), ...(then?.keys() ?? [])])].sort()) {
  const cells = then ? [then.get(folder) ?? 0, now.get(folder) ?? 0] : [now.get(folder) ?? 0];
  console.log(`${folder.padEnd(28)}${cells.map((cell) => String(cell).padStart(9)).join('')}`);
}
