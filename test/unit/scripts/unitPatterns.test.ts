import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../scripts/runCommand.mjs';

// It has no types.
const { lookupFiles } = createRequire(join(root, 'package.json'))('mocha/lib/cli/lookup-files.js') as {
  lookupFiles: (pattern: string, extensions: string[], recursive: boolean) => string[];
};

describe('npm run test:unit', () => {
  it('runs each test file once: in parallel, Mocha runs one twice that two patterns name', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const patterns = [...(scripts['test:unit'] ?? '').matchAll(/"([^"]+)"/g)].map(([, pattern = '']) => pattern);
    const named = patterns.flatMap((pattern) => lookupFiles(join(root, pattern).replaceAll('\\', '/'), [], false));
    const all = readdirSync(join(root, 'test', 'unit'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
    assert.deepEqual(
      named.map((file) => file.replaceAll('\\', '/')).sort(),
      all.map((name) => join(root, 'test', 'unit', name).replaceAll('\\', '/')).sort(),
    );
  });
});
