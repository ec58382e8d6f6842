import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { WAIT_LIMIT } from './limits';

/** Themes that VS Code ships, by the names of their pictures: as the list of themes calls them. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
} as const;

export type ThemeName = keyof typeof themes;

/** A real VS Code in Chromium, driven as a person drives it: keys, mouse, menus. */
export class VsCodeWindow {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {}

  /** A window of a VS Code that runs, in a browser that runs; nothing of earlier windows is kept in it. */
  static async at(address: string, browser: Browser): Promise<VsCodeWindow> {
    const context = await browser.newContext({
      // Animated progress is drawn without a graphics card here, and takes a fifth of a run's time.
      reducedMotion: 'reduce',
      viewport: { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(WAIT_LIMIT);
    const page = await context.newPage();
    const window = new VsCodeWindow(page, context);
    await page.goto(address);
    await window.waitUntilReady();
    return window;
  }

  async close(): Promise<void> {
    // A page that is left tells VS Code, which would otherwise keep its extensions running for a while.
    await this.page.goto('about:blank');
    await this.context.close();
  }

  /** Reloads the window, as "Developer: Reload Window" does. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  private async waitUntilReady(): Promise<void> {
    await this.page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    await waitFor(async () => {
      // A key pressed while the window is still busy gets lost, or comes late and closes the palette again.
      if (!(await input.isVisible())) await this.page.keyboard.press('F1');
      return input.fill(`>${title}`, { timeout: 3000 }).then(
        () => true,
        () => false,
      );
    }, 'the command palette did not open');
    await this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first().click();
  }

  async setTheme(name: ThemeName): Promise<void> {
    await this.command('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget input').first();
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: themes.dark }).first().waitFor();
    await input.fill(themes[name]);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: themes[name] }).first().waitFor();
    await this.page.keyboard.press('Enter');
    const mark = { dark: '.vs-dark', light: '.vs', 'high-contrast': '.hc-black', 'high-contrast-light': '.hc-light' }[name];
    await this.page.waitForSelector(`.monaco-workbench${mark}`);
    await sleep(400); // webviews follow a moment later
  }

  /** Opens a terminal over the whole window, runs a command and waits for a text in its output. */
  async runInTerminal(command: string, until: RegExp): Promise<void> {
    if (!(await this.page.locator('.xterm').count())) {
      await this.page.keyboard.press('Control+Backquote');
      await this.page.waitForSelector('.xterm-rows');
    }
    await this.maximizeTerminal();
    await waitFor(async () => /[$#>]\s*$/m.test(await this.terminalText()), 'the shell did not show its prompt');
    // A window that is still starting takes the focus away again: text typed then is lost, or arrives late beside the next try.
    await waitFor(async () => {
      await this.page.locator('.xterm').first().click();
      await this.page.keyboard.press('Control+u');
      await this.page.keyboard.type(command);
      await sleep(500);
      return (await this.terminalRows()).join('').endsWith(command);
    }, `the terminal did not take ${command}`);
    await this.page.keyboard.press('Enter');
    await waitFor(async () => until.test(await this.terminalText()), `the terminal did not show ${String(until)}`);
    // Later output (npm's notices) would move the lines during the selection.
    await waitFor(async () => {
      const text = await this.terminalText();
      return /[$#>]\s*$/m.test(text.slice(text.search(until)));
    }, 'the command did not end');
    await this.maximizeTerminal();
  }

  /** An editor that opens meanwhile, such as a folder's README, reduces the height again. */
  private async maximizeTerminal(): Promise<void> {
    const maximize = this.page.locator('.part.panel [aria-label^="Maximize Panel"]');
    if (!(await maximize.isVisible())) return;
    await maximize.click();
    await waitFor(async () => !(await maximize.isVisible()), 'the panel was not maximized');
    await sleep(400); // the terminal draws its rows a moment later
  }

  async terminalText(): Promise<string> {
    return (await this.terminalRows()).join('\n');
  }

  private async terminalRows(): Promise<string[]> {
    return (await this.page.locator('.xterm-rows > div').allTextContents()).map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
  }

  /** Drags the mouse from the first row that matches `from` to the last that matches `to`. */
  async selectInTerminal(from: RegExp, to: RegExp): Promise<void> {
    await this.maximizeTerminal();
    const rows = await this.terminalRows();
    const first = rows.findIndex((row) => from.test(row));
    const last = rows.findLastIndex((row) => to.test(row));
    if (first < 0 || last < first) throw new Error(`the terminal does not show ${String(from)} … ${String(to)}:\n${rows.join('\n')}`);
    const boxOf = async (row: number) =>
      (await this.page.locator('.xterm-rows > div').nth(row).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const [start, end] = [await boxOf(first), await boxOf(last)];
    await this.page.mouse.move(start.x + 1, start.y + start.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x + end.width - 20, end.y + end.height / 2, { steps: 10 });
    await this.page.mouse.up();
  }

  /** Right-clicks at a place of an element and chooses an entry of the menu. */
  async chooseFromMenu(selector: string, entry: string): Promise<void> {
    await this.page.locator(selector).first().click({ button: 'right' });
    const label = this.page.locator('.monaco-menu .action-label', { hasText: entry }).first();
    await label.waitFor();
    // For a moment after opening, the menu ignores clicks.
    await sleep(300);
    await label.click();
    await label.waitFor({ state: 'hidden' });
  }

  /** The webview that shows `data-mode="panel"` or the sidebar's. */
  async webview(mode: 'panel' | 'sidebar'): Promise<Frame> {
    let found: Frame | undefined;
    await waitFor(
      async () => {
        for (const frame of this.page.frames()) {
          const matches = await frame
            .locator(`body#debug-with-context[data-mode="${mode}"]`)
            .count()
            .catch(() => 0);
          if (matches) found = frame;
        }
        return found !== undefined;
      },
      `the ${mode} did not open`,
      30_000,
    );
    if (!found) throw new Error(`the ${mode} did not open`);
    return found;
  }

  /** Opens a file at the top of the Explorer and puts the cursor into it. */
  async openFile(name: string): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-group-container.active .view-lines').first().click();
  }

  /** 1-based line of the cursor, from the status bar. */
  async cursorLine(): Promise<number | undefined> {
    const text = await this.page
      .locator('[id="status.editor.selection"]')
      .innerText()
      .catch(() => '');
    const line = /Ln (\d+)/.exec(text)?.[1];
    return line === undefined ? undefined : Number(line);
  }

  /** The whole text of the active editor, through the clipboard. */
  async copyEditor(): Promise<string> {
    await this.page.locator('.editor-group-container.active .view-lines').first().click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Control+C');
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Keeps a picture of the window where pictures are asked for: drawing one costs a second. */
  async picture(name: string): Promise<void> {
    if (process.env['DEBUG_CONTEXT_PICTURES'] === '1') await this.screenshot(name);
  }

  /** Keeps a picture of the window in out/screenshots. */
  async screenshot(name: string): Promise<void> {
    const folder = join(root, 'out', 'screenshots');
    mkdirSync(folder, { recursive: true });
    // What has just been scrolled to is painted a moment later.
    await Promise.all(this.page.frames().map((frame) => frame.evaluate(painted).catch(() => undefined)));
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

/** Resolves after two frames were drawn; a hidden page draws none. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1000);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Polls until a condition holds. @param timeoutMs 15 s if absent */
export async function waitFor(condition: () => Promise<boolean>, failure: string, timeoutMs = WAIT_LIMIT): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(failure);
    await sleep(100);
  }
}
