import { deepStrictEqual, strictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
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

  it('share neither files nor ports, and give the results of runs one after the other', async () => {
    folder.write('name.txt', 'none');
    folder.write(
      'main.js',
      `const fs = require('fs'); const name = fs.readFileSync('name.txt', 'utf8'); fs.writeFileSync('shared.txt', name);
       require('http').createServer().listen(47311, () => setTimeout(() => { console.log(name, fs.readFileSync('shared.txt', 'utf8')); process.exit(); }, 400));`,
    );
    const laboratory = await open([process.execPath, 'main.js']);
    try {
      await laboratory.foresee(['a', 'b', 'c'].map(edit), 'namespace');
      const outputs: string[] = [];
      for (const name of ['a', 'b', 'c']) outputs.push((await laboratory.run(edit(name), 'namespace')).output);
      deepStrictEqual(outputs, ['a a\n', 'b b\n', 'c c\n']);
      strictEqual(laboratory.runs, 3);
    } finally {
      await laboratory.close();
    }
  });

  it('are made again where a program wanted a server outside of its own network', async () => {
    folder.write('name.txt', 'none');
    const server = createServer((socket) => socket.end('data'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const laboratory = await open([
      process.execPath,
      '-e',
      `require('net').connect(${port}, '127.0.0.1').on('error', () => console.log('alone')).pipe(process.stdout)`,
    ]);
    try {
      await laboratory.foresee([edit('a')], 'namespace');
      strictEqual((await laboratory.run(edit('a'), 'namespace')).output, 'data');
    } finally {
      await laboratory.close();
      server.close();
    }
  });

  it('that nobody asks for are ended with the experiment', async () => {
    folder.write('name.txt', 'none');
    const laboratory = await open(['sleep', '301.25']);
    await laboratory.foresee([edit('a'), edit('b')], 'namespace');
    await laboratory.foresee([], 'namespace');
    await laboratory.close();
    strictEqual(spawnSync('pgrep', ['-f', 'sleep 301.25']).status, 1);
  });
});
