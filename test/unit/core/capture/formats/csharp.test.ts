import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { framesOf, readErrors } from '../../../../support/readErrors';

/** [a printed frame, the expected result] */
const frames: [string, string][] = [
  ['   at Shop.Cart.Total() in /app/Cart.cs:line 9', 'Shop.Cart.Total /app/Cart.cs:9'],
  ['   at Shop.Cart.Total(Int32 a, List`1 names) in C:\\my shop\\Cart.cs:line 9', 'Shop.Cart.Total C:\\my shop\\Cart.cs:9'],
  ['   bei Shop.Cart.Total() in C:\\shop\\Cart.cs:Zeile 9.', 'Shop.Cart.Total C:\\shop\\Cart.cs:9'],
  ['   à Shop.Cart.Total() dans C:\\shop\\Cart.cs:ligne 9', 'Shop.Cart.Total C:\\shop\\Cart.cs:9'],
  ['   at Shop.Store`1.<Load>d__2.MoveNext() in /app/Store.cs:line 9', 'Shop.Store`1.<Load>d__2.MoveNext /app/Store.cs:9'],
  ['  at Shop.Cart.Total (System.Int32 a) [0x0000b] in /app/Cart.cs:9 ', 'Shop.Cart.Total /app/Cart.cs:9'],
];

describe('csharp', () => {
  for (const [printed, read] of frames) {
    it(`reads ${printed.trim()}`, () => {
      deepStrictEqual(framesOf(`System.InvalidOperationException: x\n${printed}\n   at Shop.Program.Main() in /app/Program.cs:line 1\n`), [
        read,
        'Shop.Program.Main /app/Program.cs:1',
      ]);
    });
  }

  it('reads an inner exception as the cause of the outer one', () => {
    const text = `Unhandled exception. System.InvalidOperationException: outer
 ---> System.ArgumentException: inner (Parameter 'id')
   at Shop.B.Inner() in /app/B.cs:line 2
   --- End of inner exception stack trace ---
   at Shop.A.Outer() in /app/A.cs:line 1
--- End of stack trace from previous location ---
   at Shop.Program.Main() in /app/Program.cs:line 9
`;
    deepStrictEqual(readErrors(text), [
      {
        said: 'System.InvalidOperationException: outer',
        role: 'thrown',
        frames: ['Shop.A.Outer /app/A.cs:1', 'Shop.Program.Main /app/Program.cs:9'],
      },
      { said: "System.ArgumentException: inner (Parameter 'id')", role: 'cause', frames: ['Shop.B.Inner /app/B.cs:2'] },
    ]);
  });

  for (const head of ['Unhandled exception. CheckFailed: no seats', '\nUnhandled Exception:\nCheckFailed: no seats'])
    it(`reads an error of any name behind ${head.trim().split('\n', 1)[0]}`, () => {
      deepStrictEqual(readErrors(`${head}\n   at Check.Seats() in /app/Check.cs:line 2\n`), [
        { said: 'CheckFailed: no seats', role: 'thrown', frames: ['Check.Seats /app/Check.cs:2'] },
      ]);
    });

  it('reads the errors of an AggregateException, the first of which is printed twice', () => {
    const text = `System.AggregateException: One or more errors occurred. (one) (two)
 ---> System.ArgumentException: one
   at Shop.B.One() in /app/B.cs:line 1
   --- End of inner exception stack trace ---
   at Shop.Program.Main() in /app/Program.cs:line 9
 ---> (Inner Exception #1) System.FormatException: two
   at Shop.B.Two() in /app/B.cs:line 2<---

`;
    deepStrictEqual(readErrors(text), [
      {
        said: 'System.AggregateException: One or more errors occurred. (one) (two)',
        role: 'thrown',
        frames: ['Shop.Program.Main /app/Program.cs:9'],
      },
      { said: 'System.ArgumentException: one', role: 'aggregated', frames: ['Shop.B.One /app/B.cs:1'] },
      { said: 'System.FormatException: two', role: 'aggregated', frames: ['Shop.B.Two /app/B.cs:2'] },
    ]);
  });

  it('reads a chain on one line, as .NET Framework and Mono print it', () => {
    const text = `System.Exception: outer ---> System.FormatException: inner
  at Shop.B.Inner () [0x00000] in /app/B.cs:2 
   --- End of inner exception stack trace ---
  at Shop.A.Outer () [0x00000] in /app/A.cs:1 
`;
    deepStrictEqual(
      readErrors(text).map(({ said, frames: read }) => [said, read]),
      [
        ['System.Exception: outer', ['Shop.A.Outer /app/A.cs:1']],
        ['System.FormatException: inner', ['Shop.B.Inner /app/B.cs:2']],
      ],
    );
  });

  it('distinguishes own code from the runtime', () => {
    const text = `System.Exception: x
   at System.Collections.Generic.List\`1.get_Item(Int32 index)
   at Shop.A.Outer() in /app/A.cs:line 1
`;
    const [error] = parseFailure(text).errors;
    deepStrictEqual(
      error?.frames.map(({ origin }) => origin),
      ['runtime', 'workspace'],
    );
    strictEqual(error?.frames[0]?.line, 0);
  });
});
