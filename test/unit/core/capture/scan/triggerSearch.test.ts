import { deepStrictEqual, strictEqual, throws } from 'node:assert';
import fc from 'fast-check';
import type { Trigger } from '../../../../../src/core/capture/scan/triggers';
import { TriggerSearch } from '../../../../../src/core/capture/scan/triggerSearch';

const triggers: Trigger[] = [
  'panic: ',
  '\nat x',
  '● ',
  { holds: [' line '], pattern: / at \S+ line \d/ },
  { holds: ['.py:', '.pyx:'], pattern: /\.pyx?:\d+\n/ },
];

/** A simple reference implementation of the search. */
function firstLine(text: string): number | undefined {
  let start = 0;
  for (const line of text.split('\n')) {
    const whole = `\n${line}\n`;
    const found = triggers.some((trigger) =>
      typeof trigger === 'string'
        ? whole.slice(0, -1).includes(trigger)
        : trigger.holds.some((literal) => whole.includes(literal)) && trigger.pattern.test(whole),
    );
    if (found) return start;
    start += line.length + 1;
  }
  return undefined;
}

describe('TriggerSearch', () => {
  const search = new TriggerSearch(triggers.map((trigger, at) => [trigger, at]));
  const find = (text: string) => {
    const found = search.nextLine(`\n${text}`, 1, text.length + 1);
    return found === undefined ? undefined : found - 1;
  };

  it('finds literals, including those only at the start of a line and those with other letters', () => {
    deepStrictEqual(
      ['a\npanic: x', 'at x', 'no at x', 'a\n  ● test', 'panic:', ''].map((text) => find(text)),
      [2, 0, undefined, 2, undefined, undefined],
    );
  });

  it('tries a pattern only on lines with its literal', () => {
    deepStrictEqual(
      ['x at a.pl line 3', 'x line 3\n at a.pl', 'in a.py:3', 'in a.py:3 x', 'a.py:x a.pyx:4'].map((text) => find(text)),
      [0, undefined, 0, undefined, 0],
    );
  });

  it('finds the same lines as a check of each line', () => {
    const part = fc.constantFrom('panic: ', 'pani', 'at x', '● ', ' line 3', ' at a.pl', '.py:3', '.pyx:', ' ', '\n', 'é', '漢', 'x');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        strictEqual(find(text), firstLine(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the next line with a trigger between two offsets, and none behind the second', () => {
    const text = '\npanic: a\nplain\npanic: b\nplain\n';
    strictEqual(search.nextLine(text, 10, text.length), 16);
    strictEqual(search.nextLine(text, 10, 15), undefined);
  });

  it('rejects a literal that is too short to search', () => throws(() => new TriggerSearch([['go', 'it']]), /four characters/));
});
