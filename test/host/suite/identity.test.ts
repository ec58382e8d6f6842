import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { attemptsOf } from '../../../src/core/investigation/attemptsOf';
import { findEntry, lastRound } from '../../../src/core/investigation/investigation';
import type { Host } from '../../../src/host/createHost';
import { saveFile } from '../../../src/host/workspaceFiles';
import type { LlmServer } from '../../support/llmServer';
import { crashTrace, freshHost, startModelServer, stopModelServer, waitFor, workspaceFile } from './support';

const fixed = `{"hypotheses":[{"title":"User without orders","rootCause":"countOrders passes user.orders on, which a user without orders does not have.",
"evidence":[{"file":"src/orders.js","line":7,"why":"reads user.orders"}],"confidence":0.8,"check":"Log user.orders for Grace.","clarifyingQuestion":"Do all users have orders?",
"fix":{"diff":"--- a/src/orders.js\\n+++ b/src/orders.js\\n@@ -6,4 +6,4 @@\\n function countOrders(user) {\\n-  const orders = user.orders;\\n+  const orders = user.orders ?? [];\\n   return newestFirst(orders).length;\\n }\\n","risks":[]}}]}`;

describe('two investigations at once', () => {
  let host: Host;
  let server: LlmServer;
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const secondTrace = () =>
    `RangeError: Invalid price\n    at total (${workspaceFile('src/pricing.js').fsPath}:2:16)\n    at ${workspaceFile('src/crash.js').fsPath}:4:47`;

  before(async () => {
    server = await startModelServer();
  });
  after(() => stopModelServer(server));
  beforeEach(async () => {
    host = await freshHost();
    await host.keys.set(server.baseUrl, 'test-key');
  });

  const open = async (text: string): Promise<string> => {
    await host.calls.pasteFailure({ text }, context);
    const { id } = host.shown.orThrow();
    await host.evidence.settled(id);
    return id;
  };
  const both = async () => [await open(crashTrace()), await open(secondTrace())] as const;
  const stateOf = (id: string) => host.investigations.getOrThrow(id);
  const firstHypothesis = (id: string) => {
    const round = lastRound(stateOf(id));
    const entry = stateOf(id).hypotheses.find((each) => each.round === round?.id);
    assert.ok(entry, 'the model made no hypothesis');
    return entry.hypothesis.id;
  };

  it('a streaming answer of the first stays there while the second is shown and asked', async () => {
    const [first, second] = await both();
    server.use('slow');
    const asking = host.ask(first);
    await waitFor('text', () => (lastRound(stateOf(first))?.text.length ?? 0) > 20);
    server.use({ answer: fixed });
    await host.ask(second);
    await host.calls.cancel({ investigation: first }, context);
    await asking;
    assert.deepEqual([stateOf(first).rounds.length, stateOf(second).rounds.length], [1, 1]);
    assert.deepEqual([lastRound(stateOf(first))?.phase, lastRound(stateOf(second))?.phase], ['cancelled', 'done']);
    const ids = [first, second].flatMap((id) => [
      ...stateOf(id).rounds.map((round) => round.id),
      ...stateOf(id).hypotheses.map(({ hypothesis }) => hypothesis.id),
    ]);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('a fix of the first is shown and applied as its own while the second is shown', async () => {
    const [first, second] = await both();
    server.use({ answer: fixed });
    await host.ask(first);
    await host.ask(second);
    assert.equal(host.shown.investigation?.id, second);
    const fixes = [first, second].map((id) => ({ investigation: id, id: firstHypothesis(id) }));
    for (const fix of fixes) await host.calls.showFix(fix, context);
    const addresses = await waitFor('both diffs', () => {
      const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
      const shown = inputs.filter((input) => input instanceof vscode.TabInputTextDiff).map(({ modified }) => modified);
      return shown.length > 0 && shown;
    });
    assert.deepEqual(host.fixes.fixOf(addresses.at(-1)), { investigation: second, hypothesis: fixes[1]?.id });
    const document = await vscode.workspace.openTextDocument(workspaceFile('src/orders.js'));
    const original = document.getText();
    try {
      await host.calls.applyFix(fixes[0]!, context);
      assert.match(document.getText(), /user\.orders \?\? \[\]/);
      assert.equal(findEntry(stateOf(first), fixes[0]!.id)?.fixState, 'applied');
      assert.equal(findEntry(stateOf(second), fixes[1]!.id)?.fixState, 'offered');
    } finally {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), original);
      await vscode.workspace.applyEdit(edit);
      await saveFile(document.uri);
    }
  });

  it('an answer to a question arrives where it was asked, whatever is shown by then', async () => {
    const [first, second] = await both();
    server.use({ answer: fixed });
    await host.ask(first);
    const id = firstHypothesis(first);
    const answering = host.calls.answerQuestion({ investigation: first, id, text: 'Grace has none' }, context);
    host.shown.show(second);
    await answering;
    assert.ok(attemptsOf(stateOf(first)).some(({ result }) => result === 'Grace has none'));
    assert.deepEqual(stateOf(second).answers, []);
    await waitFor('the end of both', () => [first, second].every((each) => lastRound(stateOf(each))?.phase !== 'streaming'));
  });

  it('an export reads another investigation without showing it', async () => {
    const [first, second] = await both();
    await host.investigations.load(first);
    assert.equal(host.shown.investigation?.id, second);
  });

  it('continues after the worker was killed between collecting and applying', async () => {
    const [first, second] = await both();
    server.use({ answer: fixed });
    await host.ask(first);
    const before = stateOf(first).evidence.collected?.case;
    host.analysis.restart();
    await host.calls.showFix({ investigation: first, id: firstHypothesis(first) }, context);
    assert.notEqual(stateOf(first).evidence.collected?.case, before);
    assert.equal(stateOf(first).evidence.phase, 'ready');
    assert.equal(host.shown.investigation?.id, second);
  });

  it('reports a missing investigation that a view still names', async () => {
    const first = await open(crashTrace());
    await host.calls.deleteInvestigation({ id: first }, context);
    assert.throws(() => void host.calls.ask({ investigation: first }, context), /no longer open here/);
  });
});
