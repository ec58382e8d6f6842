import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Investigation } from '../../../src/core/investigation/investigation';
import type { TestApi } from '../../../src/extension';
import type { TerminalCommand } from '../../../src/host/capture/terminalWatch';
import { PANEL_VIEW_TYPE } from '../../../src/host/commandIds';
import type { Host } from '../../../src/host/createHost';
import { startLlmServer, type LlmServer } from '../../support/llmServer';
import { WAIT_LIMIT } from '../../support/limits';

export async function testApi(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>('debug-with-context.debug-with-context');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Changes one of the extension's settings; undefined resets it. */
export function setSetting(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('debugWithContext').update(name, value, vscode.ConfigurationTarget.Global);
}

/** A model server that is the chosen provider until {@link stopModelServer}. */
export async function startModelServer(): Promise<LlmServer> {
  const server = await startLlmServer();
  await setSetting('openai.baseUrl', server.baseUrl);
  await setSetting('openai.model', 'test-model');
  await setSetting('provider', 'openai');
  return server;
}

/** @param settings further ones to reset */
export async function stopModelServer(server: LlmServer, settings: readonly string[] = []): Promise<void> {
  for (const name of ['openai.baseUrl', 'openai.model', 'provider', ...settings]) await setSetting(name, undefined);
  await server.close();
}

/** The host with no investigation shown and no editor open but the panel, which shows the start: to open it takes longer than most tests. */
export async function freshHost(): Promise<Host> {
  const host = await (await testApi()).host();
  await act(host, 'showHome', {});
  for (const { id } of host.investigations.summaries) await act(host, 'deleteInvestigation', { id });
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => !isPanel(tab)));
  await vscode.env.clipboard.writeText('');
  return host;
}

/** Whether a tab is the extension's panel. */
export function isPanel({ input }: vscode.Tab): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(PANEL_VIEW_TYPE);
}

export function workspaceFile(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function waitFor<T>(what: string, read: () => T | undefined | false, timeoutMs = WAIT_LIMIT): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

interface Shell {
  /** Steps that need the terminal before it is disposed. */
  whileOpen?: (terminal: vscode.Terminal) => Promise<void>;
  /** Of the workspace, that the shell starts in. */
  folder?: string;
  /** What it has beside VS Code's own environment. */
  env?: Record<string, string>;
}

/**
 * Runs a command in a new bash and waits until it has ended with an exit code and `done` confirms it.
 * A shell that is just starting may swallow a command or not report its end: then it is typed again, but never while it runs, or the
 * second one would end during a later test.
 */
export async function runInTerminal<T>(
  command: string,
  done: () => T | undefined | false,
  { whileOpen, folder = '.', env = {} }: Shell = {},
): Promise<T> {
  const terminal = vscode.window.createTerminal({ name: 'test', shellPath: '/bin/bash', cwd: workspaceFile(folder), env });
  terminal.show();
  let started = false;
  const codes: (number | undefined)[] = [];
  const events = vscode.Disposable.from(
    vscode.window.onDidStartTerminalShellExecution((event) => {
      if (event.terminal === terminal) started = true;
    }),
    vscode.window.onDidEndTerminalShellExecution((event) => {
      if (event.terminal === terminal) codes.push(event.exitCode);
    }),
  );
  try {
    const shell = await waitFor('shell integration', () => terminal.shellIntegration);
    await waitFor('the folder of the shell', () => shell.cwd);
    let code: number | undefined;
    for (let attempt = 0; attempt < 3 && code === undefined; attempt++) {
      codes.length = 0;
      started = false;
      shell.executeCommand(command);
      await waitFor('the start of the command', () => started || codes.length > 0, 10_000).catch(() => undefined);
      if (started) await waitFor('the end of the command', () => codes.length > 0);
      code = codes[0];
    }
    assert.notEqual(code, undefined, `the shell did not say how ${command} ended`);
    const value = await waitFor(`what follows ${command}`, done);
    await whileOpen?.(terminal);
    return value;
  } finally {
    events.dispose();
    terminal.dispose();
  }
}

/**
 * Runs a command in a new bash until it has failed there and the extension has its output: {@link runInTerminal}. The window can lose
 * the output of a command that ends at once; then it is run again.
 */
export async function failInTerminal(api: TestApi, command: string, { whileOpen, ...shell }: Shell = {}): Promise<TerminalCommand> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = new Set(api.terminals.failures);
    const failure = () => api.terminals.failures.find((failed) => !before.has(failed) && failed.commandLine === command);
    const isHeard = async (): Promise<boolean> => /\w/.test((await failure()?.output.tail(10_000)) ?? '');
    const found = await runInTerminal(command, () => failure() === api.terminals.failures[0] && failure(), {
      ...shell,
      whileOpen: async (terminal) => {
        if (await isHeard()) await whileOpen?.(terminal);
      },
    });
    if (await isHeard()) return found;
  }
  throw new Error(`the window lost the output of ${command}`);
}

/** The shown investigation once its evidence is collected and ranked. */
export async function collected(host: Host): Promise<Investigation> {
  const { id } = await waitFor('an investigation', () => host.shown.investigation);
  await host.evidence.settled(id);
  const current = host.investigations.get(id);
  assert.ok(current);
  assert.equal(current.evidence.problem, undefined);
  return current;
}

/** Runs a program in the debugger until an exception stops it, and debugs that frame through the call stack's menu. */
export async function debugFrameOfException({ stops }: TestApi, configuration: vscode.DebugConfiguration, file: string): Promise<void> {
  const stopped = new Promise<void>((resolve) => stops.onDidStopOnException(() => resolve()));
  assert.ok(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration), 'the session did not start');
  await stopped;
  const stop = stops.currentException;
  assert.ok(stop);
  const frame = { sessionId: stop.session.id, threadId: stop.threadId, frameId: 1 };
  await vscode.commands.executeCommand('debugWithContext.debugFrame', workspaceFile(file).toString(), frame);
}

/** What Node prints when test/host/workspace/src/crash.js runs. */
export function crashTrace(): string {
  const path = (file: string) => workspaceFile(`src/${file}`).fsPath;
  return [
    "TypeError: Cannot read properties of undefined (reading 'slice')",
    `    at newestFirst (${path('orders.js')}:3:17)`,
    `    at countOrders (${path('orders.js')}:8:10)`,
    `    at ${path('crash.js')}:4:47`,
    '    at Array.map (<anonymous>)',
    `    at report (${path('crash.js')}:4:16)`,
    `    at Object.<anonymous> (${path('crash.js')}:7:13)`,
    '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
  ].join('\n');
}

export async function openText(content: string, language = 'log'): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({
    content,
    language: (await vscode.languages.getLanguages()).includes(language) ? language : 'plaintext',
  });
  return vscode.window.showTextDocument(document);
}

export function selectAll(editor: vscode.TextEditor): void {
  const { document } = editor;
  editor.selection = new vscode.Selection(0, 0, document.lineCount - 1, document.lineAt(document.lineCount - 1).text.length);
}

/** Calls a handler of the views as a view does: a call about an investigation is about the shown one. */
export async function act<Name extends keyof Host['calls']>(
  host: Host,
  name: Name,
  params: Omit<Parameters<Host['calls'][Name]>[0], 'investigation'>,
  signal = new AbortController().signal,
): Promise<Awaited<ReturnType<Host['calls'][Name]>>> {
  const named = { ...params, investigation: host.shown.investigation?.id ?? '' };
  return (await host.calls[name](named as never, { signal, progress: () => undefined })) as never;
}
