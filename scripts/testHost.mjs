// Runs test/host inside a real VS Code: `npm run test:host -- [--grep TEXT] [--file PART] [--suite NAME]`, or in a desktop
// VS Code downloaded by @vscode/test-electron with --electron.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { leanStarts } from './leanStarts.mjs';
import { StepFailed, root, runCommand, runScript } from './runCommand.mjs';
import { bundleHostTests, stageExtension } from './stageExtension.mjs';
import { launchChromium } from './vscode/chromium.mjs';
import { launchCodeServer, quietSettings } from './vscode/launchCodeServer.mjs';
import { withVsCodeLock } from './vscode/lock.mjs';
import { runInExtensionHost } from './vscode/runInExtensionHost.mjs';

/**
 * Folders of test/host that share a window.
 * @type {{ name: string, folders: string[], workspaceTrust: boolean, language?: string }[]}
 */
const suites = [
  { name: 'suite', folders: ['suite', 'ownProjects'], workspaceTrust: false },
  { name: 'untrusted', folders: ['untrusted', 'german'], workspaceTrust: true, language: 'de' },
];

/** A busy machine needs more than twice the time of an idle one. */
const timeoutMs = 15 * 60_000;

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} Session
 * @property {string} extension
 * @property {string} tests
 * @property {string} workspace
 * @property {boolean} workspaceTrust
 * @property {string} [language]
 * @property {Record<string, string>} env
 */

await runScript(async () => {
  leanStarts();
  const { values } = parseArgs({
    options: {
      grep: { type: 'string' },
      file: { type: 'string', multiple: true },
      suite: { type: 'string' },
      electron: { type: 'boolean' },
    },
  });
  const chosen = suites.filter(({ name }) => !values.suite || name === values.suite);
  if (!chosen.length) throw new StepFailed(`There is no suite ${values.suite}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
  return withVsCodeLock(async () => {
    const out = join(root, 'out', 'host');
    const extension = join(out, 'extension');
    await stageExtension(extension);
    await contributeDebugger(extension);
    const sum = { passed: 0, failed: 0, skipped: 0 };
    const started = values.electron ? undefined : await startCodeServer();
    try {
      for (const { name, folders, workspaceTrust, language } of chosen) {
        const tests = await bundleHostTests(join(out, name), name, folders);
        const totalsFile = join(out, `${name}.totals.json`);
        await rm(totalsFile, { force: true });
        const env = {
          TEST_SUITE: name,
          TEST_TOTALS: totalsFile,
          TEST_PACKAGES: join(root, 'node_modules'),
          TEST_GREP: values.grep ?? '',
          TEST_FILES: (values.file ?? []).join(','),
          ...(language !== undefined && { TEST_VIEWS: join(out, `${name}.views.json`) }),
        };
        const workspace = await makeWorkspace();
        const session = { extension, tests, workspace, workspaceTrust, env, ...(language !== undefined && { language }) };
        try {
          await (started ? runInCodeServer(started, session, join(out, `${name}.log`)) : runInElectron(session));
        } finally {
          await rm(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        }
        const totals = await readTotals(totalsFile);
        sum.passed += totals.passed;
        sum.failed += totals.failed;
        sum.skipped += totals.skipped;
      }
    } finally {
      await started?.stop();
    }
    console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
    return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
  });
});

/**
 * A debugger must be in the extension's manifest: this one is Python's adapter, a second one beside Node's.
 * @param {string} extension folder of the staged extension
 */
async function contributeDebugger(extension) {
  const manifest = join(extension, 'package.json');
  const contents = JSON.parse(await readFile(manifest, 'utf8'));
  const debugpy = { type: 'debugpy', label: 'debugpy (tests)', runtime: '/usr/bin/python3', program: './debugpyAdapter.py' };
  contents.contributes.debuggers = [...(contents.contributes.debuggers ?? []), debugpy];
  await writeFile(manifest, JSON.stringify(contents));
  await writeFile(join(extension, 'debugpyAdapter.py'), "import runpy\nrunpy.run_module('debugpy.adapter', run_name='__main__')\n");
}

/**
 * A git repository outside this one, with the files of test/host/workspace committed two days ago.
 * @returns {Promise<string>} its folder, without symbolic links
 */
async function makeWorkspace() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'host-workspace-')));
  const files = join(root, 'test', 'host', 'workspace');
  if (existsSync(files)) await cp(files, folder, { recursive: true });
  const when = new Date(Date.now() - 48 * 3_600_000).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  await runCommand('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  await runCommand('git', ['add', '-A'], { cwd: folder });
  await runCommand('git', [...person, 'commit', '-q', '--allow-empty', '-m', 'Start'], { cwd: folder, env });
  return folder;
}

/** A VS Code and a browser for the windows of all suites. */
async function startCodeServer() {
  const server = await launchCodeServer({ testDriver: true });
  const browser = await launchChromium();
  const stop = async () => {
    await browser.close();
    await server.stop();
  };
  return { server, browser, stop };
}

/**
 * @param {Awaited<ReturnType<typeof startCodeServer>>} started
 * @param {Session} session
 * @param {string} logFile where logs go when something went wrong
 */
async function runInCodeServer({ server, browser }, session, logFile) {
  await server.prepare({ settings: trustSettings(session), ...(session.language !== undefined && { language: session.language }) });
  const screenshotOnTimeout = logFile.replace(/\.log$/, '.png');
  const run = await runInExtensionHost({ server, browser, folder: session.workspace, timeoutMs, screenshotOnTimeout, ...session });
  // An extension host that crashes ends without an error here, too.
  if (run.code === 0 && existsSync(session.env['TEST_TOTALS'] ?? '')) return;
  await writeFile(logFile, `# VS Code\n${run.log.join('\n')}\n\n# code-server\n${server.output()}\n`);
  await cp(join(server.profile, 'data', 'logs'), join(logFile, '..', 'logs'), { recursive: true, force: true }).catch(() => undefined);
  console.error(`Logs of VS Code: ${logFile} and ${join(logFile, '..', 'logs')}`);
  if (run.code === undefined)
    throw new StepFailed(`The tests did not end within ${timeoutMs / 60_000} minutes. A picture of the window: ${screenshotOnTimeout}`);
}

/** @param {Session} session */
async function runInElectron(session) {
  const { runTests } = await import('@vscode/test-electron');
  const profile = await mkdtemp(join(tmpdir(), 'vscode-profile-'));
  await mkdir(join(profile, 'User'));
  await writeFile(join(profile, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...trustSettings(session) }));
  try {
    await runTests({
      extensionDevelopmentPath: session.extension,
      extensionTestsPath: session.tests,
      extensionTestsEnv: session.env,
      launchArgs: [
        session.workspace,
        '--user-data-dir',
        profile,
        '--disable-updates',
        ...(session.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ],
    });
  } catch (error) {
    // A failed test is in the totals; any other failure, such as a refused download, is not.
    if (!existsSync(session.env['TEST_TOTALS'] ?? '')) {
      throw new StepFailed(`A desktop VS Code could not be started: ${error instanceof Error ? error.message : String(error)}`);
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** @param {Session} session */
function trustSettings(session) {
  return session.workspaceTrust ? { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' } : {};
}

/**
 * @param {string} file
 * @returns {Promise<Totals>}
 */
async function readTotals(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new StepFailed('The tests ended before they could report: see the log above.');
  }
}
