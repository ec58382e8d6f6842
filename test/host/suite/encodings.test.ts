import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { assertKeepsBytes } from '../../../src/host/writtenText';
import { workspaceFile } from './support';

/** Bytes that are not UTF-8: "é" in Windows-1252, "あ" in Shift-JIS. */
const LATIN = Uint8Array.from([...Buffer.from("const name = 'caf"), 0xe9, ...Buffer.from("';\n")]);
const SHIFT_JIS = Uint8Array.from([...Buffer.from("const name = '"), 0x82, 0xa0, ...Buffer.from("';\n")]);

describe('the encoding of a file that receives a fix', () => {
  const made: vscode.Uri[] = [];
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const uri of made.splice(0)) await vscode.workspace.fs.delete(uri);
  });
  const file = async (name: string, bytes: Uint8Array, encoding?: string) => {
    const uri = workspaceFile(`encodings-${name}`);
    await vscode.workspace.fs.writeFile(uri, bytes);
    made.push(uri);
    return encoding ? vscode.workspace.openTextDocument(uri, { encoding }) : vscode.workspace.openTextDocument(uri);
  };

  for (const [name, text] of [
    ['lf.ts', 'one\ntwo é あ 😀\n'],
    ['crlf.ts', 'one\r\ntwo é\r\n'],
    ['mark.ts', '\ufeffone\ntwo\n'],
  ] as const) {
    it(`is kept, with its line ends and its mark: ${name}`, async () => {
      const document = await file(name, Buffer.from(text));
      const after = document.getText().replace('two', 'new');
      await assertKeepsBytes(document, after);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(1, 0, 1, 3), 'new');
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.ok(await document.save());
      assert.equal(Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString(), text.replace('two', 'new'));
    });
  }

  for (const [name, bytes] of [
    ['latin.ts', LATIN],
    ['shift.ts', SHIFT_JIS],
  ] as const) {
    it(`is reported if VS Code reads a file in another one, and nothing is written: ${name}`, async () => {
      const document = await file(name, bytes);
      await assert.rejects(assertKeepsBytes(document, document.getText().replace('name', 'label')), /is not encoded in utf8/);
      assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(document.uri)), Buffer.from(bytes));
    });
  }

  it('is kept if VS Code knows it, and characters that it lacks are refused', async () => {
    const document = await file('known.ts', LATIN, 'windows1252');
    await assertKeepsBytes(document, document.getText().replace('name', 'größe'));
    await assert.rejects(assertKeepsBytes(document, document.getText().replace('name', '名')), /cannot hold/);
  });

  it('is not enough where line ends are mixed: the fix is refused, since it would unify them', async () => {
    const document = await file('mixed.ts', Buffer.from('one\r\ntwo\nthree\n'));
    await assert.rejects(assertKeepsBytes(document, document.getText()), /mixed line endings/);
  });
});
