// `npm run bench:start`: time from the address that `npm start` prints to the first evidence link, following the steps in the status bar
// as a person would. Prints seconds; needs Chromium, git and, the first time, the npm registry.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/runCommand.mjs';
import { launchChromium } from '../scripts/vscode/chromium.mjs';
import { VsCodeWindow } from '../test/support/vscodeWindow';

const LIMIT_S = 60;

async function main(): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };

  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /(http:\/\/127\.0\.0\.1:\d+\/\S*)/.exec(printed)?.[1];
      if (found) resolve(found);
    });
    child.on('close', () => reject(new Error(`npm start ended before it printed an address:\n${printed}`)));
  });
  const printedAt = performance.now();
  const seconds = (): string => ((performance.now() - printedAt) / 1000).toFixed(1);
  const passed: [string, string][] = [];

  const browser = await launchChromium();
  const window = await VsCodeWindow.at(address, browser);
  try {
    const next = (text: string) => window.page.locator('.statusbar-item', { hasText: text }).first();
    passed.push(['window open', seconds()]);
    await next('Next: run npm test').click({ timeout: 60_000 });
    passed.push(['tests started', seconds()]);
    await next('Next: press Ctrl+Alt+D').waitFor({ timeout: 60_000 });
    passed.push(['failure recognised', seconds()]);
    await window.page.keyboard.press('Control+Alt+d');
    const panel = await window.webview('panel');
    await panel.locator('article[data-rank="1"] .evidence-links .file-link').first().waitFor({ timeout: 60_000 });
    const first = seconds();
    passed.push(['first evidence link', first]);
    for (const [what, at] of passed) console.log(`${at.padStart(6)} s  ${what}`);
    console.log(`first evidence link after ${first} s of at most ${LIMIT_S} s`);
    await next('Next: open the first evidence').click();
    await next('Next:').waitFor({ state: 'hidden', timeout: 20_000 });
    await window.screenshot('start');
    if (Number(first) > LIMIT_S) process.exitCode = 1;
  } catch (error) {
    await window.screenshot('start-failed');
    throw error;
  } finally {
    await browser.close();
    await stop();
  }
}

void main();
