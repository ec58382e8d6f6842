import { deepStrictEqual } from 'node:assert';
import { errorLines, readErrors } from '../../../../support/readErrors';

describe('compilers and linkers with other first lines', () => {
  it('reads what GHC prints: bullets, codes, and the form of its older versions', () => {
    deepStrictEqual(
      errorLines(
        'src/Cart.hs:4:13: error: [GHC-83865]\n    • Couldn\'t match expected type: Int\n                  with actual type: [Char]\n    • In the first argument of ‘(+)’, namely ‘"two"’\n  |\n4 | total x = x + "two"\n  |               ^^^^^\n',
      ),
      [
        'GHC-83865: Couldn\'t match expected type: Int\n                  with actual type: [Char]\n    • In the first argument of ‘(+)’, namely ‘"two"’ @ src/Cart.hs:4:13',
      ],
    );
    deepStrictEqual(
      errorLines(
        "src/Cart.hs:4:13:\n    Not in scope: `totl'\n    Perhaps you meant `total' (line 2)\n\nsrc/Cart.hs:9:1:\n    parse error on input `where'\n",
      ),
      [
        ": Not in scope: `totl'\n    Perhaps you meant `total' (line 2) @ src/Cart.hs:4:13",
        ": parse error on input `where' @ src/Cart.hs:9:1",
      ],
    );
    deepStrictEqual(errorLines('see src/Cart.hs:4:13:\nand so on\nsrc/Cart.hs:4:13:\n'), []);
  });

  it('reads the tools of MSBuild without a place, and a target framework before the error', () => {
    deepStrictEqual(
      errorLines(
        "12>CSC : error CS0006: Metadata file '/app/bin/Cart.dll' could not be found [/app/shop.csproj]\n/app/shop.csproj : error NU1101: Unable to find package Prices. No packages exist with this id\nC:\\app\\Cart.cs(4,9): DNX,Version=v4.5.1 error CS0246: The type 'Price' could not be found\n",
      ),
      [
        "CS0006: Metadata file '/app/bin/Cart.dll' could not be found @ ",
        'NU1101: Unable to find package Prices. No packages exist with this id @ /app/shop.csproj',
        "CS0246: The type 'Price' could not be found @ C:\\app\\Cart.cs:4:9",
      ],
    );
    deepStrictEqual(errorLines("error TS18003: No inputs were found in config file '/app/tsconfig.json'.\n"), [
      "TS18003: No inputs were found in config file '/app/tsconfig.json'. @ ",
    ]);
    deepStrictEqual(errorLines('2024-05-01 10:00:00 INFO CSC : 3 error CS codes are documented\n'), []);
  });

  it('reads a linker that finds no library, or a name twice', () => {
    deepStrictEqual(
      errorLines('/usr/bin/ld: cannot find -lcart: No such file or directory\ncollect2: error: ld returned 1 exit status\n'),
      ['ld: cannot find -lcart: No such file or directory @ '],
    );
    deepStrictEqual(
      errorLines(
        "C:/mingw64/bin/x86_64-w64-mingw32/bin/ld.exe: cannot find -lcart\n/app/b.c:3: multiple definition of `total'; a.o:/app/a.c:1: first defined here\n",
      ).map((line) => line.slice(0, 45)),
      ['ld: cannot find -lcart @ ', "ld: multiple definition of `total'; a.o:/app/"],
    );
  });

  it('reads the errors of ts-loader and of the entries of old webpack', () => {
    deepStrictEqual(
      errorLines(
        "ERROR in /app/src/cart.ts\n./src/cart.ts 6:2-8\n[tsl] ERROR in /app/src/cart.ts(6,3)\n      TS2322: Type 'number' is not assignable to type 'string'.\nts-loader-default_e3b0c44298fc1c14\n @ ./src/index.ts 7:20-69\n",
      ),
      ["TS2322: Type 'number' is not assignable to type 'string'. @ /app/src/cart.ts:6:3"],
    );
    deepStrictEqual(
      errorLines(
        "ERROR in multi (webpack)-dev-server/client?http://localhost:8080 ./src/cart.js\nModule not found: Error: Can't resolve 'babel-loader' in '/app'\n @ multi (webpack)-dev-server/client?http://localhost:8080 ./src/cart.js\n",
      ),
      ["Module not found: Can't resolve 'babel-loader' in '/app' @ ./src/cart.js"],
    );
  });

  it("reads CMake's errors with drives in their paths, and TypeScript's of a prompt", () => {
    deepStrictEqual(
      errorLines(
        'CMake Error at C:/CMake/share/cmake-3.29/Modules/FindZLIB.cmake:137 (message):\n  Could NOT find ZLIB\nCall Stack (most recent call first):\n  D:/app/CMakeLists.txt:9 (find_package)\n',
      ),
      [
        'CMake Error: Could NOT find ZLIB @ message C:/CMake/share/cmake-3.29/Modules/FindZLIB.cmake:137 find_package D:/app/CMakeLists.txt:9',
      ],
    );
    deepStrictEqual(errorLines("<repl>.ts:7:8 - error TS2304: Cannot find name 'totl'.\n\n7 totl(1)\n         ~\n"), [
      "TS2304: Cannot find name 'totl'. @ <repl>.ts:7:8",
    ]);
  });

  it('reads OCaml, whose message follows the code, with its place', () => {
    deepStrictEqual(
      errorLines(
        'make[1]: Entering directory \'/app\'\nFile "src/cart.ml", line 3, characters 6-9:\n3 |   let x = totl 1\n          ^^^^\nError: This expression has type int\n       but an expression was expected of type string\nmake: *** [Makefile:5: all] Error 2\n',
      ),
      ['Error: This expression has type int\n       but an expression was expected of type string @ src/cart.ml:3:7'],
    );
  });

  it('reads checkers of style and types: svelte-check, Prettier, Biome', () => {
    deepStrictEqual(
      errorLines(
        "/app/Cart.svelte:2:7\nError: Type 'string' is not assignable to type 'number'. (ts)\n<script>\n  let total: number = 'a';\n</script>\n\nsvelte-check found 1 error and 0 warnings in 1 file\n",
      ),
      ["Error: Type 'string' is not assignable to type 'number'. @ /app/Cart.svelte:2:7"],
    );
    deepStrictEqual(
      errorLines(
        "Checking formatting...\n[error] src/cart.ts: SyntaxError: ',' expected. (1:14)\n[error] > 1 | total(a, b {\n[error]     |            ^\n[error]   2 | }\n[warn] src/other.ts\n",
      ),
      ["SyntaxError: ',' expected. (1:14) @ src/cart.ts:1:14"],
    );
    deepStrictEqual(
      errorLines(
        'src/cart.ts:2:3 lint/suspicious/noDebugger  FIXABLE  ━━━━━━━━━━\n\n  × This is an unexpected use of the debugger statement.\n\n    1 │ export function total() {\n  > 2 │   debugger;\n      │   ^^^^^^^^^\n\n  i A debugger statement pauses the program.\n\nsrc/cart.ts:9:1 lint/style/useConst ━━━━━━━━━━\n\n  ! This let declares a variable that is only assigned once.\n\n  > 9 │ let a = 1;\n\nlint ━━━━━━━━━━\n\n  × Some errors were emitted while running checks.\n',
      ),
      ['lint/suspicious/noDebugger: This is an unexpected use of the debugger statement. @ src/cart.ts:2:3'],
    );
  });

  it('reads what swc names below the code as a cause', () => {
    deepStrictEqual(
      readErrors(
        "  x Expected ',', got ';'\n   ,-[cart.ts:2:1]\n 1 | function total() {\n 2 |   return sum(1, 2;\n   :                  ^\n   `----\n\n\nCaused by:\n    Syntax Error\nError: Failed to compile 1 file with swc.\n    at files (/app/node_modules/@swc/cli/lib/swc/file.js:196:18)\n",
      ).map(({ said, role }) => `${role} ${said}`),
      ["thrown error: Expected ',', got ';'", 'cause Syntax Error', 'thrown Error: Failed to compile 1 file with swc.'],
    );
  });

  it("reads the place that Vite's server and Babel in Jest name in their messages", () => {
    deepStrictEqual(
      errorLines(
        '[vite] Internal server error: Failed to resolve import "./totl" from "src/cart.js". Does the file exist?\n  Plugin: vite:import-analysis\n  File: /app/src/cart.js:1:18\n  1  |  import totl from "./totl";\n     |                   ^\n      at TransformPluginContext.error (file:///app/node_modules/vite/dist/node/chunks/dep.js:31642:14)\n',
      )[0]?.replace(/ TransformPluginContext.*/, ''),
      ': Failed to resolve import "./totl" from "src/cart.js". Does the file exist? @ /app/src/cart.js:1:19',
    );
    deepStrictEqual(
      errorLines(
        '[vite] Internal server error: Failed to resolve import "./totl" from "src/cart.js". Does the file exist?\n  Plugin: vite:import-analysis\n  File: /app/src/cart.js\n  1  |  // the cart\n  2  |  import totl from "./totl";\n     |                    ^\n      at formatError (/app/node_modules/vite/dist/node/chunks/dep.js:50142:46)\n',
      )[0]?.replace(/ formatError.*/, ''),
      ': Failed to resolve import "./totl" from "src/cart.js". Does the file exist? @ /app/src/cart.js:2',
    );
    deepStrictEqual(
      errorLines(
        ' FAIL  src/cart.test.js\n  ● Test suite failed to run\n\n    Jest encountered an unexpected token\n\n    Jest failed to parse a file.\n\n    Details:\n\n    SyntaxError: /app/src/cart.test.js: Unexpected token (2:9)\n\n      1 | test("total", () => {\n    > 2 |   render(<Cart />);\n        |          ^\n',
      ),
      ['SyntaxError: /app/src/cart.test.js: Unexpected token (2:9) @ /app/src/cart.test.js:2:10'],
    );
  });

  it('reads Terraform, in its box and without', () => {
    deepStrictEqual(
      errorLines(
        '╷\n│ Error: Invalid quoted type constraints\n│ \n│   on main.tf line 14, in variable "KEY":\n│   14:   type = "string"\n│ \n│ Remove the quotes.\n╵\n╷\n│ Error: Failed to query provider packages\n│ \n│ Could not retrieve the list of versions\n╵\n',
      ),
      [
        'Error: Invalid quoted type constraints\nRemove the quotes. @ main.tf:14',
        'Error: Failed to query provider packages\nCould not retrieve the list of versions @ ',
      ],
    );
    deepStrictEqual(
      errorLines('Error: Unsupported block type\n\n  on main.tf line 30, in resource "aws_instance" "shop":\n  30:   tags {\n'),
      ['Error: Unsupported block type @ main.tf:30'],
    );
    deepStrictEqual(errorLines('Notes\n  on main.tf line 30:\nand so on\n'), []);
  });

  it("keeps rustc's notes out of a message, and takes one that was cut behind the code", () => {
    deepStrictEqual(
      errorLines(
        'error[E0271]: type mismatch\n  --> src/cart.rs:48:22\n   |\n48 |   .copied()\n   |    ^^^^^^ expected reference\n   |\n   = note: expected reference `&_`\n              found struct `Cart`\n',
      ),
      ['E0271: type mismatch @ src/cart.rs:48:22'],
    );
    deepStrictEqual(
      errorLines("src/cart.ts(407,83): error TS2345: \nArgument of type 'string' is not assignable\nto parameter of type 'number'.\n"),
      ["TS2345: Argument of type 'string' is not assignable\nto parameter of type 'number'. @ src/cart.ts:407:83"],
    );
  });

  it('reads an entry that webpack does not find, and the place above the code of a page of Vite', () => {
    deepStrictEqual(errorLines("ERROR in Entry module not found: Error: Can't resolve './src' in '/app'\n\nnpm ERR! Exit status 2\n"), [
      "Entry module not found: Can't resolve './src' in '/app' @ ",
    ]);
    deepStrictEqual(
      errorLines(
        '[plugin:vite:import-analysis] Failed to resolve import "./totl" from "src/cart.js". Does the file exist?\n/app/src/cart.js:2:18\n1  |  // the cart\n2  |  import totl from "./totl";\n   |                    ^\n    at TransformPluginContext.error (file:///app/node_modules/vite/dist/node/chunks/dep.js:49237:16)\n',
      )[0]?.replace(/ TransformPluginContext.*/, ''),
      ': Failed to resolve import "./totl" from "src/cart.js". Does the file exist? @ /app/src/cart.js:2:19',
    );
  });
});
