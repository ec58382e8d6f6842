import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OutsidePlan } from '../../../src/core/attention/modelRun';
import type { OutsideVerdict } from '../../../src/core/hypotheses/verdict';
import type { Host } from '../../../src/host/createHost';
import { startLlmServer, type LlmServer } from '../../support/llmServer';
import { act, collected, crashTrace, freshHost, setSetting } from './support';

const SECRET = 'sk-proj-4f8aT3BlbkFJd2Vx9QmZ7LpRw1Yc';
const answer = JSON.stringify({
  hypotheses: [
    {
      title: `User without orders, key ${SECRET}`,
      rootCause: 'countOrders passes user.orders on, which a user without orders does not have.',
      evidence: [{ file: 'src/orders.js', line: 7, why: 'reads user.orders' }],
      confidence: 0.8,
      check: 'Log user.orders for Grace.',
    },
  ],
});

describe('leaving out sections for an outside model', () => {
  let host: Host;
  let server: LlmServer;
  let other: LlmServer;

  before(async () => {
    [server, other] = await Promise.all([startLlmServer(), startLlmServer()]);
  });
  after(async () => {
    for (const name of ['openai.baseUrl', 'openai.model', 'openai.headers', 'provider']) await setSetting(name, undefined);
    await Promise.all([server.close(), other.close()]);
  });
  beforeEach(async () => {
    await setSetting('openai.baseUrl', server.baseUrl);
    await setSetting('openai.model', 'asked-model');
    await setSetting('openai.headers', { 'x-team': 'orders' });
    await setSetting('provider', 'openai');
    host = await freshHost();
    await host.keys.set(server.baseUrl, 'test-key');
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    server.use({ answer }, 'judges');
    await host.ask(host.shown.orThrow().id);
    server.requests.length = 0;
  });

  const planned = async (): Promise<OutsidePlan> => act(host, 'outsidePlan', {});
  const verdict = async (plan: OutsidePlan, without?: string, signal?: AbortSignal): Promise<OutsideVerdict> =>
    act(host, 'outsideVerdict', { plan: plan.id, without }, signal);

  it('states the cost and the model to be asked, and sends nothing yet', async () => {
    const plan = await planned();
    assert.equal(plan.model, 'asked-model');
    assert.equal(plan.destination, new URL(server.baseUrl).host);
    assert.equal(plan.madeBy, undefined);
    assert.deepEqual(plan.sections, ['ERROR', 'RELEVANT CODE']);
    assert.equal(plan.calls, 3);
    assert.ok(plan.tokens > 500 && plan.tokens < 3 * (host.shown.orThrow().evidence.collected?.prompt.tokens ?? 0));
    assert.match(plan.question, /HYPOTHESIS:[\s\S]*Place: src\/orders\.js:7/);
    assert.equal(server.requests.length, 0);
  });

  it('asks as often as announced, each time without one section, and reads the log probabilities', async () => {
    const plan = await planned();
    const whole = await verdict(plan);
    const without: OutsideVerdict[] = [];
    for (const section of plan.sections) without.push(await verdict(plan, section));
    const chats = server.chats();
    assert.equal(chats.length, plan.calls);
    const prompts = chats.map(({ body }) => body.messages?.at(-1)?.content ?? '');
    assert.match(prompts[0] ?? '', /^ERROR:[\s\S]*RELEVANT CODE:[\s\S]*HYPOTHESIS:/);
    assert.match(prompts[1] ?? '', /^RELEVANT CODE:/);
    assert.doesNotMatch(prompts[1] ?? '', /Cannot read properties/);
    assert.doesNotMatch(prompts[2] ?? '', /RELEVANT CODE:\n/);
    assert.ok(prompts.every((text) => text.endsWith(plan.question)));
    assert.ok(whole.logOdds !== undefined && Math.abs(whole.sure - 0.9) < 0.01);
    assert.ok(without.every(({ logOdds = 0 }) => logOdds < (whole.logOdds ?? 0)));
    assert.ok(Math.abs((without[1]?.sure ?? 1) - 0.2) < 0.01);
  });

  it('sends no secret that the hypothesis repeats', async () => {
    const plan = await planned();
    await verdict(plan);
    assert.doesNotMatch(`${plan.question}${JSON.stringify(server.chats()[0]?.body)}`, new RegExp(SECRET));
  });

  it("uses the model's own statement if the endpoint gives no log probabilities", async () => {
    server.use('judgesInWords');
    const plan = await planned();
    assert.deepEqual(await verdict(plan), { sure: 0.9 });
    assert.deepEqual(await verdict(plan, 'RELEVANT CODE'), { sure: 0.2 });
  });

  it('asks the model that made the hypotheses, whatever is chosen since', async () => {
    await setSetting('openai.baseUrl', other.baseUrl);
    await setSetting('openai.model', 'another-model');
    await host.keys.set(other.baseUrl, 'other-key');
    for (const provider of ['openai', 'local']) {
      await setSetting('provider', provider);
      server.requests.length = 0;
      const plan = await planned();
      assert.equal(plan.model, 'asked-model');
      await verdict(plan);
      const [chat] = server.chats();
      assert.equal(chat?.body.model, 'asked-model');
      assert.equal(chat?.headers.authorization, 'Bearer test-key');
      // They are set for the other server now.
      assert.equal(chat?.headers['x-team'], undefined);
    }
    assert.equal(other.requests.length, 0);
  });

  it('says if it is unknown how the model was reached, and asks the chosen one', async () => {
    const { id, rounds } = host.shown.orThrow();
    const round = rounds.at(-1)?.id ?? '';
    host.investigations.dispatch(id, { type: 'modelReached', round, reference: undefined as never });
    await setSetting('openai.baseUrl', other.baseUrl);
    await setSetting('openai.model', 'another-model');
    other.use('judges');
    const plan = await planned();
    assert.equal(plan.model, 'another-model');
    assert.equal(plan.madeBy, 'asked-model');
    await verdict(plan);
    assert.equal(other.chats()[0]?.body.model, 'another-model');
    await setSetting('provider', 'local');
    await assert.rejects(planned(), /Choose a model and ask it/);
  });

  it('stops during a call when cancelled, and closes the connection', async () => {
    const plan = await planned();
    server.use({ silent: true });
    const stop = new AbortController();
    const asking = verdict(plan, 'ERROR', stop.signal);
    setTimeout(() => stop.abort(), 300);
    await assert.rejects(asking, /Cancelled/);
    assert.equal(await server.chats().at(-1)?.closed, 'byClient');
  });

  it('fails in one sentence with a next step', async () => {
    const plan = await planned();
    for (const [scenario, message] of [
      ['unauthorized', /does not accept the API key\. Set another key/],
      ['prose', /answered neither Yes nor No\. Try again/],
    ] as const) {
      server.use(scenario);
      await assert.rejects(verdict(plan), message);
    }
  });

  it("refuses to continue with evidence other than the plan's", async () => {
    const plan = await planned();
    await act(host, 'setExpectation', { expected: 'a number for each user', actual: 'it crashes' });
    await collected(host);
    server.requests.length = 0;
    await assert.rejects(verdict(plan), /changed since you agreed/);
    assert.equal(server.requests.length, 0);
    assert.ok((await planned()).sections.includes('EXPECTED BEHAVIOR'));
  });
});

describe('the attention view’s reading', () => {
  it('is the one behind the ranking, even if a file has changed since', async () => {
    const host = await freshHost();
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { suspects } = await collected(host);
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'src/orders.js');
    const original = await vscode.workspace.fs.readFile(file);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('// nothing is left\n'));
    try {
      const reading = await act(host, 'readAttention', {});
      assert.equal(reading.phase, 'ready');
      const rows = reading.phase === 'ready' ? reading.run.rows : [];
      const best = rows.find((row) => row.file === suspects[0]?.file && row.line === suspects[0]?.line);
      assert.ok(best?.share, JSON.stringify(suspects[0]));
      assert.ok(rows.some(({ text }) => text.includes('user.orders')));
    } finally {
      await vscode.workspace.fs.writeFile(file, original);
    }
  });
});
