import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { assertedTexts } from '../../../../src/core/experiments/asserted/assertedValue';

const FOLDER = join(process.cwd(), 'src/node/experiments/preload/observe');
const SCRIPT = `import json, sys
from collections import namedtuple
from dataclasses import dataclass
sys.path.insert(0, sys.argv[1])
from debug_context_asserted import Asserted, value_text
Point = namedtuple("Point", "x y")
@dataclass
class Order:
    id: int
    name: str
class Odd(list):
    def __iter__(self):
        print("NOTICED")
    def __repr__(self):
        print("NOTICED")
for texts, value in json.load(sys.stdin):
    asserted, value = Asserted(texts), eval(value)
    found = value_text(value, asserted.structures)
    print(json.dumps([found and asserted.relation(*found), asserted.wrong(value)[0]]))
`;

/** In the notation of Python; the relation, and whether the value is certainly wrong. */
const CASES: [what: string, actual: string, expected: string, value: string, relation: string | null, isWrong: boolean][] = [
  ['a number', '12', '10', '12', 'whole', true],
  ['the expected number', '12', '10', '10', null, false],
  ['None', 'None', '[1]', 'None', 'whole', true],
  ['a text', "'a&b'", "'a&amp;b'", '"a&b"', 'whole', true],
  ['a text that ends beside what is missing', "'a&b'", "'a&amp;b'", '"a&"', 'beside', false],
  ['a list as printed', "[{'a': 1}, ('x',)]", '[]', '[{"a": 1}, ("x",)]', 'whole', true],
  ['an element of the list', "[{'a': 1}, {'a': 2}]", "[{'a': 1}, {'a': 3}]", '{"a": 2}', 'part', true],
  ['another element of the list', "[{'a': 1}, {'a': 2}]", "[{'a': 1}, {'a': 3}]", '{"a": 1}', null, false],
  ['a named tuple', 'Point(x=1, y=2)', 'Point(x=1, y=3)', 'Point(1, 2)', 'whole', true],
  ['a data class in a list', "[Order(id=1, name='ada')]", "[Order(id=2, name='ada')]", 'Order(1, "ada")', 'part', true],
  ['a class with code of its own', '[1]', '[2]', 'Odd([1])', null, false],
  ['a longer text with the wrong part', "'one apos two'", "'one x two'", '"<b>apos</b>"', 'around', true],
  ['a text beside a wide character', "'😀 apos; b'", "'😀 x b'", '"apos;"', 'part', true],
  ['a piece that the expected text has elsewhere', "'b:(0) c:(0)'", "'b:(1) c:(0)'", '"(0)"', 'part', false],
  ['a text that looks like the expected number', "'1'", '1', '"1"', 'whole', false],
];

const pythons = ['python3', 'python3.13'].filter((each) => spawnSync(each, ['--version']).status === 0);

describe('the asserted value in Python', () => {
  for (const python of pythons)
    it(`is compared as in JavaScript, without running code of the program, with ${python}`, () => {
      const input = CASES.map(([, actual, expected, value]) => [assertedTexts({ actual, expected }), value]);
      const { stdout, stderr } = spawnSync(python, ['-B', '-c', SCRIPT, FOLDER], {
        input: JSON.stringify(input),
        encoding: 'utf8',
      });
      assert.equal(stderr, '');
      const answers = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [string | null, string | null]);
      assert.deepEqual(
        CASES.map(([what], at) => [what, answers[at]?.[0], answers[at]?.[1] !== null]),
        CASES.map(([what, , , , relation, isWrong]) => [what, relation, isWrong]),
      );
    });
});
