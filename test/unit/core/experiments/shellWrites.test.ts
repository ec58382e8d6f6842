import assert from 'node:assert/strict';
import { shellWrites } from '../../../../src/core/experiments/shellWrites';

describe('shellWrites', () => {
  for (const text of [
    'echo x >> lib.js; node main.js',
    'node main.js > out.txt',
    '#!/bin/sh\nset -e\nmkdir -p out\nnode main.js',
    'rm -rf dist && node main.js',
    'if true; then touch a; fi',
    'sed -i s/a/b/ a.js && node main.js',
    'node main.js | tee log.txt',
    'npx esbuild a.ts --outfile=a.js',
    'git checkout -- . && node main.js',
  ])
    it(`finds what changes files: ${text.replaceAll('\n', ' ')}`, () => assert.ok(shellWrites(text)));

  for (const text of [
    'node main.js',
    'node main.js 2>&1',
    'node main.js > /dev/null 2>&1',
    "node -e 'x => 1 > 2'",
    'npm run mkdir-test && node rm.js',
    'npx esbuild-runner a.ts; git status',
    '# rm -rf dist\nnode main.js',
    'echo "a > b"; node main.js',
  ])
    it(`finds none: ${text.replaceAll('\n', ' ')}`, () => assert.ok(!shellWrites(text)));
});
