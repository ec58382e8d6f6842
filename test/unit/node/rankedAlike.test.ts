import assert from 'node:assert/strict';
import { evidenceOfBug } from '../../../realBugs/evidenceOfBug';
import { candidateFacts } from '../../../src/core/suspects/candidateFacts';
import { markOrigin } from '../../../src/core/suspects/explain/markOrigin';
import { relatedCode } from '../../../src/core/suspects/explain/relatedCode';
import { priorRanking } from '../../../src/core/suspects/ranking';
import { withTestFault } from '../../../src/core/suspects/testFault';
import { GitRepository, TempFolder } from '../../support/gitRepository';

const HOUR_MS = 3_600_000;
const FOLDER = '{folder}';

const PRICING = `def find_rate(rates, country):
    for rate in rates:
        if rate["country"] == country:
            return rate


def with_tax(amount, rate):
    return amount * (1 + rate["percent"] / 100)


def total(order, rates):
    rate = find_rate(rates, order["country"])
    return with_tax(order["amount"], rate)
`;
const PLAIN = {
  files: {
    'shop/__init__.py': '',
    'shop/pricing.py': PRICING,
    'main.py':
      'from shop.pricing import total\n\nRATES = [{"country": "DE", "percent": 19}]\n\nprint(total({"country": "de", "amount": 10}, RATES))\n',
  },
  output: `Traceback (most recent call last):
  File "${FOLDER}/main.py", line 5, in <module>
    print(total({"country": "de", "amount": 10}, RATES))
  File "${FOLDER}/shop/pricing.py", line 13, in total
    return with_tax(order["amount"], rate)
  File "${FOLDER}/shop/pricing.py", line 8, in with_tax
    return amount * (1 + rate["percent"] / 100)
TypeError: 'NoneType' object is not subscriptable`,
};
const TEST = `from shop.pricing import total

RATES = [{"country": "DE", "percent": 19}]


def test_total():
    assert total({"country": "de", "amount": 10}, RATES) == 11.9
`;
const byPytest = (at: string): string => `F                                                                        [100%]
=================================== FAILURES ===================================
__________________________________ test_total __________________________________

    def test_total():
>       assert total({"country": "de", "amount": 10}, RATES) == 11.9
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

tests/test_pricing.py:7:
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _
${at}shop/pricing.py:13: in total
    return with_tax(order["amount"], rate)
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

amount = 10, rate = None

    def with_tax(amount, rate):
>       return amount * (1 + rate["percent"] / 100)
                             ^^^^^^^^^^^^^^^
E       TypeError: 'NoneType' object is not subscriptable

${at}shop/pricing.py:8: TypeError
=========================== short test summary info ============================
FAILED tests/test_pricing.py::test_total - TypeError: 'NoneType' object is no...
1 failed in 3.11s`;

const JAVA = {
  'src/com/shop/Rates.java': `package com.shop;

class Rates {
    private final java.util.Map<String, Integer> percents = java.util.Map.of("DE", 19);

    Integer find(String country) {
        return percents.get(country);
    }
}
`,
  'src/com/shop/Pricing.java': `package com.shop;

class Pricing {
    private final Rates rates = new Rates();

    int withTax(int amount, String country) {
        Integer percent = rates.find(country);
        return amount + amount * percent / 100;
    }
}
`,
  'src/com/shop/Main.java': `package com.shop;

class Main {
    public static void main(String[] args) {
        if (args.length > 0) run();
        System.out.println(new Pricing().withTax(10, "de"));
    }

    static void run() {
        try {
            new Pricing().withTax(10, "de");
        } catch (RuntimeException error) {
            throw new IllegalStateException("checkout failed", error);
        }
    }
}
`,
};
const NULL_PERCENT = `java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because "percent" is null
	at com.shop.Pricing.withTax(Pricing.java:8)`;

/** Names of the functions outside tests, best first, for a failure of files in a real folder. */
async function rankedIn(folder: TempFolder, files: Record<string, string>, output: string): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) folder.write(name, text);
  const { evidence, ports } = await evidenceOfBug({ workspace: folder.path, trace: output.replaceAll(FOLDER, folder.path) });
  const facts = await candidateFacts(evidence, ports);
  markOrigin(evidence, facts, await relatedCode(evidence, facts, ports));
  const { functions } = withTestFault(evidence, facts, priorRanking(evidence, facts));
  return functions.flatMap(({ facts: { candidate } }) => candidate.function ?? []);
}

async function ranked(files: Record<string, string>, output: string): Promise<string[]> {
  const folder = new TempFolder();
  try {
    return await rankedIn(folder, files, output);
  } finally {
    folder.dispose();
  }
}

describe('a failure is ranked in other shapes of a project as in the plain one', () => {
  it('in Python, run by pytest', async () => {
    const plain = await ranked(PLAIN.files, PLAIN.output);
    assert.deepEqual(plain.slice(0, 3).toSorted(), ['find_rate', 'total', 'with_tax']);
    const byTest = await ranked({ ...PLAIN.files, 'tests/__init__.py': '', 'tests/test_pricing.py': TEST }, byPytest(''));
    assert.deepEqual(byTest.slice(0, 3).toSorted(), plain.slice(0, 3).toSorted());
  });

  it('in Python, run by pytest in a src layout', async () => {
    const inFolder = await ranked(
      {
        'pyproject.toml': '[tool.pytest.ini_options]\npythonpath = ["src"]\n',
        'src/shop/__init__.py': '',
        'src/shop/pricing.py': PRICING,
        'tests/test_pricing.py': TEST,
      },
      byPytest('src/'),
    );
    assert.deepEqual(inFolder.slice(0, 3).toSorted(), ['find_rate', 'total', 'with_tax']);
  });

  it('in Java, with the cause below the exception that wraps it', async () => {
    const plain = await ranked(JAVA, `Exception in thread "main" ${NULL_PERCENT}\n\tat com.shop.Main.main(Main.java:6)`);
    assert.ok(plain.includes('Rates.find'), plain.join(', '));
    const wrapped = await ranked(
      JAVA,
      `Exception in thread "main" java.lang.IllegalStateException: checkout failed
	at com.shop.Main.run(Main.java:13)
	at com.shop.Main.main(Main.java:5)
Caused by: ${NULL_PERCENT}
	at com.shop.Main.run(Main.java:11)
	... 1 more`,
    );
    assert.equal(wrapped[0], plain[0]);
    assert.ok(wrapped.indexOf('Rates.find') <= plain.indexOf('Rates.find'), wrapped.join(', '));
  });

  it('in JavaScript, beside a big node_modules with functions of the same names', async () => {
    const files = {
      'package.json': '{ "name": "shop" }',
      'rates.js': `function findRate(rates, country) {
  return rates.find((rate) => rate.country === country);
}

module.exports = { findRate };
`,
      'main.js': `const { findRate } = require('./rates');

function withTax(amount, rate) {
  return amount * (1 + rate.percent / 100);
}

function total(order, rates) {
  const rate = findRate(rates, order.country);
  return withTax(order.amount, rate);
}

console.log(total({ country: 'de', amount: 10 }, [{ country: 'DE', percent: 19 }]));
`,
    };
    const output = `${FOLDER}/main.js:4
  return amount * (1 + rate.percent / 100);
                            ^

TypeError: Cannot read properties of undefined (reading 'percent')
    at withTax (${FOLDER}/main.js:4:29)
    at total (${FOLDER}/main.js:9:10)
    at Object.<anonymous> (${FOLDER}/main.js:12:13)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)

Node.js v20.19.0`;
    const packages = Array.from({ length: 400 }, (_, at): [string, string] => [
      `node_modules/package-${at}/rates.js`,
      'function findRate(rates) {\n  return rates.percent;\n}\n\nfunction withTax() {\n  return findRate();\n}\n\nmodule.exports = { findRate, withTax };\n',
    ]);
    const plain = await ranked(files, output);
    assert.ok(plain.slice(0, 3).includes('findRate'), plain.join(', '));
    assert.deepEqual(await ranked({ ...files, ...Object.fromEntries(packages) }, output), plain);
  });

  it('in a repository younger than a day, whose first commit hides no change made since', async () => {
    const repository = new GitRepository();
    try {
      for (const [name, text] of Object.entries(PLAIN.files))
        repository.write(name, text.replace('            return rate\n', '            return rate\n    return rates[0]\n'));
      repository.git('add', '.');
      repository.gitAt(new Date(Date.now() - 3 * HOUR_MS), 'commit', '-q', '-m', 'First');
      const order = await rankedIn(repository, PLAIN.files, PLAIN.output);
      assert.equal(order[0], 'find_rate', order.join(', '));
    } finally {
      repository.dispose();
    }
  });
});
