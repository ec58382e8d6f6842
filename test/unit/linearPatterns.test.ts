import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAttack } from '../support/regexAttack';
import { countedPattern } from '../support/regexSteps';
import { sourcePatterns } from '../support/sourcePatterns';

const root = join(__dirname, '../..');
/** Patterns that were found linear before, with the hash of the judging code: only new ones are searched. */
const cacheFile = join(root, 'node_modules/.cache/linearPatterns.json');
const judge = createHash('sha1')
  .update(readFileSync(join(root, 'test/support/regexSteps.ts')))
  .update(readFileSync(join(root, 'test/support/regexAttack.ts')))
  .digest('hex');

function readCache(): Set<string> {
  try {
    const { by, linear } = JSON.parse(readFileSync(cacheFile, 'utf8')) as { by: string; linear: string[] };
    return new Set(by === judge ? linear : []);
  } catch {
    return new Set();
  }
}

describe('every regular expression takes a time in proportion to its text', () => {
  const linear = readCache();
  const patterns = sourcePatterns(join(root, 'src'));

  for (const file of new Set(patterns.map((pattern) => pattern.file))) {
    it(file, function () {
      this.timeout(240_000);
      for (const { line, source, flags } of patterns.filter((pattern) => pattern.file === file)) {
        const key = `/${source}/${flags}`;
        if (linear.has(key)) continue;
        const attack = findAttack(source, flags);
        assert.equal(
          attack,
          undefined,
          `src/${file}:${line}  ${key} takes ${attack?.stepsPerCharacter.toFixed(0)} steps or more for each character of ` +
            `${JSON.stringify(attack?.before)} + ${JSON.stringify(attack?.pump)} × n + ${JSON.stringify(attack?.behind)}. ` +
            'Let neighbouring repetitions take different characters, bound them, or anchor the search, e.g. /(?<!\\s)\\s+$/.',
        );
        linear.add(key);
      }
    });
  }

  after(() => {
    mkdirSync(join(cacheFile, '..'), { recursive: true });
    writeFileSync(cacheFile, JSON.stringify({ by: judge, linear: [...linear] }));
  });
});

describe('findAttack', () => {
  const slow = [
    String.raw`^={3,}.*={3,}$`,
    String.raw`^\s*\d{0,9}\s*[|]`,
    String.raw`\s+$`,
    String.raw`^(a+)+$`,
    String.raw`^(?:a|a)*$`,
    String.raw`^(?:a|aa)+$`,
    String.raw`^(?:.*,)*x$`,
    String.raw`(\w+)\s*=\s*(.*?)\s*;`,
    String.raw`^\s*(?:\w+\s*)*:$`,
    String.raw`<!--[^]*?-->`,
    String.raw`^.*: (.*)$`,
    String.raw`^(\S.*?) > (\S.*?) < (\S.*?)$`,
  ];
  for (const source of slow) it(`finds one for /${source}/`, () => assert.notEqual(findAttack(source, ''), undefined));

  const fast = [
    String.raw`^\s*(?:\d{1,9}\s*)?[|]`,
    String.raw`(?<!\s)\s+$`,
    String.raw`^a*b`,
    String.raw`^(?:\w+\.)*\w+$`,
    String.raw`"[^"\n]{0,200}"`,
    String.raw`^.*: ([^]*)$`,
  ];
  for (const source of fast) it(`finds none for /${source}/`, () => assert.equal(findAttack(source, ''), undefined));
});

describe('countedPattern', () => {
  it('tries as many places as a search does', () => {
    const searched = countedPattern('a*b', '');
    assert.ok(searched.steps('a'.repeat(200), 1e9) > 3.5 * searched.steps('a'.repeat(100), 1e9));
    const anchored = countedPattern('^a*b', '');
    assert.ok(anchored.steps('a'.repeat(200), 1e9) < 2.5 * anchored.steps('a'.repeat(100), 1e9));
  });
});
