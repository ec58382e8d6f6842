import { deepStrictEqual, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { openTrees } from '../../../../src/core/syntax/openSyntax';
import { effectsExperiment } from '../../../../src/node/experiments/effectsExperiment';
import { builtInstruments } from '../../../support/builtInstruments';
import { TempFolder } from '../../../support/gitRepository';
import { TEST_LIMIT } from '../../../support/limits';

const PRICES = `exports.find = function (prices, name) {
  return name === '' ? null : prices;
};
exports.label = function (price) {
  var name = price.name;
  return 'price ' + name;
};
`;
const TEST = `const { find, label } = require('./prices.js');
if (label(find({ name: 'a' }, '')) !== 'price a') throw new Error('other');
`;

describe('what small changes do', function () {
  this.timeout(TEST_LIMIT);
  let folder: TempFolder;
  before(() => (folder = new TempFolder()));
  after(() => folder.dispose());

  it('names the function in which one makes the test pass, and leaves the files as they are', async () => {
    folder.write('prices.js', PRICES);
    folder.write('test.js', TEST);
    const { purpose, verdict } = await effects();
    strictEqual(purpose, 'effects');
    deepStrictEqual(
      verdict.effects.map(({ startLine, passes, altered }) => [startLine, passes ?? false, altered > 0]),
      [
        [4, false, true],
        [1, true, true],
      ],
    );
    strictEqual(readFileSync(join(folder.path, 'prices.js'), 'utf8'), PRICES);
  });

  it('tells nothing where the command passes, or where no change reaches the program', async () => {
    folder.write('test.js', "require('assert').strictEqual(1, 2);\n");
    deepStrictEqual((await effects()).verdict.effects, []);
    folder.write('test.js', '');
    deepStrictEqual((await effects()).verdict.effects, []);
  });

  it('tells nothing of a program that no test judges', async () => {
    folder.write('prices.js', PRICES);
    folder.write('report.js', "const { find, label } = require('./prices.js');\nconsole.log(label(find({ name: 'a' }, '')));\n");
    deepStrictEqual((await effects('report.js')).verdict.effects, []);
  });

  async function effects(program = 'test.js') {
    const suspect = (first: number, last: number) => ({
      file: 'prices.js',
      line: first + 1,
      functionRange: [first, last] as [number, number],
    });
    const suspects = [suspect(4, 7), suspect(1, 3)].map((each) => ({ ...each, score: 1, reasons: [] }));
    const options = { command: ['node', program], cwd: folder.path, root: folder.path, assets: await builtInstruments() };
    return effectsExperiment(options, suspects, new Map(), openTrees(packagedGrammars));
  }
});
