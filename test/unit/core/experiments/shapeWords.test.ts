import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { useLanguage, type Sentences } from '../../../../src/core/language';
import { shapeCode, shapesInWords, shapeWords, shownShape } from '../../../../src/core/experiments/shapeWords';

describe('a shape in words', () => {
  const cases: [shape: string, words: string][] = [
    ['undefined', 'undefined'],
    ['None', 'None'],
    ['NaN', 'NaN'],
    ['int', 'a whole number'],
    ['str(9)', 'a text of 9 characters'],
    ['str(1)', 'a text of 1 character'],
    ['str(0)', 'an empty text'],
    ['str(20,date)', 'a text of 20 characters (date)'],
    ['bytes(3)', '3 bytes'],
    ['[]', 'an empty list'],
    ['[{id:str(9), placedAt:str(20,date), items:[…]}]×2', 'a list of 2'],
    ['Set[int]×3', 'a Set of 3'],
    ['{id:int, user:null, tags:[str], at:Date, …+2}', 'an object with user null, id, tags and 3 more'],
    ['Order{id:int, total:NaN}', 'an Order with total NaN'],
    ['Order{id:int}', 'an Order'],
    ['{}', 'an empty object'],
    ['Map{str→int}×4', 'a Map of 4'],
    ['Promise<null>', 'a Promise of null'],
    ['Promise<pending>', 'a pending Promise'],
    ['int|undefined', 'a whole number or undefined'],
    ['Date', 'a Date'],
    ['unreached', 'never reached'],
    ['str(3), the value that the test got', 'a text of 3 characters, the value that the test got'],
    ['bool, which chose what line 9 of lib.js hands out', 'a boolean, which chose what line 9 of lib.js hands out'],
  ];
  for (const [shape, words] of cases) it(`${shape} is ${words}`, () => assert.equal(shapeWords(shape), words));

  it('says the same words of passing runs once', () => {
    assert.deepEqual(shapesInWords('undefined', ['[int]×2', '[str]×2', '[]'], shapeWords), {
      failing: 'undefined',
      passing: ['a list of 2', 'an empty list'],
    });
  });

  it('keeps the notation where words would not tell the failing run from passing ones', () => {
    assert.deepEqual(shapesInWords('[{price:NaN}]×3', ['[{price:num}]×3'], shapeWords), {
      failing: '[{price:NaN}]×3',
      passing: ['[{price:num}]×3'],
    });
  });

  it('marks names of the program where a sentence has code', () => {
    assert.equal(shapeCode('Order{id:int, total:NaN}'), 'an `Order` with `total NaN`');
    assert.equal(shapeCode('str(20,date)'), 'a text of 20 characters (`date`)');
  });

  describe('in German', () => {
    before(() => useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Sentences));
    after(() => useLanguage('en', {}));

    for (const [shape, words] of [
      ['int|undefined', 'eine ganze Zahl oder undefined'],
      ['str(9)', 'ein Text mit 9 Zeichen'],
      ['str(20,date)', 'ein Text mit 20 Zeichen (date)'],
      ['Set[int]×3', 'ein Set von 3'],
      ['{id:int, user:null, tags:[str], at:Date, …+2}', 'ein Objekt mit user null, id, tags und 3 weiteren'],
      ['Order{id:int, total:NaN}', 'ein Order mit total NaN'],
      ['ReceiptTest{_outcome:None, _doc:None, _subtest:None}', 'ein ReceiptTest mit _outcome None, _doc None und _subtest None'],
      ['Promise<pending>', 'ein unerfülltes Promise'],
      ['unreached', 'nie erreicht'],
      ['str(3), the value that the test got', 'ein Text mit 3 Zeichen, der Wert, den der Test bekam'],
      ['a name', 'a name'],
    ] as const)
      it(`${shape} is ${words}`, () => assert.equal(shownShape(shape), words));
  });
});
