import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import type { LlmServer } from '../../support/llmServer';
import { act, collected, crashTrace, freshHost, startModelServer, stopModelServer, waitFor, workspaceFile } from './support';

const answerWith = (line: string) =>
  JSON.stringify({
    hypotheses: [
      {
        title: 'User without orders',
        rootCause: 'countOrders passes user.orders on, which a user without orders does not have.',
        evidence: [{ file: 'src/orders.js', line: 7, why: 'reads user.orders' }],
        confidence: 0.8,
        check: 'Log user.orders for Grace.',
        fix: {
          diff: `--- a/src/orders.js\n+++ b/src/orders.js\n@@ -6,4 +6,4 @@\n function countOrders(user) {\n-  const orders = user.orders;\n+  ${line}\n   return newestFirst(orders).length;\n }\n`,
          risks: [],
        },
      },
    ],
  });

describe('runs', function () {
  let host: Host;
  let server: LlmServer;

  before(async () => {
    server = await startModelServer();
  });
  after(() => stopModelServer(server));
  beforeEach(async () => {
    host = await freshHost();
    await host.keys.set(server.baseUrl, 'test-key');
    await act(host, 'pasteFailure', { text: crashTrace() });
    await collected(host);
    await act(host, 'setRecipe', { command: 'node src/crash.js', folder: '' });
  });

  const run = () => host.view.state('panel').investigation?.run;
  const answered = async (line: string): Promise<string> => {
    server.use({ answer: answerWith(line) });
    await host.ask(host.shown.orThrow().id);
    return host.view.state('panel').investigation?.answer.hypotheses[0]?.id ?? '';
  };
  const lines = (count: number) =>
    waitFor('the timeline', () => (run()?.timeline.length ?? 0) >= count && !run()?.running && run()?.timeline);

  it('runs the shown command again', async () => {
    assert.deepEqual(run()?.recipe, { command: 'node src/crash.js', folder: '', from: 'typed' });
    await act(host, 'runAgain', {});
    const [first] = await lines(1);
    assert.deepEqual([first?.kind, first?.outcome, first?.hasOutput], ['run', 'same', true]);
    await act(host, 'showRunOutput', { id: first?.id ?? '' });
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /newestFirst/);
  });

  it('tries a fix in isolation: shows the proof beside it, and changes no file', async () => {
    const file = workspaceFile('src/orders.js').fsPath;
    const before = await readFile(file);
    const id = await answered('const orders = user.orders ?? [];');
    await act(host, 'tryFix', { id });
    const [tried] = await lines(1);
    assert.deepEqual([tried?.kind, tried?.outcome, tried?.wasRed], ['try', 'unresolved', true], JSON.stringify(tried));
    assert.match(tried?.text ?? '', /^unproven: /);
    assert.match(tried?.notes[0] ?? '', /^Unproven: .*With the patch it prints/);
    assert.equal(host.view.state('panel').investigation?.answer.hypotheses.find((each) => each.id === id)?.tried?.outcome, 'unresolved');
    assert.ok((await readFile(file)).equals(before));
  });

  it('folds a hypothesis whose fix does not change the failure', async () => {
    const id = await answered('const orders = user.orders; // as before');
    await act(host, 'tryFix', { id });
    await lines(1);
    assert.equal(host.view.state('panel').investigation?.answer.hypotheses.find((each) => each.id === id)?.folded, 'disproved');
  });

  it('undoes an applied fix byte for byte, but not if the person typed on', async () => {
    const file = workspaceFile('src/orders.js').fsPath;
    const before = await readFile(file);
    const id = await answered('const orders = user.orders ?? [];');
    try {
      await act(host, 'applyFix', { id });
      assert.match(await readFile(file, 'utf8'), /\?\? \[\]/);
      await writeFile(file, `${await readFile(file, 'utf8')}// typed on\n`);
      await assert.rejects(act(host, 'undoFix', { id }), /nothing was undone/);
      await writeFile(file, (await readFile(file, 'utf8')).replace('// typed on\n', ''));
      await act(host, 'undoFix', { id });
      assert.ok((await readFile(file)).equals(before));
      assert.deepEqual(
        run()?.timeline.map(({ kind }) => kind),
        ['applied', 'undone'],
      );
    } finally {
      await writeFile(file, before);
    }
  });
});
