import assert from 'node:assert/strict';
import { parseShape } from '../../../../src/core/experiments/shapeText';
import { typeAdmits } from '../../../../src/core/experiments/typeAdmits';

describe('typeAdmits', () => {
  const cases: [type: string, shape: string, answer: boolean | undefined][] = [
    ['Order[]', 'undefined', false],
    ['Order[] | null', 'null', true],
    ['Promise<Order[] | null>', 'Promise<null>', true],
    ['Promise<Order[]>', 'Promise<undefined>', false],
    ['Promise<T>', 'Promise<null>', undefined],
    ['string', 'str(3)', true],
    ['string', 'int', false],
    ['number', 'NaN', true],
    ['number', 'str(2,number)', false],
    ["'open' | 'shipped'", 'str(4)', undefined],
    ["'open' | 'shipped'", 'undefined', false],
    ['readonly string[]', '[str|int]×2', false],
    ['Record<string, Order[]>', '{a:[Order{}]×1}', undefined],
    ['Optional[str]', 'None', true],
    ['str | None', 'None', true],
    ['list[int]', '[int]×2', true],
    ['dict[str, int]', 'None', false],
    ['Order', 'null', false],
    ['Maybe<Order>', 'null', true],
    ['any', 'undefined', true],
  ];
  for (const [type, shape, answer] of cases)
    it(`${type} and ${shape}: ${answer ?? 'not told'}`, () => {
      assert.equal(typeAdmits(type, parseShape(shape)), answer);
    });
});
