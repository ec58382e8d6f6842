'use strict';
/**
 * One process of a test runner that runs its tests once for each variant of the edited files that the parent names: what it has loaded stays.
 * Started with the main script of the runner and its arguments. Answers each `{ base, overlay }` with `{ exit, reloaded }` after it wrote
 * `base`.out and `base`.tests; `{ unable }` says that this runner cannot do it.
 */
const fs = require('fs');
const path = require('path');

/**
 * @typedef {object} Variant
 * @property {string} base path of its output and tests, without their endings
 * @property {Record<string, string | null>} index absolute path of each edited file → what is read in its place, or null
 */

/**
 * @param {(main: string, args: string[]) => (variant: Variant) => Promise<{ exit: number, reloaded: boolean }>} open
 * called once; the result runs the tests
 */
module.exports = function serve(open) {
  const [node, , main = '', ...args] = process.argv;
  process.argv = [String(node), main, ...args];
  process.env.NODE_ENV = process.env.NODE_ENV || 'test';
  const run = open(main, args);
  const answer = (/** @type {unknown} */ message) => void (process.send && process.send(message));
  process.on('message', (/** @type {{ base: string, overlay: string }} */ { base, overlay }) => {
    process.env.DEBUG_CONTEXT_OVERLAY = overlay;
    /** @type {any} */ (globalThis)[Symbol.for('debug-with-context.overlay')]?.(overlay);
    const index = JSON.parse(fs.readFileSync(path.join(overlay, 'index.json'), 'utf8'));
    process.exitCode = undefined;
    run({ base, index }).then(answer, (/** @type {unknown} */ error) => answer({ unable: String(error) }));
  });
};
