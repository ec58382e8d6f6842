import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Host } from '../../../src/host/createHost';
import { SourceProbes } from '../../../src/host/sourceProbes';
import { CommitGuard } from '../../../src/node/git/commitGuard';
import { ProbeFiles } from '../../../src/node/probeFiles';
import { act, collected, freshHost, waitFor, workspaceFile } from './support';

describe('lines in the code that print a value', () => {
  const file = workspaceFile('src/orders.js');
  const bytes = () => readFileSync(file.fsPath);
  let host: Host;
  let original: Buffer;

  beforeEach(async () => {
    host = await freshHost();
    original = bytes();
    await act(host, 'pasteFailure', { text: `TypeError: x is undefined\n    at newestFirst (${file.fsPath}:3:17)\n` });
    await collected(host);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await host.sourceProbes.remove();
    await vscode.workspace.fs.writeFile(file, original);
    await host.sourceProbes.refresh();
  });

  /** Simulates the person's agreement. */
  async function insert(): Promise<string> {
    const value = { file: 'src/orders.js', line: 8, expression: 'orders' };
    const id = host.shown.investigation?.id ?? '';
    const { hops, places } = await host.analysis.call('probePlaces', { value, stack: [], unsaved: {} });
    const set = host.probes.open({ kind: 'source', investigation: id, value, hops, places });
    const { lines } = await host.analysis.call('probeStatements', { places, set: set.id });
    assert.ok(lines.length > 0);
    await host.sourceProbes.insert(lines);
    return set.id;
  }

  it('are listed, print evidence, and disappear byte for byte with one click, even after the person typed', async function () {
    const set = await insert();
    const listed = host.view.state('panel').investigation?.run.probes ?? [];
    assert.ok(
      listed.some((each) => each.file === 'src/orders.js'),
      JSON.stringify(listed),
    );

    const code = `require(${JSON.stringify(file.fsPath)}).countOrders({ orders: [{ placed: 1 }] })`;
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8', env });
    assert.equal(stdout, '', 'nothing on standard output');
    host.probes.printed(stderr);
    await host.probes.write(set);
    const record = host.shown.investigation?.runs.at(-1);
    assert.match(record?.text ?? '', /^printed by the lines inserted into the code, `orders`/);
    const hops = record?.found?.followed?.hops ?? [];
    assert.ok(
      hops.some(({ expression, failing }) => expression === 'orders' && failing === '[{placed:int}]×1'),
      JSON.stringify(hops),
    );

    const probed = bytes().toString();
    await vscode.workspace.fs.writeFile(file, Buffer.from(`// mine\n${probed}`));
    await act(host, 'removeProbes', {});
    assert.equal(bytes().toString(), `// mine\n${original.toString()}`);
    assert.equal(host.view.state('panel').investigation?.run.probes, undefined);
  });

  it('are found and removed by a later window', async () => {
    await insert();
    const storage = host.context.storageUri ?? host.context.globalStorageUri;
    const at = (name: string) => vscode.Uri.joinPath(storage, name).fsPath;
    const later = new SourceProbes(new ProbeFiles(at('probes')), new CommitGuard(at('commitGuards')), () => undefined);
    await later.refresh();
    assert.ok(later.shown.length > 0);
    assert.deepEqual(await later.remove(), []);
    assert.deepEqual(bytes(), original);
  });

  it('are not inserted into a file with unsaved changes; from such a file they are removed in the editor', async () => {
    const editor = await vscode.window.showTextDocument(file);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// unsaved\n'));
    await assert.rejects(insert(), /unsaved changes. Save it first/);
    assert.deepEqual(bytes(), original);
    await vscode.commands.executeCommand('workbench.action.files.revert');

    await insert();
    await waitFor('the editor to show them', () => editor.document.getText().includes('debug-with-context probe'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// unsaved\n'));
    await act(host, 'removeProbes', {});
    assert.equal(editor.document.getText(), `// unsaved\n${original.toString()}`);
    assert.ok(host.sourceProbes.shown.length > 0, 'they are on disk until it is saved');
    await editor.document.save();
    await waitFor('the list to be empty', () => host.sourceProbes.shown.length === 0);
  });
});
