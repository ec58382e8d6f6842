import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

const fixtures = join(__dirname, '../../../../fixtures/traces');

describe('goroutines and threads that did not fail', () => {
  it('are kept with a panic, in addition to its own stack', () => {
    const [error, ...others] = parseFailure(readFileSync(join(fixtures, 'go/nil-map-goroutines/output.txt'), 'utf8')).errors;
    strictEqual(others.length, 0);
    strictEqual(error?.details?.match(/^goroutine \d+ \[/gm)?.length, 3);
    match(error.details, /^goroutine 1 \[sync\.WaitGroup\.Wait\]:[^]*main\.go:35 \+0xe5$/);
  });

  it('are kept with a crash in a debugger', () => {
    const [error] = parseFailure(readFileSync(join(fixtures, 'cpp/gdb-threads/output.txt'), 'utf8')).errors;
    strictEqual(error?.frames.length, 12);
    strictEqual(error.details?.match(/^#\d+ /gm)?.length, 34 - 12);
  });
});

describe('stacks that a memory checker prints beside the bad access', () => {
  for (const [name, titles] of [
    ['asan-heap-overflow', ['allocated by thread T0 here:']],
    ['asan-use-after-free', ['freed by thread T0 here:', 'previously allocated by thread T0 here:']],
    ['valgrind', ["Address 0x4a5c050 is 0 bytes after a block of size 16 alloc'd:"]],
  ] as const)
    it(`are details of the error, not its cause: ${name}`, () => {
      const [error, ...others] = parseFailure(readFileSync(join(fixtures, `cpp/${name}/output.txt`), 'utf8')).errors;
      strictEqual(others.length, 0);
      deepStrictEqual(
        error?.details?.split('\n').filter((line) => !line.startsWith('  ')),
        titles,
      );
    });
});
