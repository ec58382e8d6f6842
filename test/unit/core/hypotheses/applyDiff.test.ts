import assert from 'node:assert/strict';
import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { applyDiff, applyWholeDiff, DiffProblem } from '../../../../src/core/hypotheses/applyDiff';
import { memoryReader } from '../../../support/memoryReader';
import { assertTakesLessThan } from '../../../support/runningTime';

const useOrders = `import { useState } from 'react';
import { cache } from './cache';

export function useOrders(id: string) {
  const [orders, setOrders] = useState(cache.get(id));
  useEffect(() => {
    load(id).then(setOrders);
  }, [id]);
  return orders;
}
`;
const twice = 'function a() {\n  go();\n}\n\nfunction b() {\n  go();\n}\n\nfunction c() {\n  go();\n}\n';
const files = {
  'src/hooks/useOrders.ts': useOrders,
  'src/twice.js': twice,
  'src/x/same.ts': 'a\n',
  'src/y/same.ts': 'a\n',
  'no-newline.txt': 'one\ntwo',
  'empty.ts': '',
};
const reader = memoryReader(files);
const fixed = useOrders.replace('cache.get(id)', 'cache.get(id) ?? []');

const hunk = `@@ -4,4 +4,4 @@ export function useOrders
 export function useOrders(id: string) {
-  const [orders, setOrders] = useState(cache.get(id));
+  const [orders, setOrders] = useState(cache.get(id) ?? []);
   useEffect(() => {
     load(id).then(setOrders);
`;
const header = '--- a/src/hooks/useOrders.ts\n+++ b/src/hooks/useOrders.ts\n';

async function problemOf(diff: string, options = {}): Promise<string> {
  const error: unknown = await applyDiff(diff, reader, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DiffProblem, `it applied: ${diff}`);
  return error.message;
}

describe('applyDiff', () => {
  const forgiven: [string, string][] = [
    ['a plain diff', header + hunk],
    ['wrong line numbers', header + hunk.replace('@@ -4,4 +4,4 @@', '@@ -104,4 +110,4 @@')],
    ['wrong counts', header + hunk.replace('@@ -4,4 +4,4 @@', '@@ -4,17 +4,2 @@')],
    ['no counts', header + hunk.replace('@@ -4,4 +4,4 @@', '@@ -4 +4 @@')],
    ['no numbers', header + hunk.replace('@@ -4,4 +4,4 @@', '@@ @@')],
    ['half a header', header + hunk.replace(/@@.*@@.*/, '@@')],
    ['no hunk header at all', header + hunk.replace(/@@.*\n/, '')],
    ['CRLF', (header + hunk).replaceAll('\n', '\r\n')],
    ['a Markdown fence', `\`\`\`diff\n${header}${hunk}\`\`\``],
    ['prose around it', `Change this:\n\n${header}${hunk}\nThat is all.`],
    ['no newline at its end', (header + hunk).trimEnd()],
    ['no a/ and b/', (header + hunk).replace(/ [ab]\//g, ' ')],
    ["git's own headers", `diff --git a/src/hooks/useOrders.ts b/src/hooks/useOrders.ts\nindex 1a2b3c4..5d6e7f8 100644\n${header}${hunk}`],
    ['only the end of the path', (header + hunk).replaceAll('src/hooks/', '')],
    ['time stamps behind the names', (header + hunk).replace(/\.ts\n/g, '.ts\t2024-01-01 00:00:00\n')],
    ['trailing blanks', header + hunk.replace(/^([- ].*)$/gm, '$1  ')],
    ['lost indentation', header + hunk.replace(/^([-+ ]) {2}/gm, '$1').replace(' export function useOrders(id: string) {\n', '')],
    ['context from memory at the rim', header + hunk.replace('export function useOrders(id: string)', 'export const useOrders = (id) =>')],
    [
      'the form with Update File',
      `*** Begin Patch\n*** Update File: src/hooks/useOrders.ts\n@@ export function useOrders(id: string) {\n${hunk.replace(/@@.*\n/, '')}*** End Patch`,
    ],
    ['a marker at a place that is not the end', header + hunk.replace('+  const', '\\ No newline at end of file\n+  const')],
  ];
  for (const [name, diff] of forgiven) {
    it(`applies ${name}`, async () => assert.deepEqual(await applyDiff(diff, reader), { 'src/hooks/useOrders.ts': fixed }));
  }

  it('applies hunks without a file name to the given file', async () => {
    assert.deepEqual(await applyDiff(hunk, reader, { defaultFile: 'src/hooks/useOrders.ts' }), { 'src/hooks/useOrders.ts': fixed });
    assert.equal(await problemOf(hunk), 'The patch names no file.');
  });

  it('accepts a context line without its leading blank', async () => {
    const diff = `${header}@@ -1,4 +1,4 @@\nimport { useState } from 'react';\n-import { cache } from './cache';\n+import { cache } from './store';\n\n export function useOrders(id: string) {\n`;
    assert.deepEqual(await applyDiff(diff, reader), { 'src/hooks/useOrders.ts': useOrders.replace('./cache', './store') });
  });

  it('applies several hunks and several files', async () => {
    const changed = fixed.replace('return orders;', 'return orders ?? [];');
    const diff = createTwoFilesPatch('a/src/hooks/useOrders.ts', 'b/src/hooks/useOrders.ts', useOrders, changed, '', '', { context: 0 });
    const other = createTwoFilesPatch('a/src/twice.js', 'b/src/twice.js', twice, twice.replace('function c', 'function d'));
    const made = '--- /dev/null\n+++ b/src/new/made.ts\n@@ -0,0 +1,2 @@\n+export const a = 1;\n+export const b = 2;\n';
    assert.deepEqual(await applyDiff(diff + other + made, reader), {
      'src/hooks/useOrders.ts': changed,
      'src/twice.js': twice.replace('function c', 'function d'),
      'src/new/made.ts': 'export const a = 1;\nexport const b = 2;\n',
    });
  });

  it('keeps the end of a file, unless the patch changes it', async () => {
    const change = '--- a/no-newline.txt\n+++ b/no-newline.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n';
    assert.deepEqual(await applyDiff(change, reader), { 'no-newline.txt': 'one\nthree' });
    const added = '--- a/no-newline.txt\n+++ b/no-newline.txt\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n+three\n';
    assert.deepEqual(await applyDiff(added, reader), { 'no-newline.txt': 'one\nthree\n' });
    const removed = '--- a/src/x/same.ts\n+++ b/src/x/same.ts\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n';
    assert.deepEqual(await applyDiff(removed, reader), { 'src/x/same.ts': 'b' });
  });

  it('fills an empty file and inserts after a line', async () => {
    assert.deepEqual(await applyDiff('--- a/empty.ts\n+++ b/empty.ts\n@@ -0,0 +1 @@\n+a\n', reader), { 'empty.ts': 'a\n' });
    const insert = '--- a/no-newline.txt\n+++ b/no-newline.txt\n@@ -1,0 +2 @@\n+one and a half\n';
    assert.deepEqual(await applyDiff(insert, reader), { 'no-newline.txt': 'one\none and a half\ntwo' });
  });

  it('chooses among equal places by the numbers, and refuses where they do not decide', async () => {
    const at = (line: string) => `--- a/src/twice.js\n+++ b/src/twice.js\n${line}\n-  go();\n+  stop();\n`;
    assert.deepEqual(await applyDiff(at('@@ -6 +6 @@'), reader), {
      'src/twice.js': 'function a() {\n  go();\n}\n\nfunction b() {\n  stop();\n}\n\nfunction c() {\n  go();\n}\n',
    });
    assert.deepEqual(await applyDiff(at('@@ function c() {'), reader), { 'src/twice.js': twice.replace(/go\(\);(?=[^g]*$)/, 'stop();') });
    assert.equal(await problemOf(at('@@ @@')), 'The patch does not apply to src/twice.js: it fits at 3 places (lines 2, 6, 10).');
    assert.match(await problemOf(at('@@ -4 +4 @@')), /fits at 3 places/);
  });

  describe('gives the reason why it does not apply', () => {
    const problems: [string, string, RegExp][] = [
      ['words', 'Initialise the cache with an empty list.', /^The fix is described in words or code, not as a patch\.$/],
      [
        'another line',
        header + hunk.replace('-  const [orders, setOrders] = useState(cache.get(id));', '-  const orders = cache.get(id);'),
        /^The patch does not apply to src\/hooks\/useOrders\.ts: line 5 reads “const \[orders, setOrders\] = useState\(cache\.get\(id\)\);”, the patch expects “const orders = cache\.get\(id\);”\.$/,
      ],
      ['nothing of it', `${header}@@ -1,2 +1,2 @@\n alpha\n-beta\n+gamma\n`, /“alpha” is nowhere in the file\.$/],
      [
        'beyond the end',
        `${header}@@ -9,3 +9,3 @@\n   return orders;\n }\n-more\n+less\n`,
        /the file ends before line 11, where the patch expects “more”\.$/,
      ],
      [
        'no such file',
        '--- a/src/nope.ts\n+++ b/src/nope.ts\n@@ -1 +1 @@\n-a\n+b\n',
        /^The patch changes src\/nope\.ts, which does not exist in this workspace\.$/,
      ],
      ['two such files', '--- a/same.ts\n+++ b/same.ts\n@@ -1 +1 @@\n-a\n+b\n', /could be src\/x\/same\.ts or src\/y\/same\.ts\.$/],
      [
        'a file that exists',
        '--- /dev/null\n+++ b/src/twice.js\n@@ -0,0 +1 @@\n+b\n',
        /^The patch creates src\/twice\.js, which exists already\.$/,
      ],
      [
        'deletion',
        '--- a/src/twice.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-function a() {\n',
        /^The patch deletes src\/twice\.js: do that by hand\.$/,
      ],
      [
        'renaming',
        'diff --git a/src/twice.js b/src/thrice.js\nsimilarity index 100%\nrename from src/twice.js\nrename to src/thrice.js\n',
        /^The patch renames src\/thrice\.js: do that by hand\.$/,
      ],
      ['no text', 'diff --git a/a.png b/a.png\nBinary files a/a.png and b/a.png differ\n', /which is no text\.$/],
      ['no place', '--- a/src/twice.js\n+++ b/src/twice.js\n@@ @@\n+new\n', /it has no line that says where it belongs\.$/],
      ['which hunk', `${header + hunk}@@ -8 +8 @@\n-nope\n+yes\n`, /^Hunk 2 of the patch does not apply/],
    ];
    for (const [name, diff, message] of problems) it(`about ${name}`, async () => assert.match(await problemOf(diff), message));
  });

  it('finds a file whose name git quotes', async () => {
    const quoted = '--- "a/gr\\303\\266\\303\\237e \\"1\\".js"\n+++ "b/gr\\303\\266\\303\\237e \\"1\\".js"\n@@ -1 +1 @@\n-a\n+b\n';
    assert.deepEqual(await applyDiff(quoted, memoryReader({ 'größe "1".js': 'a\n' })), { 'größe "1".js': 'b\n' });
  });

  it('removes and renames files where nothing is written', async () => {
    const files = { 'old.js': 'a\nb\n', 'gone.js': 'x\n', 'same.js': 'y\n' };
    const diff = [
      'diff --git a/old.js b/new.js\nsimilarity index 50%\nrename from old.js\nrename to new.js\n--- a/old.js\n+++ b/new.js\n@@ -1,2 +1,2 @@\n-a\n+c\n b\n',
      'diff --git a/same.js b/moved.js\nsimilarity index 100%\nrename from same.js\nrename to moved.js\n',
      '--- a/gone.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
    ];
    assert.deepEqual(Object.fromEntries(await applyWholeDiff(diff.join(''), memoryReader(files))), {
      'new.js': 'c\nb\n',
      'old.js': undefined,
      'moved.js': 'y\n',
      'same.js': undefined,
      'gone.js': undefined,
    });
    await assert.rejects(applyWholeDiff(diff[2] ?? '', memoryReader({ 'gone.js': 'other\n' })), /does not apply to gone\.js/);
    await assert.rejects(
      applyWholeDiff(diff[1] ?? '', memoryReader({ ...files, 'moved.js': 'there\n' })),
      /The patch creates moved\.js, which exists already\.$/,
    );
  });

  it('reports that a patch is already applied', async () => {
    await assert.rejects(applyDiff(header + hunk, memoryReader({ 'src/hooks/useOrders.ts': fixed })), {
      message: 'The patch is already in src/hooks/useOrders.ts.',
    });
  });

  describe('refuses to write', () => {
    const paths = [
      '../outside.ts',
      'src/../../outside.ts',
      '..\\outside.ts',
      '/etc/passwd',
      '/home/dev/app/src/twice.js',
      'C:\\Windows\\x.dll',
      'c:/x',
      '\\\\server\\share\\x',
      '//server/share',
      '~/.ssh/authorized_keys',
      'file:///etc/passwd',
      '.git/hooks/pre-commit',
      'src/.git/config',
      '.GIT/config',
      '.git./config',
      '.git /config',
      'git~1/config',
      '.git::$INDEX_ALLOCATION/config',
      '.g\u200bit/config',
      'src/a\u0000.ts',
      'src//a.ts',
      'a.ts:stream',
    ];
    for (const path of paths) {
      it(`to the path ${JSON.stringify(path)}`, async () => {
        await problemOf(`--- /dev/null\n+++ ${path}\n@@ -0,0 +1 @@\n+x\n`);
        await problemOf(`--- ${path}\n+++ ${path}\n@@ -1 +1 @@\n-a\n+x\n`);
        await problemOf(`*** Begin Patch\n*** Add File: ${path}\n+x\n*** End Patch`);
      });
    }
  });

  it('applies diffs of the diff package, whatever the texts', async () => {
    const line = fc.constantFrom('a', 'b', '  a', '', '}', '-- x', '++ y', '--- z', 'é');
    const text = fc
      .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean())
      .map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        fc.pre(before !== after && before.trim() !== '' && after.trim() !== '');
        const diff = createTwoFilesPatch('a/f.txt', 'b/f.txt', before, after, '', '', { context: 50 });
        assert.deepEqual(await applyDiff(diff, memoryReader({ 'f.txt': before })), { 'f.txt': after });
      }),
      { numRuns: 500 },
    );
  });

  it('turns garbage into a DiffProblem or a result inside the workspace, nothing else', async () => {
    const piece = fc.constantFrom(
      '--- a/src/twice.js\n',
      '+++ b/src/twice.js\n',
      '@@ -1 +1 @@\n',
      '@@',
      '\n',
      '-',
      '+',
      ' ',
      'function a() {',
      '\\ No newline\n',
      '*** Update File: src/twice.js\n',
      '/dev/null',
      '```',
      'diff --git ',
      '../x',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        try {
          for (const file of Object.keys(await applyDiff(pieces.join(''), reader))) assert.doesNotMatch(file, /\.\.|^\//);
        } catch (error) {
          assert.ok(error instanceof DiffProblem, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes bounded time for a huge file and a huge patch', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `line ${index % 7}`).join('\n');
    const big = memoryReader({ 'big.txt': lines });
    const old = Array.from({ length: 20_000 }, (_, index) => ` line ${index % 7}`).join('\n');
    const patch = `--- a/big.txt\n+++ b/big.txt\n@@ @@\n${old}\n-nope\n+yes\n`;
    await assertTakesLessThan(5000, () => assert.rejects(applyDiff(patch, big), DiffProblem));
  });
});
