'use strict';
/** The test reports that Maven or Gradle wrote during a run: they lie where only the run sees them. */
const fs = require('fs');
const path = require('path');

/** Folders below a workspace that hold no module of a build. */
const NO_MODULES = new Set(['node_modules', '.git', '.gradle', '.idea', '.mvn', 'src', 'classes', 'generated-sources']);
/** Depth of modules below the workspace. */
const DEEPEST = 6;
const MOST_FILES = 5000;
const MOST_BYTES = 20_000_000;
/** The clock of a file system is up to this much behind, ms. */
const CLOCK = 20;

/**
 * @param {string} folder the workspace as the command saw it
 * @param {string} to absolute folder for the copies, each with a name of its own
 * @param {number} since start of the run, ms since the epoch; older reports are of earlier runs
 */
exports.keepReports = function keepReports(folder, to, since) {
  /** @type {string[]} */
  const folders = [];
  findModules(folder, DEEPEST, folders);
  let kept = 0;
  fs.mkdirSync(to, { recursive: true });
  for (const each of folders) {
    for (const { name } of entriesOf(each).filter((entry) => entry.isFile() && /^TEST-.*\.xml$/.test(entry.name))) {
      const file = path.join(each, name);
      const { mtimeMs, size } = fs.lstatSync(file);
      if (mtimeMs < since - CLOCK || size > MOST_BYTES || kept >= MOST_FILES) continue;
      fs.copyFileSync(file, path.join(to, `TEST-${String(kept++).padStart(4, '0')}-${name.slice(5)}`));
    }
  }
};

/** @param {string} folder @param {number} depth @param {string[]} found */
function findModules(folder, depth, found) {
  for (const entry of entriesOf(folder)) {
    if (!entry.isDirectory() || NO_MODULES.has(entry.name)) continue;
    const inner = path.join(folder, entry.name);
    if (entry.name === 'target') found.push(path.join(inner, 'surefire-reports'), path.join(inner, 'failsafe-reports'));
    else if (entry.name === 'build') {
      const results = path.join(inner, 'test-results');
      for (const kind of entriesOf(results)) if (kind.isDirectory()) found.push(path.join(results, kind.name));
    } else if (depth > 0) findModules(inner, depth - 1, found);
  }
}

/** @param {string} folder in the order of their names */
function entriesOf(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

if (require.main === module) exports.keepReports(process.argv[2] || '', process.argv[3] || '', Number(process.argv[4]));
