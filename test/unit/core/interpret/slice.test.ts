import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { valuesThere } from '../../../../src/core/experiments/repairs/workedError';
import { workedRows } from '../../../../src/core/experiments/repairs/workedRows';
import { runTest } from '../../../../src/core/interpret/failingTest';
import { History } from '../../../../src/core/interpret/history/history';
import { sliceOfFailure } from '../../../../src/core/interpret/history/slice';
import { ProgramView } from '../../../../src/core/suspects/explain/programView';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { familyOf } from '../../../../src/core/workspace/languages';

const syntax = openSyntax(packagedGrammars);

/** The rows of a failure as `line why`, and what the failing line worked with. @param line of the test or the program; 1-based */
async function worked(
  files: Record<string, string>,
  test: string,
  line: number,
  isTest = true,
): Promise<{ rows: string[]; seen: string[]; values?: string | undefined }> {
  const parsed = await Promise.all(Object.entries(files).map(([name, text]) => syntax.parse(name, text)));
  const view = new ProgramView([], [], parsed);
  const file = view.files.find((each) => each.file === test)!;
  const history = new History(familyOf(file.language));
  const { ended } = runTest(view, file, line, history);
  assert.equal(ended.kind, 'failed');
  const { rows, seen } = workedRows(history, sliceOfFailure(history), { file, line, lines: [line] }, isTest);
  return {
    rows: rows.map((row) => `${row.file}:${row.line} ${row.why}`),
    seen: seen.map(({ file, line, code, value, once }) => `${file}:${line} ${code} = ${value}${once ? '' : ', once'}`),
    values: valuesThere(history),
  };
}

describe('the lines that made a failed result', () => {
  it('go back through calls, names and the condition that was not taken, with their values', async () => {
    const { rows, seen } = await worked(
      {
        'shop.py': `def discount(total):
    if total > 100:
        return 10
    return 0


def price(items):
    total = sum(items)
    return total - discount(total)


def unused():
    return 1
`,
        'test_shop.py': 'from shop import price\n\n\ndef test_price():\n    assert price([60, 40]) == 90\n',
      },
      'test_shop.py',
      5,
    );
    assert.deepEqual(rows, [
      'shop.py:9 `total - discount(total)` evaluates to `100`',
      'shop.py:8 `sum(items)` evaluates to `100`',
      'shop.py:2 `total > 100` evaluates to `False`',
    ]);
    assert.deepEqual(seen, ['shop.py:9 total - discount(total) = 100', 'shop.py:8 sum(items) = 100', 'shop.py:2 total > 100 = False']);
  });

  it('show a collection as it was then, and what changed it later', async () => {
    const { rows } = await worked(
      {
        'list.js': `exports.build = () => {
  const all = [];
  all.push('a');
  all.push('b');
  all.reverse();
  return all.join('');
};
`,
        'list.test.js':
          "const test = require('node:test');\nconst assert = require('node:assert');\nconst { build } = require('./list');\ntest('builds', () => {\n  assert.equal(build(), 'ab');\n});\n",
      },
      'list.test.js',
      5,
    );
    assert.deepEqual(rows.slice(0, 2), [
      "list.js:6 `all.join('')` evaluates to `'ba'`",
      "list.js:5 `all.reverse()` evaluates to `['b', 'a']`",
    ]);
    assert.ok(rows.some((row) => row.startsWith("list.js:3 `all.push('a')`")));
  });

  it('tell the value of one time where a line has several', async () => {
    const { rows } = await worked(
      {
        'Sum.java': `class Sum {
    static int of(int[] all) {
        int sum = 0;
        for (int each : all) sum += each * 2;
        return sum;
    }
}
`,
        'SumTest.java': `import org.junit.jupiter.api.Test;
import static org.junit.jupiter.api.Assertions.assertEquals;

class SumTest {
    @Test
    void sums() {
        assertEquals(6, Sum.of(new int[] {1, 2, 3}));
    }
}
`,
      },
      'SumTest.java',
      7,
    );
    assert.ok(rows.includes('Sum.java:4 sets `sum` to `12` this time'), rows.join('\n'));
  });
});

describe('what the failing line worked with', () => {
  it('is told with its values, and the lines that made them', async () => {
    const { rows, values } = await worked(
      {
        'stock.rb': `def find(stock, name)
  stock.find { |each| each[:name] == name.upcase }
end

item = find([{ name: 'tea', left: 2 }], 'tea')
puts item[:left]
`,
      },
      'stock.rb',
      6,
      false,
    );
    assert.equal(values, 'There `item` is `nil`.');
    assert.ok(
      rows.some((row) => row.startsWith('stock.rb:2 ')),
      rows.join('\n'),
    );
  });

  it('names a key and the map that lacks it', async () => {
    const { values } = await worked(
      { 'rates.py': "RATES = {'usd': 1, 'eur': 2}\n\n\ndef rate(code):\n    return RATES[code]\n\n\nprint(rate('EUR'))\n" },
      'rates.py',
      8,
      false,
    );
    assert.equal(values, "There `RATES` is `{'usd': 1, 'eur': 2}` and `code` is `'EUR'`.");
  });

  it('is what a missing value was looked up with, of the error that caused the last one', async () => {
    const { values, rows } = await worked(
      {
        'stock.js': `const items = new Map([['TEA', { left: 2 }]]);
function left(name) {
  const { left } = items.get(name);
  return left;
}
try {
  console.log(left('tea'));
} catch (cause) {
  throw new Error('no stock', { cause });
}
`,
      },
      'stock.js',
      9,
      false,
    );
    assert.equal(values, "There `items` is `{'TEA': {left: 2}}` and `name` is `'tea'`.");
    assert.equal(rows[0], 'stock.js:3 `items.get(name)` evaluates to `undefined`');
  });

  it('leaves out what has no text, such as a function in an object', async () => {
    const { rows } = await worked(
      {
        'steps.js': `const steps = { first: (text) => text.trim(), all: [1, (text) => text] };
function run(name) {
  const made = { ...steps, name };
  return made.all[name].length;
}
run(5);
`,
      },
      'steps.js',
      6,
      false,
    );
    assert.ok(rows.includes('steps.js:3 `{ ...steps, name }` evaluates to `{first: …, all: [1, …], name: 5}`'), rows.join('\n'));
  });
});
