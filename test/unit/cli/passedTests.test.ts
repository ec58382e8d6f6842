import assert from 'node:assert/strict';
import { HeardEnd } from '../../../src/cli/heardEnd';
import { passedSentence } from '../../../src/cli/passedTests';

describe('passedSentence', () => {
  for (const [runner, output, sentence] of [
    ['pytest', '===== 5 passed in 0.12s =====\n', 'All tests passed (5).'],
    ['Jest', 'Tests:       5 passed, 5 total\n', 'All tests passed (5).'],
    ['Mocha', '  5 passing (3ms)\n', 'All tests passed (5).'],
    ['node:test', 'ℹ tests 3\nℹ pass 3\nℹ fail 0\n', 'All tests passed (3).'],
    [
      'cargo',
      'test result: ok. 3 passed; 0 failed; 0 ignored\n\ntest result: ok. 2 passed; 0 failed; 0 ignored\n',
      'All tests passed (5).',
    ],
    ['go', 'ok  \texample.com/a\t0.01s\n', 'All tests passed.'],
    ['Minitest', '3 runs, 4 assertions, 0 failures, 0 errors, 0 skips\n', 'All tests passed (3).'],
    ['Maven', '[INFO] Tests run: 5, Failures: 0, Errors: 0, Skipped: 0\n', 'All tests passed (5).'],
    ['Mocha, one failing', '  5 passing (3ms)\n  1 failing\n', undefined],
    ['cargo, one failing', 'test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 1 passed; 1 failed\n', undefined],
    ['go, one failing', 'ok  \texample.com/a\t0.01s\nFAIL\texample.com/b\t0.01s\n', undefined],
    ['no runner', 'hello\n', undefined],
  ] as const)
    it(`of ${runner}: ${sentence ?? 'nothing'}`, () => assert.equal(passedSentence(output), sentence));
});

describe('HeardEnd', () => {
  it('passes everything on, counts it, and keeps the end of a long output', async () => {
    const heard = new HeardEnd();
    const chunks = Array.from({ length: 40 }, (_, at) => Buffer.from(`${at}`.padStart(10_000, '.')));
    let passed = 0;
    for await (const chunk of heard.listen(from(chunks))) passed += chunk.length;
    assert.deepEqual([passed, heard.bytes], [400_000, 400_000]);
    assert.equal(heard.text().length, 200_000);
    assert.ok(heard.text().endsWith('.39'));
  });
});

async function* from(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
