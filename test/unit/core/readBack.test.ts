import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { shown, useLanguage } from '../../../src/core/language';
import { indexPhrases, READ_BACK, readBack } from '../../../src/core/readBack';

const german = JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>;
const index = indexPhrases(german);

const TABLE = {
  '~Line {0} calls {1}, but {2} is {3}.': 'Zeile {0} ruft {1} auf, aber {2} ist {3}.',
  '~Line {0} {1}.': 'Zeile {0} {1}.',
  '~Line {0}: {1}.': 'Zeile {0}: {1=}.',
  '~swaps {0} and {1}': 'vertauscht {1} mit {0}',
  '~shows {0}{1}': 'zeigt {0}{1}',
  '~The test "{0}" fails': 'Der Test "{0}" schlägt fehl',
  '~{0} is empty': '{0} ist leer',
  '~The value': 'Der Wert',
};
const small = indexPhrases(TABLE);

describe('a text that was made in English', () => {
  afterEach(() => useLanguage('en', {}));

  const read: [string, string][] = [
    ['Line 4 calls `a.b()`, but `a` is null.', 'Zeile 4 ruft `a.b()` auf, aber `a` ist null.'],
    ['Line 4 swaps `a` and `b`.', 'Zeile 4 vertauscht `b` mit `a`.'],
    ['Line 4 swaps `a` and `b`. `c` is empty', 'Zeile 4 vertauscht `b` mit `a`. `c` ist leer'],
    ['line 4 swaps `a` and `b`', 'Zeile 4 vertauscht `b` mit `a`'],
    ['the value is empty', 'der Wert ist leer'],
    ['The test "swaps `a` and `b`" fails', 'Der Test "swaps `a` and `b`" schlägt fehl'],
    ['Line 4 swaps "the one" and `b`.', 'Zeile 4 vertauscht `b` mit "the one".'],
    ['Line 4 swaps "it says "no". Really? to all" and `b`.', 'Zeile 4 vertauscht `b` mit "it says "no". Really? to all".'],
    ['Line 4 shows 3 "tidy prices".', 'Zeile 4 zeigt 3 "tidy prices".'],
    ['`c` is empty\n  `d` is empty', '`c` ist leer\n  `d` ist leer'],
  ];
  for (const [text, said] of read) it(`is read back: ${JSON.stringify(text)}`, () => assert.equal(readBack(text, small), said));

  const whole = [
    'Line 4 of nothing known.',
    'This sentence is empty of sense',
    '`Line 4 swaps ``a`` and ``b``.`',
    'Line 4 calls `a`, but nobody is at home.',
    'swaps words and other words',
  ];
  for (const text of whole)
    it(`stays whole where a phrase does not say all of it: ${text}`, () => assert.equal(readBack(text, small), text));

  it('keeps a message as it is, even one that looks like a phrase', () => {
    assert.equal(readBack('Line 4: `c` is empty.', small), 'Zeile 4: `c` is empty.');
  });

  for (const [english, said] of [
    ['With the patch it fails with AssertionError: 0 != 20', 'Mit dem Patch schlägt es fehl mit AssertionError: 0 != 20'],
    [
      '59 small changes were tried in 2 functions, and none made it pass.',
      '59 kleine Änderungen wurden versucht in 2 Funktionen, und mit keiner läuft es durch.',
    ],
    [
      'in the debugger, `x` was seen at 3 places, as a list of 3, then an `Order`',
      'im Debugger: `x` gesehen an 3 Stellen, als eine Liste mit 3, dann ein `Order`',
    ],
    [
      '`price` is `None` in `receipt`, and it comes from the code at stock.py:1',
      '`price` ist `None` in `receipt`, und es kommt aus Code in stock.py:1',
    ],
  ] as const)
    it(`is a German sentence, in German order: ${english}`, () => assert.equal(readBack(english, index), said));

  it('stays English for a person who reads English', () => {
    assert.equal(shown('Line 4 swaps `a` and `b`.'), 'Line 4 swaps `a` and `b`.');
    useLanguage('de', TABLE);
    assert.equal(shown('Line 4 swaps `a` and `b`.'), 'Zeile 4 vertauscht `b` mit `a`.');
  });

  it('costs little whatever its values hold', () => {
    const hostile = [
      '`'.repeat(3000),
      '`a` '.repeat(400),
      'Line 4 '.repeat(300),
      '"'.repeat(2000),
      '(is a) '.repeat(300),
      ', '.repeat(1500),
    ];
    const began = performance.now();
    for (const text of hostile) readBack(`Line 4 calls ${text}, but ${text} is ${text}.`, index);
    assert.ok(performance.now() - began < 10_000);
  });
});

describe('each German phrase', () => {
  it('is found by the English that the code makes with it, with its values', () => {
    const wrong = Object.entries(german).flatMap(([key, said]) => {
      if (!key.startsWith(READ_BACK)) return [];
      const value = (number: string): string => `\`v${number}\``;
      const fill = (text: string): string => text.replace(/`\{/g, '` {').replace(/\{(\d\d?)=?\}/g, (_, number: string) => value(number));
      const english = fill(key.slice(1));
      const got = readBack(english, index);
      // Another phrase may say the same.
      return got.trim() === fill(said).trim() || sameWords(got, fill(said)) ? [] : [{ english, got, said: fill(said) }];
    });
    assert.deepEqual(wrong, []);
  });
});

/** Whether two readings have the same values, and one is no more English than the other. */
function sameWords(a: string, b: string): boolean {
  const values = (text: string): string => (text.match(/`v\d+`/g) ?? []).sort().join();
  return values(a) === values(b) && READ_WELL.every((word) => !a.includes(word));
}

const READ_WELL = [' the ', ' is ', ' and ', ' of ', ' with '];
