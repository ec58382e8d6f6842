import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StepFailed, cleanEnvironment, runCommand } from '../runCommand.mjs';
import { installCodeServer } from './installCodeServer.mjs';
import { installLanguagePack } from './languagePack.mjs';

/** Keeps the workbench quiet: no welcome pages, no updates, no telemetry, no built-in chat. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
};

/** For tests: nothing is downloaded for a JavaScript file, its language server does not look for errors, and less is drawn. */
const testSettings = {
  ...quietSettings,
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.tsserver.useSyntaxServer': 'never',
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
  'editor.minimap.enabled': false,
  'editor.semanticHighlighting.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'breadcrumbs.enabled': false,
  // Rows of text instead of a canvas, so that the text can be selected by dragging.
  'terminal.integrated.gpuAcceleration': 'off',
  'workbench.reduceMotion': 'on',
};

/**
 * @typedef {object} LaunchOptions
 * @property {string} [profile] folder that keeps settings and extensions between starts; a temporary one, removed at the end, when absent
 * @property {Record<string, unknown>} [settings] user settings on top of {@link quietSettings}, for the first window
 * @property {string[]} [vsixes] extensions to install before the start
 * @property {boolean} [testDriver] honour the test payload in the address and expose VS Code's own test driver
 * @property {number} [port] a free one when absent
 * @property {(line: string) => void} [log]
 */

/**
 * @typedef {object} WindowOptions
 * @property {Record<string, unknown>} [settings] user settings on top of {@link quietSettings}
 * @property {string} [language] display language, as VS Code names it: "de"; English when absent
 */

/**
 * @typedef {object} RunningVsCode
 * @property {string} url address without a folder, e.g. `http://127.0.0.1:40123`
 * @property {number} port
 * @property {string} profile folder with `home`, `data` and `extensions`
 * @property {(window: WindowOptions) => Promise<void>} prepare what the next window that is opened finds, where the profile is temporary
 * @property {() => string} output what code-server printed
 * @property {Promise<number | null>} ended exit code, when it ends by itself or by `stop`
 * @property {() => Promise<void>} stop ends it and everything that it started; safe to call twice
 */

/**
 * Starts code-server and waits until it answers.
 * @param {LaunchOptions} [options]
 * @returns {Promise<RunningVsCode>}
 */
export async function launchCodeServer(options = {}) {
  const server = await installCodeServer(options.log);
  const temporary = options.profile === undefined;
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'vscode-profile-')));
  const home = join(profile, 'home');
  const data = join(profile, 'data');
  const extensions = join(profile, 'extensions');
  for (const folder of [home, join(data, 'User'), join(data, 'Machine'), extensions]) await mkdir(folder, { recursive: true });
  // The prompt shows the folder alone, so that pictures of a terminal show no machine name.
  const bashrc = join(home, '.bashrc');
  if (!existsSync(bashrc)) await writeFile(bashrc, "PS1='\\W\\$ '\n");
  /** @param {WindowOptions} window */
  const prepare = async ({ settings, language }) => {
    // Machine settings are read from the second file: for the window, the extensions run on another machine.
    for (const file of [join(data, 'User', 'settings.json'), join(data, 'Machine', 'settings.json')]) {
      // A kept profile may already hold a person's own settings.
      if (!temporary && existsSync(file)) continue;
      await writeFile(file, JSON.stringify({ ...(temporary ? testSettings : quietSettings), ...settings }, null, 2));
    }
    if (language !== undefined) await installLanguagePack(extensions, data, language);
    if (temporary) await writeFile(join(data, 'User', 'argv.json'), JSON.stringify({ locale: language ?? 'en' }));
  };
  await prepare({ settings: options.settings });

  const marker = `DEBUG_WITH_CONTEXT_RUN=${process.pid}-${Date.now()}`;
  const [markerName = '', markerValue = ''] = marker.split('=');
  const { VSCODE_IPC_HOOK_CLI: _, ...inherited } = cleanEnvironment();
  const env = { ...inherited, HOME: home, [markerName]: markerValue };
  const folders = ['--user-data-dir', data, '--extensions-dir', extensions];
  for (const vsix of options.vsixes ?? []) {
    await runCommand(server.node, [server.entry, ...folders, '--install-extension', vsix, '--force'], {
      env,
      failure: `VS Code did not install ${vsix}`,
    });
  }

  const port = options.port ?? (await freePort());
  const args = [
    ...[
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
    ],
    ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...folders,
  ];
  // Detached: it leads its own process group, so that the whole group can be ended and Ctrl+C reaches us first.
  const child = spawn(server.node, [server.entry, ...args], { cwd: home, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  /** @param {Buffer} chunk */
  const keep = (chunk) => {
    output = (output + chunk.toString()).slice(-200_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  let alive = true;
  void ended.then(() => {
    alive = false;
  });

  const killNow = () => {
    signalGroup(child.pid, 'SIGKILL');
    for (const pid of processesWith(marker)) signal(pid, 'SIGKILL');
  };
  process.on('exit', killNow);

  /** @type {Promise<void> | undefined} */
  let stopping;
  const stop = () =>
    (stopping ??= (async () => {
      signalGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, sleep(3000)]);
      // Nobody kills them outside of a test: they end what a run started, and restore what it changed.
      for (const end = Date.now() + 60_000; Date.now() < end && processesWith(marker).some(isSupervisor);) await sleep(50);
      killNow(); // terminals and debugged programs live in process groups of their own
      await Promise.race([ended, sleep(2000)]);
      process.off('exit', killNow);
      if (temporary) await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    })());

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  while (alive && Date.now() < deadline) {
    const healthy = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (healthy) return { url, port, profile, prepare, output: () => output, ended, stop };
    await sleep(100);
  }
  const reason = alive ? 'did not answer within a minute' : 'ended while it started';
  await stop();
  throw new StepFailed(`VS Code (code-server) ${reason}.`, { output });
}

/**
 * A TCP port that is free on the loopback address now.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

/**
 * Processes that inherited a variable; empty where the system has no /proc.
 * @param {string} marker `NAME=value`
 * @returns {number[]}
 */
function processesWith(marker) {
  if (!existsSync('/proc/self/environ')) return [];
  const found = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(marker)) found.push(pid);
    } catch {
      // already ended, or another user's
    }
  }
  return found;
}

/**
 * Whether a process supervises a run for the extension.
 * @param {number} pid
 */
function isSupervisor(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('supervisor.cjs');
  } catch {
    return false;
  }
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} name
 */
function signalGroup(pid, name) {
  if (pid !== undefined) signal(-pid, name);
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended already
  }
}
