import { deepStrictEqual, strictEqual } from 'node:assert';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { frameText } from '../../../../support/readErrors';

/** `type: message @ place` of each error, with its language. */
function read(text: string): string[] {
  return parseFailure(text).errors.map(
    ({ type, message, language, frames }) => `${language} ${type}: ${message} @ ${frames.map(frameText).join(' ')}`,
  );
}

/** [the tool, its output, the expected result] */
const outputs: [string, string, string[]][] = [
  [
    'tsc',
    "src/a.ts(1,40): error TS2322: Type 'number' is not assignable to type 'string'.",
    ["javascript TS2322: Type 'number' is not assignable to type 'string'. @ src/a.ts:1:40"],
  ],
  [
    'tsc with a reason',
    "app/(shop)/page.tsx(3,5): error TS2322: Type 'A' is not assignable to type 'B'.\n  Property 'b' is missing in type 'A'.\n",
    ["javascript TS2322: Type 'A' is not assignable to type 'B'.\n  Property 'b' is missing in type 'A'. @ app/(shop)/page.tsx:3:5"],
  ],
  [
    'tsc to a terminal',
    "src/a.ts:1:40 - error TS2304: Cannot find name 'x'.\n\n1 export const a = x;\n                   ~\n\n\nFound 1 error in src/a.ts:1\n",
    ["javascript TS2304: Cannot find name 'x'. @ src/a.ts:1:40"],
  ],
  [
    'MSBuild',
    'Program.cs(5,13): error CS0029: Cannot convert [/app/shop.csproj]\nBuild FAILED.\n  Program.cs(5,13): error CS0029: Cannot convert [/app/shop.csproj]\n    1 Error(s)\n',
    ['csharp CS0029: Cannot convert @ Program.cs:5:13'],
  ],
  [
    'MSVC',
    "C:\\my shop\\cart.cpp(12): error C2065: 'x': undeclared identifier\n",
    ["cpp C2065: 'x': undeclared identifier @ C:\\my shop\\cart.cpp:12"],
  ],
  [
    'clang',
    "cart.c:6:10: error: use of undeclared identifier 'y'\n  return y;\n         ^\n1 error generated.\n",
    ["cpp error: use of undeclared identifier 'y' @ cart.c:6:10"],
  ],
  ['scalac', 'Main.scala:3: error: not found: value x\n  x\n  ^\none error found\n', ['java error: not found: value x @ Main.scala:3:3']],
  [
    'swiftc',
    "/app/Sources/Shop/Cart.swift:4:9: error: cannot find 'x' in scope\n        x\n        ^\n",
    ["swift error: cannot find 'x' in scope @ /app/Sources/Shop/Cart.swift:4:9"],
  ],
  ['Dart', "lib/cart.dart:3:5: Error: Undefined name 'x'.\n    x;\n    ^\n", ["dart Error: Undefined name 'x'. @ lib/cart.dart:3:5"]],
  [
    'mypy',
    'app/cart.py:3: error: Incompatible return value type (got "int", expected "str")  [return-value]\nFound 1 error in 1 file (checked 1 source file)\n',
    ['python error: Incompatible return value type (got "int", expected "str")  [return-value] @ app/cart.py:3'],
  ],
  [
    'cargo',
    'error: cannot find macro `printl` in this scope\n --> src/main.rs:2:5\n  |\n2 |     printl!("x");\n  |     ^^^^^^\n\nerror: could not compile `shop` (bin "shop") due to 1 previous error\n',
    ['rust error: cannot find macro `printl` in this scope @ src/main.rs:2:5'],
  ],
  [
    'go build',
    '# example.com/shop\n./cart.go:4:19: not enough arguments in call to f\n\thave (string)\n\twant (int, int)\n./cart.go:9:2: declared and not used: y\n./cart.go:9:10: z is odd\n',
    [
      'go error: not enough arguments in call to f\n\thave (string)\n\twant (int, int) @ ./cart.go:4:19',
      'go error: declared and not used: y @ ./cart.go:9:2',
      'go error: z is odd @ ./cart.go:9:10',
    ],
  ],
  ['go vet', '# example.com/shop\nvet: ./cart.go:5:2: undefined: x\n', ['go error: undefined: x @ ./cart.go:5:2']],
  [
    'Maven',
    '[INFO] BUILD FAILURE\n[ERROR] /app/src/main/java/shop/Cart.java:[5,18] cannot find symbol\n[ERROR]   symbol:   variable x\n[ERROR] -> [Help 1]\n',
    ['java error: cannot find symbol\n  symbol:   variable x @ /app/src/main/java/shop/Cart.java:5:18'],
  ],
  [
    'Gradle',
    "> Task :compileKotlin FAILED\ne: file:///app/src/main/kotlin/Cart.kt:3:5 Unresolved reference 'x'.\ne: /app/src/main/kotlin/Cart.kt: (4, 6): Unresolved reference: y\n",
    [
      "java e: Unresolved reference 'x'. @ /app/src/main/kotlin/Cart.kt:3:5",
      'java e: Unresolved reference: y @ /app/src/main/kotlin/Cart.kt:4:6',
    ],
  ],
  [
    'esbuild',
    '✘ [ERROR] Could not resolve "./x"\n\n    src/index.ts:1:14:\n      1 │ import x from "./x";\n        ╵               ~~~~~\n\n1 error\n',
    ['javascript ERROR: Could not resolve "./x" @ src/index.ts:1:15'],
  ],
  [
    'webpack',
    "ERROR in ./src/index.js 1:0-20\nModule not found: Error: Can't resolve './x' in '/app/src'\n\nwebpack 5.90.0 compiled with 1 error in 100 ms\n",
    ["javascript Module not found: Can't resolve './x' in '/app/src' @ ./src/index.js:1:1"],
  ],
  [
    'Next.js',
    "./src/app/page.tsx:3:1\nModule not found: Can't resolve './x'\n  1 | a\n> 3 | import x from './x';\n",
    ["javascript Module not found: Can't resolve './x' @ ./src/app/page.tsx:3:1"],
  ],
  [
    "Next.js' server",
    " ⨯ ./src/components/UserCard.tsx:1:1\nModule not found: Can't resolve '@/hooks/useUsr'\n> 1 | import { useUser } from '@/hooks/useUsr';\n    | ^\n\nhttps://nextjs.org/docs/messages/module-not-found\n",
    ["javascript Module not found: Can't resolve '@/hooks/useUsr' @ ./src/components/UserCard.tsx:1:1"],
  ],
  [
    "Next.js' types",
    "Failed to compile.\n\n./src/components/UserCard.tsx:8:20\nType error: Argument of type '{ first: string; }' is not assignable to parameter of type 'string'.\n\n   6 |   return (\n   7 |     <section>\n>  8 |       <h2>{initials(user.name)}</h2>\n     |                     ^\n",
    [
      "javascript Type error: Argument of type '{ first: string; }' is not assignable to parameter of type 'string'. @ ./src/components/UserCard.tsx:8:20",
    ],
  ],
  [
    'flake8 and ruff',
    "shop.py:2:24: F821 undefined name 'TAX'\nshop.py:3:1: F401 [*] `os` imported but unused\nFound 2 errors.\n",
    ["python F821: undefined name 'TAX' @ shop.py:2:24", 'python F401: `os` imported but unused @ shop.py:3:1'],
  ],
  [
    'ruff with code',
    'F821 Undefined name `TAX`\n --> shop.py:2:24\n  |\n1 | def price(item):\n2 |     return item.cost * TAX\n  |                        ^^^\n  |\n\nFound 1 error.\n',
    ['python F821: Undefined name `TAX` @ shop.py:2:24'],
  ],
  [
    'pylint, without its warnings',
    "************* Module shop\nshop.py:1:0: C0114: Missing module docstring (missing-module-docstring)\nshop.py:6:19: E1101: Instance of 'Shop' has no 'itms' member; maybe 'items'? (no-member)\n",
    ["python E1101: Instance of 'Shop' has no 'itms' member; maybe 'items'? (no-member) @ shop.py:6:19"],
  ],
  [
    'swc',
    "  x Expected ',', got ';'\n   ,-[src/x.js:2:1]\n 1 | export function f(list) {\n 2 |   return g(list[0], { a: 1 ;\n   :                            ^\n 3 | }\n   `----\n\n\nCaused by:\n    Syntax Error\n\nStack backtrace:\n   9: start_thread\n             at ./nptl/pthread_create.c:448:8\n",
    ["javascript error: Expected ',', got ';' @ src/x.js:2:1", 'unknown : Syntax Error @ '],
  ],
  [
    'oxc and swc to a terminal',
    '  × Unexpected token. Did you mean `{"}"}` or `&rbrace;`?\n   ╭─[/app/pages/index.tsx:4:1]\n 3 │   return (\n 4 │     }\n   ·     ─\n   ╰────\n',
    ['javascript error: Unexpected token. Did you mean `{"}"}` or `&rbrace;`? @ /app/pages/index.tsx:4:1'],
  ],
  [
    'gcc in a template of a library',
    'In file included from /usr/include/c++/12/algorithm:61,\n                 from main.cpp:1:\n/usr/include/c++/12/bits/stl_algo.h: In instantiation of ‘void std::__sort(_It, _It) [with _It = _List_iterator<int>]’:\n/usr/include/c++/12/bits/stl_algo.h:4821:18:   required from ‘void std::sort(_It, _It) [with _It = _List_iterator<int>]’\nmain.cpp:6:12:   required from here\n/usr/include/c++/12/bits/stl_algo.h:1943:50: error: no match for ‘operator-’\n 1943 |                                 std::__lg(__last - __first) * 2,\n      |                                           ~~~~~~~^~~~~~~~~\n',
    [
      'cpp error: no match for ‘operator-’ @ /usr/include/c++/12/bits/stl_algo.h:1943:50 /usr/include/c++/12/bits/stl_algo.h:4821:18 main.cpp:6:12',
    ],
  ],
  [
    'clang with the text that it would insert',
    "main.cpp:4:13: error: no member named 'lenght' in 'std::basic_string<char>'; did you mean 'length'?\n  int w = s.lenght();\n            ^~~~~~\n            length\n1 error generated.\n",
    ["cpp error: no member named 'lenght' in 'std::basic_string<char>'; did you mean 'length'? @ main.cpp:4:13"],
  ],
  [
    'clang in a template of a library',
    "/usr/include/c++/12/bits/stl_algo.h:1943:50: error: invalid operands to binary expression\n                                std::__lg(__last - __first) * 2,\n                                          ~~~~~~ ^ ~~~~~~~\nmain.cpp:6:8: note: in instantiation of function template specialization 'std::sort<It>' requested here\n  std::sort(values.begin(), values.end());\n       ^\n1 error generated.\n",
    ['cpp error: invalid operands to binary expression @ /usr/include/c++/12/bits/stl_algo.h:1943:50 main.cpp:6:8'],
  ],
];

describe('compilers', () => {
  for (const [tool, text, errors] of outputs) it(`reads ${tool}`, () => deepStrictEqual(read(text), errors));

  it('reads errors after a time and in the report of a test', () => {
    deepStrictEqual(read('2026-11-25T10:22:01.123Z src/a.ts(1,40): error TS2322: Wrong.\n'), ['javascript TS2322: Wrong. @ src/a.ts:1:40']);
    const suite =
      "FAIL src/a.test.ts\n  ● Test suite failed to run\n\n    src/a.ts:1:40 - error TS2304: Cannot find name 'x'.\n\n    1 export const a = x;\n                         ~\n\nTest Suites: 1 failed, 1 total\n";
    const [error] = parseFailure(suite).errors;
    strictEqual(error?.type, 'TS2304');
    strictEqual(error.test, 'Test suite failed to run');
  });

  it('does not treat warnings, notes and logs as errors', () => {
    for (const text of [
      "cart.c:5:7: warning: unused variable 'unused' [-Wunused-variable]",
      'cart.c:2:5: note: declared here',
      'src/a.ts(1,40): warning TS6133: unused',
      'warning: unused variable\n --> src/main.rs:1:1\n  |\n',
      'see the docs\n --> src/main.rs:1:1\n',
      '2026/11/25 10:22:01 main.go:12: listening',
      '2026/11/25 10:22:01 main.go:12:5: connected',
      'a line\nmain.go:12:5: connected to the store',
      'worker.c:120: error: connection refused',
      'server.py:33: error: connection refused',
      'server.yaml:3:5: error: no such key',
      'Order.java:17: error: the customer is not known\nnext line\n',
      'the job (4,5): error 17 of 20',
      '[INFO] /app/src/Cart.java:[5,18] uses unchecked operations',
      'request e: done in Cart.kt:3',
      'Module not found: the page has moved',
      'the form of /orders\nType error: the quantity is no number',
      'GET /a --> 200 in 5 ms',
    ])
      deepStrictEqual(read(text), [], text);
  });

  it('does not claim a trace below a line that looks like an error', () => {
    const text = 'Order.java:17: error: no customer\nTypeError: x\n    at f (/app/a.js:1:1)\n';
    deepStrictEqual(read(text), ['javascript TypeError: x @ f /app/a.js:1:1']);
  });

  it('keeps messages quoted in another error in that error', () => {
    const text =
      "TSError: ⨯ Unable to compile TypeScript:\nsrc/a.ts:1:40 - error TS2304: Cannot find name 'x'.\nsrc/a.ts:2:40 - error TS2304: Cannot find name 'y'.\n\n    at createTSError (/app/node_modules/ts-node/src/index.ts:859:12)\n";
    deepStrictEqual(
      parseFailure(text).errors.map(({ type, frames }) => [type, ...frames.map(frameText)]),
      [['TSError', 'src/a.ts:1:40', 'createTSError /app/node_modules/ts-node/src/index.ts:859:12']],
    );
    const transformed =
      'Error: Transform failed with 1 error:\n/app/a.ts:1:10: ERROR: Expected ";" but found "x"\n    at failureErrorWithLog (/app/node_modules/esbuild/lib/main.js:1467:15)\n';
    deepStrictEqual(
      parseFailure(transformed).errors.map(({ type, frames }) => [type, ...frames.map(frameText)]),
      [['Error', '/app/a.ts:1:11', 'failureErrorWithLog /app/node_modules/esbuild/lib/main.js:1467:15']],
    );
  });
});
