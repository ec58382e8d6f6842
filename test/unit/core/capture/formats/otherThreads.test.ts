import { match, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';

const fixtures = join(__dirname, '../../../../fixtures/traces');

describe('goroutines and threads that did not fail', () => {
  it('are kept with a panic, beside its own stack', () => {
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
