import { deepStrictEqual, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ForeseenRun } from '../../../../src/core/experiments/laboratory';
import { namespaceAbility } from '../../../../src/node/experiments/namespace/namespaceAbility';
import { NodeLaboratory } from '../../../../src/node/experiments/nodeLaboratory';
import { TempFolder } from '../../../support/gitRepository';

describe('runs beside each other', () => {
  let folder: TempFolder;
  before(async function () {
    const ability = await namespaceAbility();
    if ('why' in ability || !(await ability.canBeOffline())) this.skip();
  });
  beforeEach(() => (folder = new TempFolder()));
  afterEach(() => folder.dispose());

  const open = (command: readonly string[]): Promise<NodeLaboratory> =>
    NodeLaboratory.open({ command, cwd: folder.path }, { root: folder.path, jobs: 2 });
  const edit = (text: string): { file: string; text: string }[] => [{ file: join(folder.path, 'name.txt'), text }];
  const foreseen = (...texts: string[]): ForeseenRun[] => texts.map((text) => ({ edits: edit(text) }));

  it('share neither files nor ports, and give the results of runs one after the other', async () => {
    folder.write('name.txt', 'none');
    folder.write(
      'main.js',
      `const fs = require('fs'); const name = fs.readFileSync('name.txt', 'utf8'); fs.writeFileSync('shared.txt', name);
       require('http').createServer().listen(47311, () => setTimeout(() => { console.log(name, fs.readFileSync('shared.txt', 'utf8')); process.exit(); }, 400));`,
    );
    const laboratory = await open([process.execPath, 'main.js']);
    try {
      await laboratory.foresee(foreseen('a', 'b', 'c'), 'namespace');
      const outputs: string[] = [];
      for (const name of ['a', 'b', 'c']) outputs.push((await laboratory.run(edit(name), 'namespace')).output);
      deepStrictEqual(outputs, ['a a\n', 'b b\n', 'c c\n']);
      strictEqual(laboratory.runs, 3);
    } finally {
      await laboratory.close();
    }
  });

  for (const what of ['port', 'socket'])
    it(`are made again where a program wanted a server outside of its own network: a ${what}`, async () => {
      folder.write('name.txt', 'none');
      const server = createServer((socket) => socket.end('data'));
      const at = what === 'port' ? { port: 0, host: '127.0.0.1' } : { path: join(folder.path, 'db.sock') };
      await new Promise<void>((listening) => server.listen(at, listening));
      const address = what === 'port' ? { ...at, port: (server.address() as AddressInfo).port } : at;
      const laboratory = await open([
        process.execPath,
        '-e',
        `require('net').connect(${JSON.stringify(address)}).on('error', () => console.log('alone')).pipe(process.stdout)`,
      ]);
      try {
        await laboratory.foresee(foreseen('a'), 'namespace');
        strictEqual((await laboratory.run(edit('a'), 'namespace')).output, 'data');
      } finally {
        await laboratory.close();
        server.close();
      }
    });

  it('of the same kind are as many as were foreseen', async () => {
    folder.write('name.txt', 'none');
    folder.write('main.js', `require('fs').appendFileSync('name.txt', '+'); console.log(require('fs').readFileSync('name.txt', 'utf8'));`);
    const laboratory = await open([process.execPath, 'main.js']);
    try {
      const look = [join(folder.path, 'name.txt')];
      const runs = [
        { edits: edit('a'), extra: { look } },
        { edits: edit('b') },
        { edits: edit('a'), extra: { look } },
        { edits: edit('a') },
      ];
      const seen: unknown[] = [];
      for (const [at, { edits, extra }] of runs.entries()) {
        await laboratory.foresee(runs.slice(at), 'namespace');
        const run = await laboratory.run(edits, 'namespace', extra);
        seen.push([run.output, run.looked !== undefined]);
      }
      deepStrictEqual(seen, [
        ['a+\n', true],
        ['b+\n', false],
        ['a+\n', true],
        ['a+\n', false],
      ]);
      strictEqual(laboratory.runs, 4);
    } finally {
      await laboratory.close();
    }
  });

  it('that nobody asks for are ended with the experiment', async () => {
    folder.write('name.txt', 'none');
    const laboratory = await open(['sleep', '301.25']);
    await laboratory.foresee(foreseen('a', 'b'), 'namespace');
    await laboratory.foresee([], 'namespace');
    await laboratory.close();
    strictEqual(spawnSync('pgrep', ['-f', 'sleep 301.25']).status, 1);
  });
});
