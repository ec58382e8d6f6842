import { deepStrictEqual, strictEqual } from 'node:assert';
import fc from 'fast-check';
import { textsInJson, unescapeJson } from '../../../../../src/core/capture/scan/textsInJson';

const stack = 'Error: say "x"\n    at f (C:\\app\\a.js:1:2)\n    at g (/a.js:3:4)';

describe('textsInJson', () => {
  it('finds the text with line breaks, and the other data of the object', () => {
    const line = JSON.stringify({ level: 50, name: 'TypeError', msg: 'no "total"', stack });
    deepStrictEqual(textsInJson(line), [{ text: stack, type: 'TypeError', message: 'no "total"', isOwn: false }]);
  });

  it('finds every text of several lines in an object, nested ones too', () => {
    const texts = textsInJson(JSON.stringify({ a: stack, b: { c: 'one\ntwo' } })).map(({ text }) => text);
    deepStrictEqual(texts, [stack, 'one\ntwo']);
  });

  it('reads JSON after other text, JSON that was cut off, and text that only escapes its line breaks', () => {
    const json = JSON.stringify({ stack });
    strictEqual(textsInJson(`2026-02-03 ERROR ${json} done`)[0]?.text, stack);
    strictEqual(textsInJson(json.slice(0, -20))[0]?.text, stack.slice(0, -18));
    strictEqual(textsInJson('Error: x\\n    at f (/a.js:1:2)')[0]?.text, 'Error: x\n    at f (/a.js:1:2)');
  });

  it('finds lists of strings that are the lines of a stack, among other lists and strings', () => {
    const lines = ['TypeError: no "total"', '    at f (C:\\app\\a.js:1:2)', '    at g (/a.js:3:4)'];
    const text = lines.join('\n');
    const object = { tags: ['a', 'b\nc'], errorType: 'TypeError', errorMessage: 'no "total"', stack: lines, more: 'd\ne [' };
    const found = textsInJson(`ERROR Invoke Error ${JSON.stringify(object)}`);
    deepStrictEqual(
      found.map((each) => each.text),
      ['b\nc', text, 'd\ne ['],
    );
    deepStrictEqual(found[1], { text, type: 'TypeError', message: 'no "total"', isOwn: true });
    strictEqual(textsInJson(JSON.stringify(lines).slice(0, -5))[0]?.text, text.slice(0, -3));
  });

  it('leaves a string inside a string escaped, for another pass', () => {
    const inner = JSON.stringify({ stack });
    strictEqual(textsInJson(JSON.stringify({ log: `${inner}\n` }))[0]?.text, `${inner}\n`);
  });

  it('finds nothing where nothing is escaped', () => deepStrictEqual(textsInJson('{"a":"b"}'), []));

  it('finds any text with a line break in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const text = `${a}\n${b}`;
        return textsInJson(JSON.stringify({ text })).some((found) => found.text === text);
      }),
    );
  });

  it('throws at no text, valid JSON or not', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\\', 'n', '"', '{', '}', '[', ']', ',', ':', 'at ', 'u', '0') }),
        (line) => void textsInJson(line),
      ),
    );
  });
});

describe('unescapeJson', () => {
  it('gives the same result as JSON.parse', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[\b\f]/.test(text)),
        (text) => unescapeJson(JSON.stringify(text).slice(1, -1)) === text,
      ),
    );
  });

  it('keeps the backslash of what is no escape in JSON', () => strictEqual(unescapeJson('C:\\xyz \\q'), 'C:\\xyz \\q'));
});
