import assert from 'node:assert/strict';
import { attackSentence, readVerdicts } from '../support/linearPatterns';
import { findAttack } from '../support/regexAttack';
import { countedPattern } from '../support/regexSteps';

describe('every regular expression takes a time in proportion to its text', () => {
  const rewrite = '`npm run patterns` judges what is new and rewrites test/fixtures/linearPatterns.txt';

  it('as its kept verdict says, or as it is judged now', () => {
    const { patterns, linear } = readVerdicts();
    assert.ok(linear.size, `The code that judges patterns has changed: ${rewrite}.`);
    const unjudged = [...patterns].filter(([key]) => !linear.has(key)).map(([, pattern]) => pattern);
    assert.deepEqual(
      unjudged.flatMap((pattern) => attackSentence(pattern) ?? []),
      [],
    );
    const gone = [...linear].filter((key) => !patterns.has(key));
    const stale = [...unjudged.map(({ file, line }) => `src/${file}:${line} is new`), ...gone.map((key) => `${key} is gone`)];
    assert.deepEqual(stale, [], rewrite);
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
