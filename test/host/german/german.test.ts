import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import { act, collected, crashTrace, freshHost, waitFor } from '../suite/support';

/** The texts of the window's frames that hold a sentence. */
function isShown(sentence: RegExp): () => string | undefined {
  const file = process.env['TEST_VIEWS']!;
  return () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : []).find((text) => sentence.test(text));
}

describe('a window whose display language is German', () => {
  let host: Host;
  before(async () => {
    assert.equal(vscode.env.language, 'de');
    host = await freshHost();
  });

  it('has German names of commands', () => {
    const { packageJSON } = vscode.extensions.getExtension('debug-with-context.debug-with-context')!;
    const { commands } = (packageJSON as { contributes: { commands: { command: string; title: unknown }[] } }).contributes;
    const title = commands.find(({ command }) => command === 'debugWithContext.debug')?.title;
    assert.equal(typeof title === 'object' && title !== null ? (title as { value: string }).value : title, 'Mit Kontext debuggen');
  });

  it('shows the first screen and a card in German', async () => {
    await vscode.commands.executeCommand('debugWithContext.openPanel');
    await waitFor('the first screen', isShown(/Fehlermeldung, Stacktrace oder Ausgabe eines Tests einfügen|Neuer Fehler/));
    await act(host, 'pasteFailure', { text: crashTrace() });
    const { hypotheses } = await collected(host);
    assert.match(hypotheses[0]?.hypothesis.title ?? '', /\bis undefined\b/, 'what is kept is no longer English');
    const card = await waitFor('the card', isShown(/Zeile 3 ruft orders\.slice auf, aber orders ist undefined/));
    assert.match(card, /ist das nicht die Ursache/);
    assert.doesNotMatch(card, /this is not the cause/);
  });
});
