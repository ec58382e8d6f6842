import assert from 'node:assert/strict';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { startWorker } from '../../../src/node/startWorker';
import { TempFolder } from '../../support/gitRepository';

const root = join(__dirname, '..', '..', '..');

describe('startWorker', () => {
  it('closes nothing of the process, once its thread has read the pipes of a command', async function () {
    // Elsewhere, commands have no pipes of their own.
    if (process.platform !== 'linux') this.skip();
    const folder = new TempFolder();
    folder.write(
      'worker.cjs',
      `require(${JSON.stringify(join(root, 'node_modules', 'tsx', 'dist', 'cjs', 'index.cjs'))});
      const { openOutputPipes } = require(${JSON.stringify(join(root, 'src', 'node', 'outputPipes.ts'))});
      const pipes = openOutputPipes();
      const child = require('node:child_process').spawn('echo', ['printed'], { stdio: ['ignore', ...pipes.stdio] });
      const streams = pipes.of(child);
      const numbers = streams.map(({ _handle }) => _handle.fd);
      let open = streams.length;
      for (const stream of streams) stream.resume().on('close', () => --open || require('node:worker_threads').parentPort.postMessage(numbers));`,
    );
    const opened: number[] = [];
    try {
      const worker = startWorker(join(folder.path, 'worker.cjs'), 'test');
      const numbers = await new Promise<number[]>((resolve, reject) => worker.on('message', resolve).on('error', reject));
      // The process gets the numbers that were given back.
      while (!numbers.every((each) => opened.includes(each)) && opened.length < 200) opened.push(openSync(folder.path, 'r'));
      await worker.terminate();
      for (const each of opened) assert.ok(fstatSync(each).isDirectory());
    } finally {
      for (const each of opened) closeSync(each);
      folder.dispose();
    }
  });
});
