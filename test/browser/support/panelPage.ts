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
  /** What VS Code kept of the view before a reload; the page is loaded anew. */
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
  /** The address that a page has loaded, without its theme: a panel of the same address is put into it without a load. */
  loaded: WeakMap<Page, string>;
}

/** What the fake host of a panel begins with. */
interface Given {
  state: unknown;
  memory: unknown;
  replies: Record<string, unknown>;
}

export async function startPanelBench(): Promise<PanelBench> {
  const [server, browser] = await Promise.all([startPanelServer(), launchChromium()]);
  const pages = { url: server.url, browser, idle: new Map<string, Page[]>(), loaded: new WeakMap<Page, string>() };
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
  const { url, loaded } = pages;
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
  const given: Given = { state, memory, replies };
  const address = `${url}/?mode=${mode}&language=${language}`;
  const setTheme = (next: ThemeName): Promise<void> => showTheme(page, next);
  if (memory === undefined && loaded.get(page) === address) {
    await setTheme(theme);
    await page.evaluate((next) => {
      window.newHost(next);
      document.body.prepend(document.createElement('dwc-app'));
      window.scrollTo(0, 0);
    }, given);
  } else {
    loaded.set(page, address);
    // It outlives the page that is left.
    await page.evaluate((text) => (window.name = text), JSON.stringify(given));
    await page.goto(`${address}&theme=${theme}`);
  }
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
    setTheme,
    memory: () =>
      page.evaluate(() => {
        window.dispatchEvent(new Event('pagehide'));
        return window.host.memory as Record<string, unknown>;
      }),
    async close() {
      page.removeAllListeners();
      await page.evaluate(() => document.querySelector('dwc-app')?.remove());
      idle.push(page);
    },
  };
}

/** Puts the colours of a theme on a panel, as VS Code does. */
async function showTheme(page: Page, theme: ThemeName): Promise<void> {
  const { body } = await readTheme(theme);
  await page.evaluate(
    ([address, bodyClass]) => {
      document.body.className = bodyClass;
      const sheet = document.querySelector<HTMLLinkElement>('link[href^="/theme.css"]');
      return new Promise<void>((resolve) => {
        if (!sheet || sheet.getAttribute('href') === address) return resolve();
        sheet.addEventListener('load', () => resolve(), { once: true });
        sheet.href = address;
      });
    },
    [`/theme.css?name=${theme}`, body] as const,
  );
  await settle(page);
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
    newHost(given: Given): void;
  }
}

/** Runs in the page, before its scripts: replaces VS Code and the extension, anew for each panel. */
function fakeHost(): void {
  const post = (message: unknown) => window.postMessage(message, '*');
  document.addEventListener('securitypolicyviolation', (event) =>
    console.error(`violated ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
  );
  // An app that is gone hears nothing any more.
  const heard: [type: string, listener: EventListenerOrEventListenerObject][] = [];
  const listen = window.addEventListener.bind(window);
  window.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: AddEventListenerOptions | boolean) => {
    if (type === 'message' || type === 'pagehide') heard.push([type, listener]);
    listen(type, listener, options);
  };
  window.newHost = ({ state, memory, replies }) => {
    for (const [type, listener] of heard.splice(0)) window.removeEventListener(type, listener);
    const calls: HostCall[] = [];
    let nextId = 1;
    const host = { calls, memory, tell: (method: string, params: unknown) => post({ kind: 'call', id: nextId++, method, params }) };
    window.host = host;
    const api = {
      getState: () => host.memory,
      setState: (value: unknown) => (host.memory = JSON.parse(JSON.stringify(value))),
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
  };
  if (window.name) window.newHost(JSON.parse(window.name) as Given);
}
