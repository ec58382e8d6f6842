import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * Makes the programs that this process starts start as on a plain machine, hundreds of times during the tests: Node without certificates of
 * the machine's own (`NODE_EXTRA_CA_CERTS`), which it parses before anything else and longer than it needs to start; Python without the
 * script of a version manager before it. What needs a network gets the certificates back by `runNpmOnline`.
 */
export function leanStarts() {
  const { NODE_EXTRA_CA_CERTS: certificates, PATH: path = '' } = process.env;
  if (certificates) process.env['TESTS_CA_CERTS'] = certificates;
  delete process.env['NODE_EXTRA_CA_CERTS'];
  const python = folderBehindScript('python3', path);
  if (python !== undefined) process.env['PATH'] = [python, path].join(delimiter);
}

/**
 * The folder of the interpreter that a script of this name starts; undefined where the name leads to the interpreter itself, or nowhere.
 * @param {string} name
 * @param {string} path
 */
function folderBehindScript(name, path) {
  const file = path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((each) => existsSync(each));
  if (file === undefined || !isScript(file)) return undefined;
  try {
    return dirname(
      execFileSync(file, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    // A version that is not installed.
    return undefined;
  }
}

/** @param {string} file */
function isScript(file) {
  const start = Buffer.alloc(2);
  const opened = openSync(file, 'r');
  readSync(opened, start, 0, 2, 0);
  closeSync(opened);
  return start.toString() === '#!';
}
