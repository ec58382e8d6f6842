import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { root } from '../../scripts/runCommand.mjs';
import { prepareSample } from '../../scripts/sample.mjs';
import type { LlmScenarioName } from '../support/llmScenarios';
import { startLlmServer, type LlmServer } from '../support/llmServer';
import { checkWebviewAccess } from './support/checkAccess';
import { openFlowWindow } from './support/flowWindow';
import { waitFor, type VsCodeWindow } from '../support/vscodeWindow';

const failure = ` FAIL  test/OrderHistory.test.tsx > OrderHistory > says "No orders yet" to somebody who has never ordered
TypeError: Cannot read properties of undefined (reading 'length')
    at OrderHistory (src/components/OrderHistory.tsx:47:14)
    at renderWithHooks (node_modules/react-dom/cjs/react-dom-client.development.js:8030:22)
`;

/** Behaviour of a server, and the message that the panel then shows: what happened, and what to do. */
const faults: [scenario: LlmScenarioName, sentence: RegExp][] = [
  ['unauthorized', /API key.*Set/],
  ['modelNotFound', /has no model “test-model”/],
  ['serverError', /127\.0\.0\.1/],
  ['hangUp', /127\.0\.0\.1/],
  ['timeout', /did not answer within/],
  ['cut', /kept/],
  ['empty', /answered with nothing/],
  ['otherJson', /.+/],
  ['huge', /larger than/],
  ['contextOpenAi', /token/],
  ['badGateway', /.+/],
  // Asking is paused afterwards, so this comes last.
  ['rateLimited', /20 s|20 seconds|wait|again/i],
];

const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(spawnSync('git', ['--version'], { encoding: 'utf8' }).stdout) ?? [];
/** Whether this git refuses commits by a hook that is a setting. */
const refuses = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 54);

/** VS Code may look for git on another PATH. */
function gitProgram(): string {
  return spawnSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
}

describe('asking a model and guarding print statements, in VS Code', () => {
  let server: LlmServer;
  let window: VsCodeWindow;
  let panel: Frame;
  let sample: string;

  before(async function () {
    server = await startLlmServer();
    const folder = join(root, 'out', 'flow');
    // The window of the walk without a model.
    sample = await prepareSample({ folder: join(folder, 'order-history'), install: false });
    await writeFile(join(sample, 'failure.log'), failure);
    // An older git would write the same setting, and only not obey it.
    const newer = join(folder, 'newer-git');
    await writeFile(newer, '#!/bin/sh\nif [ "$1" = --version ]; then echo git version 2.54.0; else exec git "$@"; fi\n');
    await chmod(newer, 0o755);
    window = await openFlowWindow({
      folder: sample,
      settings: {
        'debugWithContext.provider': 'openai',
        'debugWithContext.openai.baseUrl': server.baseUrl,
        'debugWithContext.openai.model': 'test-model',
        'debugWithContext.openai.timeoutSeconds': 5,
        'git.path': refuses ? gitProgram() : newer,
      },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot(`failed-${this.currentTest.title}`);
  });

  after(async () => {
    await rm(join(sample, 'failure.log'), { force: true });
    await server?.close();
  });

  /** Presses Ask and waits for the answer, or for its failure. */
  async function ask(scenario: LlmScenarioName): Promise<void> {
    const before = server.chats().length;
    server.use(scenario);
    await panel.locator('vscode-button.ask').click();
    await waitFor(async () => server.chats().length > before, 'the server was not asked');
    // A refused request is retried automatically, and the panel hears of it a moment later: quiet for a while means done.
    let quiet = 0;
    await waitFor(
      async () => {
        quiet = (await panel.locator('vscode-button.ask', { hasText: 'Cancel' }).count()) ? 0 : quiet + 1;
        return quiet >= 5;
      },
      'the answer did not end',
      40_000,
    );
  }

  it('opens on a trace selected in a log', async () => {
    await window.openFile('failure.log');
    await window.page.keyboard.press('Control+A');
    const opened = window.page.locator('.tab', { hasText: 'TypeError' });
    await waitFor(
      async () => {
        // A window that just opened may not know the keys of its extensions yet.
        if (!(await opened.count())) await window.page.keyboard.press('Control+Alt+D');
        return opened.waitFor({ timeout: 8000 }).then(
          () => true,
          () => false,
        );
      },
      'the panel did not open',
      40_000,
    );
    panel = await window.webview('panel');
    await panel.locator('article[data-rank="1"]').waitFor();
    assert.equal(server.chats().length, 0, 'something was sent before the person asked');
  });

  it("adds the model's hypotheses under its name", async () => {
    await ask('ok');
    await waitFor(
      async () => /test-model/.test(await panel.locator('.hypotheses .head-note').innerText()),
      'the hypotheses are not named as those of the model',
    );
    const prompt = JSON.stringify(server.chats()[0]?.body);
    for (const heading of ['ERROR', 'RELEVANT CODE', 'RECENT CHANGE']) assert.ok(prompt.includes(heading), `the prompt misses ${heading}`);
    await window.picture('flow-5-model');
    await checkWebviewAccess(panel, 'hypotheses of a model');
  });

  it('shows that the attention is not the model’s, and asks the model what its hypothesis rests on, once the person agreed', async () => {
    await panel.locator('dwc-attention .fold-button').click();
    const view = panel.locator('dwc-attention-view');
    await view.locator('.outside-note').waitFor();
    assert.match(await view.locator('.outside-note').innerText(), /came from test-model\. This is not its attention/);
    await view.getByRole('button', { name: 'Ask that model what mattered' }).click();
    const outside = view.locator('.outside-panel');
    const before = server.chats().length;
    server.use('judges');
    await outside.getByRole('button', { name: 'See what it would take' }).click();
    const send = outside.getByRole('button', { name: /^Send \d+ calls$/ });
    await send.waitFor();
    assert.match(await outside.innerText(), /\d+ calls, about [\d,]+ tokens sent to test-model \(127\.0\.0\.1:\d+\)/);
    assert.equal(server.chats().length, before, 'something was sent before the person agreed');
    const calls = Number(/\d+/.exec(await send.innerText())?.[0]);
    await send.evaluate((button) => button.scrollIntoView({ block: 'center' }));
    await window.picture('flow-6-outside-plan');
    await send.click();
    await outside.getByText('Code matters most: without it the model is 20 % sure instead of 90 %.').waitFor();
    assert.equal(server.chats().length - before, calls);
    assert.match(await outside.innerText(), /by the log probabilities of Yes and No/);
    await outside.locator('table').evaluate((table) => table.scrollIntoView({ block: 'center' }));
    await window.picture('flow-7-outside');
    await checkWebviewAccess(panel, 'the outside model');
    await panel.locator('dwc-attention .fold-button').click();
  });

  for (const [scenario, sentence] of faults) {
    it(`says what happened and what to do: ${scenario}`, async () => {
      await ask(scenario);
      const message = panel.locator('.answer-message');
      let said = '';
      // What was said of the last answer stays until this one, which may be long, was read.
      await waitFor(async () => sentence.test((said = await message.innerText())), `what it says does not match ${sentence}`).catch(() =>
        assert.match(said, sentence),
      );
      assert.ok((await panel.locator('article[data-rank]').count()) > 0, 'the hypotheses that were there are lost');
      await window.picture(`fault-${scenario}`);
    });
  }

  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: sample, encoding: 'utf8' });

  it('asks before it writes print statements into the code, with a guard against commits as a choice of its own', async () => {
    const link = panel.locator('.file-link', { hasText: 'OrderHistory.tsx:47' }).first();
    await link.click();
    await window.page.locator('.tab.active', { hasText: 'OrderHistory.tsx' }).waitFor();
    await window.command('Debug with Context: Insert Print Statements');
    await window.page.locator('.quick-input-list .monaco-list-row').first().click();
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await window.picture('flow-6-guard');
    assert.match(await dialog.innerText(), /git refuses/);
    assert.equal(git('status', '--porcelain', 'src').stdout, '', 'nothing is written before the choice');
    await dialog.getByRole('button', { name: 'Insert and guard commits' }).click();
    await waitFor(async () => git('status', '--porcelain', 'src').stdout !== '', 'no line was inserted');
    assert.match(await readFile(join(sample, '.git', 'config'), 'utf8'), /\[hook "debug-with-context"\]/);
  });

  it('warns of staged print statements, and removes them with the setting of the guard', async () => {
    git('add', '-A');
    if (refuses) {
      const { status, stderr } = git('commit', '-m', 'with probes');
      assert.deepEqual([status, /Remove Inserted Lines/.test(stderr)], [1, true], stderr);
    }
    await window.command('Git: Refresh');
    // It leaves its place over the window after some seconds, and stays in the list of notifications.
    await window.command('Notifications: Show Notifications');
    const warning = window.page.locator('.notification-list-item', { hasText: /staged/ }).first();
    await warning.waitFor();
    await window.picture('flow-6-staged');
    await warning.getByRole('button', { name: 'Remove Inserted Lines' }).click();
    await waitFor(
      async () => !/debug-with-context/.test(await readFile(join(sample, '.git', 'config'), 'utf8')),
      'the setting is still there',
    );
    git('reset', '-q');
    assert.equal(git('status', '--porcelain', 'src').stdout, '');
  });
});
