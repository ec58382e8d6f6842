import { readsAlike } from '../../../../support/readsAlike';

describe('what tools print of one error in several ways', () => {
  readsAlike(
    'Rspack',
    "ERROR in ./src/entry.js 2:1-38\n  × Module not found: Can't resolve './no-such-file' in '/home/dev/app'\n   ╭─[2:0]\n 1 │ import { total } from './prices';\n 2 │ import missing from './no-such-file';\n   · ─────────────────────────────────────\n 3 │ \n   ╰────\n\nRspack compiled with 1 error in 216 ms\n",
    [{ type: 'Module not found', message: "Can't resolve './no-such-file' in '/home/dev/app'", frames: ['./src/entry.js:2:1'] }],
    ['HTML'],
  );

  readsAlike(
    'Parcel',
    "Building...\n🚨 Build failed.\n\n@parcel/core: Failed to resolve './no-such-file' from './entry.js'\n\n  /home/dev/app/entry.js:2:21\n    1 | import { total } from './prices';\n  > 2 | import missing from './no-such-file';\n  >   |                     ^^^^^^^^^^^^^^^^\n    3 | \n\n@parcel/resolver-default: Cannot load file './no-such-file' in './'.\n",
    [{ message: "Failed to resolve './no-such-file' from './entry.js'", frames: ['/home/dev/app/entry.js:2:21'] }],
    ['HTML'],
  );

  readsAlike(
    'Rollup 3',
    'src/a.js → out.js...\n[!] RollupError: Unexpected token\nsrc/a.js (3:16)\n1: export const cart = {\n2:   total() {\n3:     return [1, 2;\n                   ^\n4:   },\n    at error (/home/dev/app/node_modules/rollup/dist/shared/rollup.js:353:30)\n    at Module.error (/home/dev/app/node_modules/rollup/dist/shared/rollup.js:15243:16)\n',
    [{ type: 'RollupError', message: 'Unexpected token', frames: 3 }],
  );

  readsAlike(
    'Rollup 4, whose cause says the same',
    "[!] RollupError: a.js (3:16): Expected ',', got ';'\na.js (3:16)\n3:     return [1, 2;\n                   ^\n    at getRollupError (/home/dev/app/node_modules/rollup/dist/shared/parseAst.js:326:41)\n    at convert (/home/dev/app/node_modules/rollup/dist/shared/rollup.js:18155:40)\n  [cause] RollupError: Expected ',', got ';'\n      at getRollupError (/home/dev/app/node_modules/rollup/dist/shared/parseAst.js:326:41)\n      at convert (/home/dev/app/node_modules/rollup/dist/shared/rollup.js:18155:40)\n",
    [{ type: 'RollupError', message: "a.js (3:16): Expected ',', got ';'", frames: 3 }],
  );

  readsAlike(
    'Vitest: an error without a message is one with its properties',
    " FAIL  cases.test.mjs > works\n{\n  stack: 'Error: \\n' +\n    '    at exports.noMessage (/home/dev/app/failures.cjs:76:9)\\n' +\n    '    at /home/dev/app/cases.test.mjs:9:18',\n  message: '',\n  name: 'Error',\n  stacks: [\n    {\n      method: 'exports.noMessage',\n      line: 76\n    }\n  ]\n}\n ❯ exports.noMessage failures.cjs:76:9\n ❯ cases.test.mjs:9:18\n      7| });\n      9|   await failures.noMessage();\n       |                  ^\n\n⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯\n",
    [{ type: 'Error', message: '', test: 'works', frames: 2 }],
    ['HTML'],
  );

  readsAlike(
    'NestJS: the log names the base class of an error, the end of the program its own',
    "Error: Nest can't resolve dependencies of the Cart (?).\n    at load (/home/dev/app/injector.js:262:19)\n    at main (/home/dev/app/main.js:5:1)\nUnknownDependenciesException [Error]: Nest can't resolve dependencies of the Cart (?).\n    at load (/home/dev/app/injector.js:262:19)\n    at main (/home/dev/app/main.js:5:1)\n\nNode.js v20.20.2\n",
    [{ type: 'UnknownDependenciesException', message: "Nest can't resolve dependencies of the Cart (?).", frames: 2 }],
  );

  readsAlike(
    "QUnit's TAP",
    "TAP version 13\nnot ok 1 cart > adds\n  ---\n  message: the sum\n  severity: failed\n  actual  : 3\n  expected: 4\n  stack: |\n        at Object.<anonymous> (/home/dev/app/cart.cjs:3:10)\n  ...\nnot ok 2 cart > reads\n  ---\n  message: |+\n    Died on test #1: Cannot read properties of undefined (reading 'name')\n        at Object.<anonymous> (/home/dev/app/cart.cjs:5:7)\n        at Module._compile (node:internal/modules/cjs/loader:1521:14)\n  severity: failed\n  stack: |\n    TypeError: Cannot read properties of undefined (reading 'name')\n        at Object.<anonymous> (/home/dev/app/cart.cjs:6:13)\n  ...\n1..2\n",
    [
      { type: 'Error', message: 'the sum', test: 'cart > adds', frames: 1 },
      { type: 'TypeError', message: "Cannot read properties of undefined (reading 'name')", test: 'cart > reads', frames: 1 },
    ],
  );
});
