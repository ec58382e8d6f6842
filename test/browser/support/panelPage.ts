import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/vscode/chromium.mjs';
import { investigationMethods } from '../../../src/protocol/panelProtocol';
import type { PanelState } from '../../../src/protocol/panelState';
import { readTheme } from '../../../scripts/webviewPage.mjs';
import { startPanelServer, type ThemeName } from './panelServer';
import { WAIT_LIMIT } from '../../support/limits';

/** A call that the panel made of its host. */
export interface HostCall {
  method: string;
  params: Record<string, unknown>;
}

export interface OpenOptions {
  theme?: ThemeName;
  mode?: 'panel' | 'sidebar';
  width?: number;
  height?: number;
  /** Pixels of the screen for each CSS pixel. */
  ratio?: number;
  /** What VS Code kept of the view before a reload. */
  memory?: unknown;
  /** Answers of the host, by method; a string that begins with `!` is a refusal. */
  replies?: Record<string, unknown>;
  reducedMotion?: boolean;
  /** Of the window: `en` by default, `en-x-pseudo` for the language of tests. */
  language?: string;
}

/** One panel in a browser, with a host that records its calls. */
export interface PanelPage {
  page: Page;
  /** Calls so far, without `ready`, and without their investigation: it must be the shown one. */
  calls(): Promise<HostCall[]>;
  /** The host sends a new state. */
  send(state: PanelState): Promise<void>;
  /** The host calls another method of the view. */
  tell(method: string, params: unknown): Promise<void>;
  /** The person switches the theme. */
  setTheme(theme: ThemeName): Promise<void>;
  /** State that the view gave VS Code to keep. */
  memory(): Promise<Record<string, unknown>>;
  /** Violations of the content security policy, errors of scripts and of the console. */
  faults: string[];
  close(): Promise<void>;
}

/** Opens panels; one server and one browser serve all of them. */
export interface PanelBench {
  open(state: PanelState, options?: OpenOptions): Promise<PanelPage>;
  stop(): Promise<void>;
}

interface Pages {
  url: string;
  browser: Browser;
  /** Those whose panel was closed, by the options of their context: to load the next one there takes a third of a new page. */
  idle: Map<string, Page[]>;
}

export async function startPanelBench(): Promise<PanelBench> {
  const [server, browser] = await Promise.all([startPanelServer(), launchChromium()]);
  const pages = { url: server.url, browser, idle: new Map<string, Page[]>() };
  return {
    open: (state, options = {}) => openPanel(pages, state, options),
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

/** A page that shows nothing yet, at the address of the server. */
async function blankPage({ url, idle, browser }: Pages, options: BrowserContextOptions): Promise<[page: Page, pages: Page[]]> {
  const name = JSON.stringify(options);
  const pages = idle.get(name) ?? [];
  idle.set(name, pages);
  const known = pages.pop();
  if (known) {
    await known.mouse.move(0, 0);
    return [known, pages];
  }
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_LIMIT);
  const page = await context.newPage();
  // The loader of these tests restores the names of functions with a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.addInitScript(fakeHost);
  await page.goto(`${url}/empty`);
  return [page, pages];
}

async function openPanel(pages: Pages, state: PanelState, options: OpenOptions): Promise<PanelPage> {
  const { url } = pages;
  const {
    theme = 'darkModern',
    mode = 'panel',
    width = 900,
    height = 800,
    ratio = 1,
    memory,
    replies = {},
    reducedMotion = true,
    language = 'en',
  } = options;
  const [page, idle] = await blankPage(pages, {
    deviceScaleFactor: ratio,
    timezoneId: 'UTC',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  await page.setViewportSize({ width, height });
  const faults: string[] = [];
  const shown = new Set<unknown>([state.investigation?.id]);
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
  // Requests to other servers would come from hostile text.
  page.on('request', (request) => !request.url().startsWith(url) && faults.push(`request: ${request.url()}`));
  await page.clock.setFixedTime(state.now);
  // It outlives the page that is left.
  await page.evaluate((given) => (window.name = given), JSON.stringify({ state, memory, replies }));
  await page.goto(`${url}/?theme=${theme}&mode=${mode}&language=${language}`);
  await page.waitForSelector('dwc-app main');
  await settle(page);
  return {
    page,
    faults,
    async calls() {
      const calls = await page.evaluate(() => window.host.calls);
      return calls.map(({ method, params: { investigation, ...params } }) => {
        assert.ok(!(method in investigationMethods) || shown.has(investigation), `${method} is about ${String(investigation)}`);
        return { method, params };
      });
    },
    async send(next) {
      shown.add(next.investigation?.id);
      await page.evaluate((params) => window.host.tell('state', params), next as unknown);
      await settle(page);
    },
    async tell(method, params) {
      await page.evaluate(([name, value]) => window.host.tell(name, value), [method, params] as const);
      await settle(page);
    },
    async setTheme(next) {
      const { body } = await readTheme(next);
      await page.evaluate(
        ([name, bodyClass]) => {
          document.body.className = bodyClass;
          const sheet = document.querySelector<HTMLLinkElement>('link[href^="/theme.css"]');
          return new Promise<void>((resolve) => {
            if (!sheet) return resolve();
            sheet.addEventListener('load', () => resolve(), { once: true });
            sheet.href = `/theme.css?name=${name}`;
          });
        },
        [next, body] as const,
      );
      await settle(page);
    },
    memory: () =>
      page.evaluate(() => {
        window.dispatchEvent(new Event('pagehide'));
        return window.host.memory as Record<string, unknown>;
      }),
    async close() {
      page.removeAllListeners();
      await page.goto(`${url}/empty`);
      idle.push(page);
    },
  };
}

/** Waits until everything is drawn: nested components are drawn a step after their parents. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

declare global {
  interface Window {
    host: { calls: HostCall[]; memory: unknown; tell(method: string, params: unknown): void };
  }
}

/** Runs in the page, before its scripts: replaces VS Code and the extension. */
function fakeHost(): void {
  if (!window.name) return;
  const { state, memory, replies } = JSON.parse(window.name) as { state: unknown; memory: unknown; replies: Record<string, unknown> };
  const calls: HostCall[] = [];
  let nextId = 1;
  const post = (message: unknown) => window.postMessage(message, '*');
  window.host = { calls, memory, tell: (method, params) => post({ kind: 'call', id: nextId++, method, params }) };
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`violated ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
  );
  const api = {
    getState: () => window.host.memory,
    setState: (value: unknown) => (window.host.memory = JSON.parse(JSON.stringify(value))),
    postMessage(message: { kind: string; id: number; method: string; params: Record<string, unknown> }) {
      if (message.kind !== 'call') return;
      if (message.method !== 'ready') calls.push({ method: message.method, params: message.params });
      const reply = message.method === 'ready' ? state : replies[message.method];
      if (typeof reply === 'string' && reply.startsWith('!'))
        post({ kind: 'failure', id: message.id, name: 'Error', message: reply.slice(1) });
      else post({ kind: 'result', id: message.id, value: reply });
    },
  };
  Object.assign(window, { acquireVsCodeApi: () => api });
}
