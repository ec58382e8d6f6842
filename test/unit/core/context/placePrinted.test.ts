import assert from 'node:assert/strict';
import { evidenceIn } from '../../../support/hypothesesOf';
import { memoryReader } from '../../../support/memoryReader';

const made = 'package main\n\nfunc pick() error {\n\treturn errors.New("no free port left")\n}\n';
const wraps =
  'package main\n\nfunc start() error {\n\terr := pick()\n\tif err != nil {\n\t\treturn fmt.Errorf("start server: %w", err)\n\t}\n\treturn nil\n}\n';

async function places(files: Record<string, string>): Promise<string[]> {
  const evidence = await evidenceIn('start server: no free port left\nexit status 1\n', memoryReader(files));
  assert.ok(!evidence.snippets.some(({ frame }) => frame !== undefined), 'no frame is made up');
  return evidence.snippets.map((snippet) => `${snippet.file}#${snippet.function ?? ''}`);
}

describe('placePrinted', () => {
  it('collects the code that words an error without a stack, innermost first', async () => {
    assert.deepEqual((await places({ 'pick.go': made, 'start.go': wraps })).slice(0, 2), ['pick.go#pick', 'start.go#start']);
  });

  it('collects nothing for a text that occurs twice', async () => {
    assert.deepEqual(await places({ 'a.go': made, 'b.go': made }), []);
  });
});
