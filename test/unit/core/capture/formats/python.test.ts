import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { framesOf, readErrors } from '../../../../support/readErrors';

const title = 'Traceback (most recent call last):\n';

describe('python', () => {
  it('reverses the order: the raising frame comes first', () => {
    const text = `${title}  File "/app/main.py", line 9, in <module>
    main()
  File "/app/my shop/cart.py", line 3, in Cart.total
    return self.items[0]
           ~~~~~~~~~~^^^
IndexError: list index out of range
`;
    deepStrictEqual(framesOf(text), ['Cart.total /app/my shop/cart.py:3', '<module> /app/main.py:9']);
    strictEqual(readErrors(text)[0]?.said, 'IndexError: list index out of range');
  });

  it('reads the exception that AWS Lambda writes above a traceback instead of below it', () => {
    const text = `[ERROR] KeyError: 'amount'
${title}  File "/var/task/app.py", line 9, in handler
    return price(event)
  File "/var/task/app.py", line 5, in price
    return event["amount"]
[ERROR]\t2024-11-25T10:00:02.123Z\t6f1c9d2e\tfailed
`;
    deepStrictEqual(readErrors(text), [
      { said: "KeyError: 'amount'", role: 'thrown', frames: ['price /var/task/app.py:5', 'handler /var/task/app.py:9'] },
    ]);
  });

  it('reads paths of Windows, of zipped code and of no file', () => {
    const text = `${title}  File "C:\\shop\\main.py", line 9, in <module>
  File "/app/lib.zip/cart.py", line 4, in f
  File "<string>", line 1, in g
  File "<frozen importlib._bootstrap>", line 241, in _call
KeyError: 'a'
`;
    deepStrictEqual(framesOf(text), [
      '_call <frozen importlib._bootstrap>:241',
      'g <string>:1',
      'f /app/lib.zip/cart.py:4',
      '<module> C:\\shop\\main.py:9',
    ]);
  });

  it('links exceptions raised during handling and direct causes', () => {
    const text = `${title}  File "/app/a.py", line 1, in a
KeyError: 'x'

During handling of the above exception, another exception occurred:

${title}  File "/app/b.py", line 2, in b
shop.errors.NoOrder: no order
of this day

The above exception was the direct cause of the following exception:

${title}  File "/app/c.py", line 3, in c
RuntimeError
`;
    deepStrictEqual(readErrors(text), [
      { said: 'RuntimeError', role: 'thrown', frames: ['c /app/c.py:3'] },
      { said: 'shop.errors.NoOrder: no order\nof this day', role: 'cause', frames: ['b /app/b.py:2'] },
      { said: "KeyError: 'x'", role: 'cause', frames: ['a /app/a.py:1'] },
    ]);
  });

  it('reads the tree of an exception group', () => {
    const text = `  + Exception Group Traceback (most recent call last):
  |   File "/app/main.py", line 9, in <module>
  |     raise ExceptionGroup("all", [a, b])
  | ExceptionGroup: all (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "/app/a.py", line 1, in a
    | ValueError: first
    +---------------- 2 ----------------
    | Exception Group Traceback (most recent call last):
    |   File "/app/b.py", line 2, in b
    | ExceptionGroup: inner (1 sub-exception)
    +-+---------------- 1 ----------------
      | TypeError: second
      +------------------------------------
`;
    deepStrictEqual(
      parseFailure(text).errors.map(({ type, role, parent }) => [type, role, parent]),
      [
        ['ExceptionGroup', 'thrown', undefined],
        ['ValueError', 'aggregated', 0],
        ['ExceptionGroup', 'aggregated', 0],
        ['TypeError', 'aggregated', 2],
      ],
    );
  });

  it('counts the lines that Python reports as repeated', () => {
    const text = `${title}  File "/app/a.py", line 5, in <module>
    f(0)
  File "/app/a.py", line 2, in f
    return f(n + 1)
  File "/app/a.py", line 2, in f
    return f(n + 1)
  File "/app/a.py", line 2, in f
    return f(n + 1)
  [Previous line repeated 995 more times]
RecursionError: maximum recursion depth exceeded
`;
    const [error] = parseFailure(text).errors;
    deepStrictEqual(framesOf(text), ['f /app/a.py:2', '<module> /app/a.py:5']);
    strictEqual(/repeated (\d+) times/.exec(error?.frames[0]?.raw ?? '')?.[1], '998');
  });

  it('reads a syntax error, with a place without a function', () => {
    const text = `  File "/app/broken.py", line 3
    def f(:
          ^
SyntaxError: invalid syntax
`;
    deepStrictEqual(readErrors(text), [{ said: 'SyntaxError: invalid syntax', role: 'thrown', frames: ['/app/broken.py:3'] }]);
  });

  it('reads a traceback that was pasted without its indentation', () => {
    const text = `${title}File "/app/main.py", line 9, in <module>
main()
File "/app/cart.py", line 3, in total
return items[0]
IndexError: list index out of range
`;
    deepStrictEqual(framesOf(text), ['total /app/cart.py:3', '<module> /app/main.py:9']);
  });

  describe('where the message ends', () => {
    const said = (before: string, after: string) =>
      readErrors(`${before}${title}  File "/app/a.py", line 1, in a\nValueError: bad value\n${after}\n`)[0]?.said;

    it('reads further lines of an uncaught exception as its message', () => {
      strictEqual(said('', 'of three\nlines'), 'ValueError: bad value\nof three\nlines');
    });

    it('reads plain lines after a logged one as other output', () => {
      strictEqual(said('ERROR:root:saving failed\n', 'plain output'), 'ValueError: bad value');
      strictEqual(said('2026-02-03 10:11:12,123 ERROR shop saving failed\n', 'plain output'), 'ValueError: bad value');
    });

    it('keeps plain lines between a logged one and the next record beside the message, because they may belong to it', () => {
      for (const [record, next] of [
        ['ERROR:root:saving failed', 'INFO:root:next'],
        ['2026-02-03 10:11:12,123 ERROR shop saving failed', '2026-02-03 10:11:13,123 INFO shop next'],
      ]) {
        const text = `${record}\n${title}  File "/app/a.py", line 1, in a\nValueError: bad value\nof three\nlines\n${next}\nplain output\n`;
        const [error] = parseFailure(text).errors;
        strictEqual(error?.message, 'bad value');
        strictEqual(error.details, 'of three\nlines');
      }
    });

    it('reads them as the message where a linked traceback follows', () => {
      const link = '\nDuring handling of the above exception, another exception occurred:\n\n';
      const text = `ERROR:root:saving failed\n${title}  File "/app/a.py", line 1, in a\nValueError: bad value\nof two lines\n${link}${title}  File "/app/b.py", line 2, in b\nKeyError: 'x'\n`;
      deepStrictEqual(
        parseFailure(text).errors.map(({ message }) => message),
        ["'x'", 'bad value\nof two lines'],
      );
    });

    it('keeps lines that clearly continue the message of a logged one', () => {
      strictEqual(said('ERROR:root:saving failed\n', '[SQL: select 1]\n  indented'), 'ValueError: bad value\n[SQL: select 1]\n  indented');
    });

    it('ends at the next record, a prompt or a rule', () => {
      for (const next of ['INFO shop going on', '$ ls', '>>> 1', '====================', 'make: *** [all] Error 1'])
        strictEqual(said('', next), 'ValueError: bad value', next);
    });
  });

  it('links tracebacks without a title, as a debugger gives them', () => {
    const text = `  File "/app/a.py", line 1, in a
    b()
AttributeError: no cents

The above exception was the direct cause of the following exception:

  File "/app/c.py", line 3, in c
    raise RuntimeError("no report") from error
RuntimeError: no report
`;
    deepStrictEqual(readErrors(text), [
      { said: 'RuntimeError: no report', role: 'thrown', frames: ['c /app/c.py:3'] },
      { said: 'AttributeError: no cents', role: 'cause', frames: ['a /app/a.py:1'] },
    ]);
  });

  it("reads a log's prefix before each line", () => {
    const text = `${title}  File "/app/a.py", line 1, in a\nValueError: bad\n`
      .trimEnd()
      .split('\n')
      .map((line) => `web-1  | ${line}`)
      .join('\n');
    deepStrictEqual(readErrors(text), [{ said: 'ValueError: bad', role: 'thrown', frames: ['a /app/a.py:1'] }]);
  });

  it('distinguishes own code, packages and the library', () => {
    const text = `${title}  File "/app/shop/a.py", line 1, in a
  File "/usr/lib/python3/dist-packages/b.py", line 1, in b
  File "/app/.venv/lib/python3.11/site-packages/c.py", line 1, in c
  File "/usr/lib/python3.11/json/decoder.py", line 1, in d
  File "<string>", line 1, in e
ValueError: x
`;
    deepStrictEqual(
      parseFailure(text).errors[0]?.frames.map(({ origin }) => origin),
      ['runtime', 'runtime', 'dependency', 'dependency', 'workspace'],
    );
  });

  for (const prefix of [
    '2024-11-25 10:00:05,123 shop.jobs ERROR ',
    '2024-11-25 10:00:05,123 - shop.jobs - ERROR - ',
    '2024-11-25 10:00:05,123 ERROR shop.jobs: ',
    '2024-11-25 10:00:05.123 | ERROR    | shop.jobs:logged:33 - ',
    '[2024-11-25, 10:00:05 UTC] {subprocess.py:93} INFO - ',
    'ERROR:shop.jobs:',
  ])
    it(`reads a traceback with every line starting with ${JSON.stringify(prefix)}`, () => {
      const trace = `could not price order XX
Traceback (most recent call last):
  File "/shop/jobs.py", line 22, in work
    return total(order["items"], order["code"])
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/shop/pricing.py", line 16, in apply_discount
    return amount * rate
           ~~~~~~~^~~~~~
TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'
could not price order HALF
`;
      deepStrictEqual(readErrors(trace.replaceAll(/^(?=.)/gm, prefix)), [
        {
          said: "TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'",
          role: 'thrown',
          frames: ['apply_discount /shop/pricing.py:16', 'work /shop/jobs.py:22'],
        },
      ]);
    });

  it('ends a message where docker compose reports that a container exited', () => {
    const text = `shop-worker-1 | Traceback (most recent call last):
shop-worker-1 |   File "/app/worker.py", line 8, in <module>
shop-worker-1 |     main()
shop-worker-1 | ValueError: bad
shop-web-1 exited with code 1
`;
    deepStrictEqual(
      readErrors(text).map(({ said }) => said),
      ['ValueError: bad'],
    );
  });

  it('does not read output after the next log record as part of the message', () => {
    const text = `${title}  File "/app/a.py", line 1, in a
KeyError: 'x'
INFO:root:next order
12 orders
`;
    deepStrictEqual(
      readErrors(text).map(({ said }) => said),
      ["KeyError: 'x'"],
    );
  });

  it('reads a chain of a notebook with an innermost frame without code', () => {
    const text = `---------------------------------------------------------------------------
KeyError                                  Traceback (most recent call last)
File /venv/lib/python3.12/site-packages/pandas/core/indexes/base.py:3805, in Index.get_loc(self, key)
   3804 try:
-> 3805     return self._engine.get_loc(casted_key)

File index.pyx:167, in pandas._libs.index.IndexEngine.get_loc()

File pandas\\\\_libs\\\\hashtable_class_helper.pxi:7081, in pandas._libs.hashtable.PyObjectHashTable.get_item()

KeyError: 'pricee'

The above exception was the direct cause of the following exception:

KeyError                                  Traceback (most recent call last)
Cell In[7], line 3
      1 df = load()
----> 3 report(df)

KeyError: 'pricee'
`;
    deepStrictEqual(
      parseFailure(text).errors.map(({ type, message, role, frames }) => [type, message, role, frames[0]?.line, frames[0]?.origin]),
      [
        ['KeyError', "'pricee'", 'thrown', 3, 'workspace'],
        ['KeyError', "'pricee'", 'cause', 7081, 'runtime'],
      ],
    );
  });
});

describe('pytest', () => {
  it('prints arguments above the source of a function, and variables below it with -l', () => {
    const text = `=================================== FAILURES ===================================
______________________________ test_total[Pear-2] ______________________________

sku = 'Pear', count = 2

    def test_total(sku, count):
>       assert total([(sku, count)]) == 8

test_cart.py:9: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ 

items = [('Pear', 2)]

    def total(items):
        price = lookup(items)
>       return price["amount"]
E       TypeError: 'NoneType' object is not subscriptable

items      = [('Pear', 2)]
price      = None

cart.py:8: TypeError
`;
    const [error] = parseFailure(text).errors;
    deepStrictEqual(error?.details?.split('\n'), [
      'Values in test_total:',
      "  sku = 'Pear', count = 2",
      'Values in total:',
      "  items = [('Pear', 2)]",
      '  price = None',
    ]);
  });
});
