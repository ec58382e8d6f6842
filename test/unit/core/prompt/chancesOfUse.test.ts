import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { chancesOfUse } from '../../../../src/core/prompt/chancesOfUse';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { aSnippet } from '../../../support/someEvidence';

const FILE = 'src/price.py';
const CODE = `class Price:
    def __init__(self, rate):
        self.rate = rate

    def total(self):
        return rounded(self.rate)

def rounded(value):
    return int(value)

def price(kind):
    return Price(kind)

def far():
    return 1
`;

function suspect(startLine: number, endLine: number, score: number): Suspect {
  return { file: FILE, line: startLine, functionRange: [startLine, endLine], score, reasons: [] };
}

describe('the chance of a piece of code to be of use', () => {
  async function chances(...suspects: Suspect[]): Promise<number[]> {
    const source = await openSyntax(packagedGrammars).parse(FILE, CODE);
    const pieces = [2, 5, 8, 11, 14].map((startLine) =>
      aSnippet({
        id: String(startLine),
        file: FILE,
        startLine,
        text: source.lines.slice(startLine - 1, startLine + 1).join('\n'),
        role: 'callee',
      }),
    );
    const test = aSnippet({ id: 'test', file: 'test_price.py', role: 'test' });
    const found = chancesOfUse([...pieces, test], suspects, (file) => (file === FILE ? source : undefined));
    return [...found.values()].map((each) => Math.round(each * 100) / 100);
  }

  it('is that of its function, of those that it calls and of those that call it; a constructor is called by its class', async () => {
    assert.deepEqual(await chances(suspect(5, 6, 0.5)), [0, 0.5, 0.5, 0, 0, 1]);
    assert.deepEqual(await chances(suspect(2, 3, 0.4)), [0.4, 0, 0, 0.4, 0, 1]);
  });

  it('is higher where it belongs to several, and never sure but for a test', async () => {
    assert.deepEqual(await chances(suspect(5, 6, 0.5), suspect(8, 9, 0.2)), [0, 0.6, 0.6, 0, 0, 1]);
    assert.deepEqual(await chances(suspect(14, 15, 1)), [0, 0, 0, 0, 0.9, 1]);
  });

  it('is that of the function whose file names it, of a file of data', async () => {
    const source = await openSyntax(packagedGrammars).parse(FILE, `${CODE}ROWS = 'data/rows.csv'\n`);
    const pieces = ['data/rows.csv', 'data/other.csv', 'src/rows.py'].map((file) => aSnippet({ id: file, file, role: 'callee' }));
    const found = chancesOfUse(pieces, [suspect(5, 6, 0.5)], (file) => (file === FILE ? source : undefined));
    assert.deepEqual([...found.values()], [0.5, 0, 0]);
  });
});
