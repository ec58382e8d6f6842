import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/vscode/chromium.mjs';
import { launchCodeServer, type RunningVsCode } from '../../../scripts/vscode/launchCodeServer.mjs';
import { packedExtension } from '../../support/packedExtension';
import { VsCodeWindow, themes } from '../../support/vscodeWindow';

let started: Promise<{ server: RunningVsCode; browser: Browser }> | undefined;
let opened: { folder: string; window: VsCodeWindow } | undefined;

/**
 * A window on a folder, in the VS Code and the browser of all tests of the flow: to start them takes as long as a window. One that is open on
 * this folder is taken with these settings and without its editors; one on another folder is closed.
 */
export async function openFlowWindow({ folder, settings = {} }: { folder: string; settings?: Record<string, unknown> }) {
  const { server, browser } = await (started ??= start());
  await server.prepare({
    settings: {
      'terminal.integrated.initialHint': false,
      'workbench.colorTheme': themes.dark,
      ...settings,
    },
  });
  if (opened?.folder === folder) {
    await opened.window.command('View: Close All Editors');
    await opened.window.command('View: Show Explorer');
    return opened.window;
  }
  await opened?.window.close();
  opened = undefined;
  const window = await VsCodeWindow.at(`${server.url}/?folder=${encodeURIComponent(folder)}`, browser);
  opened = { folder, window };
  return window;
}

/** Ends the VS Code with all its windows, as a person who closes it. */
export async function endVsCode(): Promise<void> {
  const ending = await started;
  started = opened = undefined;
  await ending?.browser.close();
  await ending?.server.stop();
}

async function start(): Promise<{ server: RunningVsCode; browser: Browser }> {
  const [server, browser] = await Promise.all([launchCodeServer({ vsixes: [await packedExtension()] }), launchChromium()]);
  return { server, browser };
}

after(endVsCode);
