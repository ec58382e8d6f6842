import { strictEqual } from 'node:assert';
import { otherFallback } from '../../../../../src/core/experiments/verdict/otherFallback';
import { parseDiff } from '../../../../../src/core/hypotheses/parseDiff';

describe('otherFallback', () => {
  for (const [file, added, expected] of [
    ['a.js', 'return item?.price ?? 0;', 'return item?.price ?? 1;'],
    ['a.js', "const name = user.name || 'guest';", "const name = user.name || 'guest (changed)';"],
    ['a.js', 'const all = list || [];', "const all = list || ['another'];"],
    ['a.js', 'if (item == null) return 3;', 'if (item == null) return 7;'],
    ['a.py', 'return profile.get("name", "guest")', 'return profile.get("name", "guest (changed)")'],
    ['a.py', 'return total or 0', 'return total or 1'],
    ['A.java', 'return found != null ? found : 0;', 'return found != null ? found : 1;'],
    ['a.js', 'return item?.price;', undefined],
    ['a.js', 'if (item == null) continue;', undefined],
    ['a.js', 'for (let i = 0; i <= items.length; i++) sum += items[i]?.price ?? 0;', undefined],
    ['a.rb', '(0..items.length).each { |at| sum += items.dig(at, :price) || 0 }', undefined],
    ['a.js', 'for (const key of keys) sum += prices.get(key) ?? 0;', 'for (const key of keys) sum += prices.get(key) ?? 1;'],
  ] as const)
    it(`${expected === undefined ? 'knows no other value in' : 'puts another value into'} \`${added}\` (${file})`, () => {
      const [patch] = parseDiff(`--- a/${file}\n+++ b/${file}\n@@ -1 +1 @@\n-old\n+${added}\n`);
      strictEqual(
        patch && otherFallback(patch, { file: `/app/${file}`, text: `first\n${added}\nlast\n` })?.text,
        expected && `first\n${expected}\nlast\n`,
      );
    });
});
