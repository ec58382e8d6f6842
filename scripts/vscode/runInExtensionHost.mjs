import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from './chromium.mjs';

/** Set by test/support/runnerEntry.ts before each line that the tests print. */
const mark = '[test] ';

/**
 * @typedef {object} ExtensionHostRun
 * @property {number | undefined} code 0: the suite's `run()` resolved; 1: it rejected; undefined: it did not end in time
 * @property {string[]} log output that the page and the extension host logged
 */

/**
 * Opens a folder in a running VS Code and runs a test entry inside its extension host, as `@vscode/test-electron` does for a desktop one.
 * @param {object} options
 * @param {import('./launchCodeServer.mjs').RunningVsCode} options.server started with `testDriver`
 * @param {import('playwright-core').Browser} [options.browser] one for several runs; one of its own where it is absent
 * @param {string} options.folder absolute path of the workspace
 * @param {string} options.extension absolute path of the extension under development
 * @param {string} options.tests absolute path of the CommonJS entry that exports `run(): Promise<void>`
 * @param {Record<string, string>} [options.env] environment of the extension host; what the window and its views show goes to the file
 *   named by `TEST_VIEWS`, again and again
 * @param {number} options.timeoutMs
 * @param {(line: string) => void} [options.print] gets the tests' output
 * @param {string} [options.screenshotOnTimeout] file for a picture of the window when time runs out
 * @returns {Promise<ExtensionHostRun>}
 */
export async function runInExtensionHost({
  server,
  browser: shared,
  folder,
  extension,
  tests,
  env = {},
  timeoutMs,
  print = console.log,
  screenshotOnTimeout,
}) {
  const browser = shared ?? (await launchChromium());
  const context = await browser.newContext({ viewport: { width: 1000, height: 600 }, reducedMotion: 'reduce' });
  let isOver = false;
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const log = [];
    page.on('console', (message) => log.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => log.push(`[pageerror] ${error.message}`));

    /** @type {Promise<number>} */
    const exit = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code)));
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      const line = args.map(String).join(' ');
      if (line.startsWith(mark)) print(line.slice(mark.length));
    });

    // A busy machine is slow; the whole run has its own limit.
    await page.goto(testAddress(server, folder, extension, tests, env), { timeout: 120_000 });
    const { TEST_VIEWS: views } = env;
    if (views) void keepTexts(page, views, () => isOver);
    const code = await Promise.race([exit, sleep(timeoutMs, undefined, { ref: false })]);
    if (code === undefined && screenshotOnTimeout) await page.screenshot({ path: screenshotOnTimeout });
    return { code, log };
  } finally {
    isOver = true;
    await (shared ? context : browser).close();
  }
}

/**
 * Writes what a person reads in a window and in each of its views, one text per frame.
 * @param {import('playwright-core').Page} page
 * @param {string} file is replaced as a whole: a reader finds either state
 * @param {() => boolean} isOver
 */
async function keepTexts(page, file, isOver) {
  while (!isOver()) {
    const texts = page.frames().map((frame) => frame.evaluate(() => document.body?.innerText ?? '').catch(() => ''));
    await writeFile(`${file}.new`, JSON.stringify(await Promise.all(texts)));
    await rename(`${file}.new`, file);
    await sleep(500);
  }
}

/**
 * @param {import('./launchCodeServer.mjs').RunningVsCode} server
 * @param {string} folder
 * @param {string} extension
 * @param {string} tests
 * @param {Record<string, string>} env
 */
function testAddress(server, folder, extension, tests, env) {
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ['extensionEnvironment', JSON.stringify(env)],
  ];
  return `${server.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
