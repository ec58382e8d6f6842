import { deepStrictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { readErrors } from '../../../../support/readErrors';

const text = `╭─────────────────────── Traceback (most recent call last) ────────────────────────╮
│ /srv/shop/cli.py:12 in main                                                      │
│                                                                                  │
│    9 @app.command()                                                              │
│   10 def main(code: str):                                                        │
│ ❱ 12 │   print(price(order))                                                     │
│   13                                                                             │
│                                                                                  │
│ ╭──────── locals ────────╮                                                       │
│ │  code = 'XX'           │                                                       │
│ ╰────────────────────────╯                                                       │
│                                                                                  │
│ /srv/shop/a/folder/whose/name/is/longer/than/the/box/pricing.py:16 in            │
│ price                                                                            │
│                                                                                  │
│   15 │   rate = rate_for(order["code"])                                          │
│ ❱ 16 │   return order["amount"] * rate                                           │
╰──────────────────────────────────────────────────────────────────────────────────╯
TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'
`;
const frames = ['price /srv/shop/a/folder/whose/name/is/longer/than/the/box/pricing.py:16', 'main /srv/shop/cli.py:12'];
const said = "TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'";

describe("Rich's tracebacks", () => {
  it('are read from their box, with the failing line', () => {
    deepStrictEqual(readErrors(text), [{ said, role: 'thrown', frames }]);
    deepStrictEqual(parseFailure(text).errors[0]?.frames[1]?.raw, '/srv/shop/cli.py:12 in main\n    print(price(order))');
  });

  it('are one error with its cause where the second says that the first caused it', () => {
    const second = `
The above exception was the direct cause of the following exception:

╭─────────────────────── Traceback (most recent call last) ────────────────────────╮
│ /srv/shop/cli.py:14 in main                                                      │
╰──────────────────────────────────────────────────────────────────────────────────╯
RuntimeError: no price
`;
    deepStrictEqual(readErrors(text + second), [
      { said: 'RuntimeError: no price', role: 'thrown', frames: ['main /srv/shop/cli.py:14'] },
      { said, role: 'cause', frames },
    ]);
  });

  it('are read where the terminal drew their boxes with +, - and |', () => {
    const plain = text
      .replaceAll(/[╭╮╰╯]/g, '+')
      .replaceAll('─', '-')
      .replaceAll('│', '|')
      .replaceAll('❱', '>');
    deepStrictEqual(readErrors(plain), [{ said, role: 'thrown', frames }]);
  });
});
