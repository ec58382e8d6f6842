import assert from 'node:assert/strict';
import { shapesInWords, shapeWords } from '../../../../src/core/experiments/shapeWords';

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
    assert.deepEqual(shapesInWords('undefined', ['[int]×2', '[str]×2', '[]']), {
      failing: 'undefined',
      passing: ['a list of 2', 'an empty list'],
    });
  });

  it('keeps the notation where words would not tell the failing run from passing ones', () => {
    assert.deepEqual(shapesInWords('[{price:NaN}]×3', ['[{price:num}]×3']), { failing: '[{price:NaN}]×3', passing: ['[{price:num}]×3'] });
  });
});
