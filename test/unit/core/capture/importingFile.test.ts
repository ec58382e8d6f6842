import assert from 'node:assert/strict';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { importingFile } from '../../../../src/core/capture/importingFile';
import { assertLinear } from '../../../support/runningTime';

/** `file:line` of the workspace's frames, error after error. */
function places(text: string): string[] {
  return parseFailure(text)
    .errors.flatMap(({ frames }) => frames)
    .filter(({ origin }) => origin === 'workspace')
    .map(({ file, line }) => `${file}:${String(line)}`);
}

/** [the tool, the message, the file and line] */
const messages: [string, string, string][] = [
  ['Node', "Cannot find module '/app/lib/confg.js' imported from /app/bad.js", '/app/bad.js:0'],
  ['Node with advice', 'Cannot find module \'/app/a\' imported from /app/b.js\nDid you mean to import "./a.js"?', '/app/b.js:0'],
  ['Node on Windows', "Cannot find package 'express' imported from C:\\shop\\bad.js", 'C:\\shop\\bad.js:0'],
  ['Vitest 3', "Cannot find package 'express' imported from '/app/src/a.ts'", '/app/src/a.ts:0'],
  ['CommonJS', "Cannot find module './x'\nRequire stack:\n- /app/lib/a.js\n- /app/main.js", '/app/lib/a.js:0'],
  ['Vite', 'Failed to resolve import "./x" from "src/y.test.ts". Does the file exist?', 'src/y.test.ts:0'],
  [
    'Vite with a place',
    'Failed to resolve import "./x" from "src/y.test.ts". Does the file exist?\n  Plugin: vite:import-analysis\n  File: /app/src/y.test.ts:2:18',
    '/app/src/y.test.ts:2',
  ],
  [
    "Vite's server",
    'Internal server error: Failed to resolve import "@/x" from "src/y.tsx". Does the file exist?\n  Plugin: vite:import-analysis\n  File: /app/src/y.tsx:1:24',
    '/app/src/y.tsx:1',
  ],
  [
    "Vite's overlay",
    '[plugin:vite:import-analysis] Failed to resolve import "@/x" from "src/y.tsx". Does the file exist?\n/app/src/y.tsx:1:24\n1  |  import',
    '/app/src/y.tsx:1',
  ],
  ['Rollup', '[vite]: Rollup failed to resolve import "x" from "/app/src/main.ts".', '/app/src/main.ts:0'],
  ['Jest', "Cannot find module './greets' from 'src/bad.test.ts'", 'src/bad.test.ts:0'],
];

describe('importingFile', () => {
  for (const [tool, message, place] of messages) {
    it(`finds it in a message of ${tool}`, () => {
      const frame = importingFile(message, []);
      assert.equal(`${frame?.file}:${frame?.line}`, place);
      assert.ok(message.includes(frame?.raw ?? '?'));
    });
  }

  it('finds none where the message contains none', () => {
    for (const message of ["Cannot find module './x'", 'two rows imported from /app/in.csv are equal', "Cannot find module './x' in /app"])
      assert.equal(importingFile(message, []), undefined, message);
  });

  it('finds none where a frame leads there', () => {
    assert.equal(importingFile("Cannot find module './x' imported from /app/src/a.ts", [{ file: 'src/a.ts' }]), undefined);
    assert.equal(importingFile("Cannot find module './x'\nRequire stack:\n- C:\\a\\b.js", [{ file: 'C:/a/b.js' }]), undefined);
  });

  it('takes time proportional to the text', async () => {
    for (const part of [
      "Cannot find module 'a' from ' imported from '",
      'Failed to resolve import \n  a\n  File: ',
      'a Failed to resolve import ',
      'Cannot find module "',
    ])
      await assertLinear(2_000, (size) => importingFile(part.repeat(size), []), part);
  });

  it('becomes the outermost frame of an error with only the loader on its stack', () => {
    const text = `node:internal/modules/esm/resolve:283
    throw new ERR_MODULE_NOT_FOUND(
          ^

Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/lib/confg.js' imported from /app/bad.js
    at finalizeResolution (node:internal/modules/esm/resolve:283:11)
    at ModuleJob._link (node:internal/modules/esm/module_job:168:49) {
  code: 'ERR_MODULE_NOT_FOUND',
  url: 'file:///app/lib/confg.js'
}

Node.js v20.20.2
`;
    const [error] = parseFailure(text).errors;
    assert.deepEqual(
      error?.frames.map(({ file }) => file),
      ['node:internal/modules/esm/resolve', 'node:internal/modules/esm/module_job', '/app/bad.js'],
    );
    assert.equal(error.frames[2]?.raw, "Cannot find module '/app/lib/confg.js' imported from /app/bad.js");
  });

  it('is found where a bundle could not be built', () => {
    const text = `error during build:
Could not resolve "./nope" from "src/main.ts"
file: /app/src/main.ts
    at getRollupError (file:///app/node_modules/rollup/dist/es/shared/parseAst.js:396:41)
    at error (file:///app/node_modules/rollup/dist/es/shared/parseAst.js:392:42)
`;
    assert.equal(parseFailure(text).errors[0]?.message, 'Could not resolve "./nope" from "src/main.ts"');
    assert.deepEqual(places(text), ['/app/src/main.ts:0']);
  });

  it('is found without a stack', () => {
    assert.deepEqual(places("Error: Cannot find module './x'\nRequire stack:\n- /app/lib/a.js\n- /app/main.js\n"), ['/app/lib/a.js:0']);
    assert.deepEqual(places("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x' imported from /app/main.js\n"), ['/app/main.js:0']);
  });

  it('is found for a Python module that was not collected', () => {
    const collected = `==================================== ERRORS ====================================
______________________ ERROR collecting tests/test_bad.py ______________________
ImportError while importing test module '/app/tests/test_bad.py'.
Hint: make sure your test modules/packages have valid Python names.
Traceback:
/usr/lib/python3.11/importlib/__init__.py:126: in import_module
    return _bootstrap._gcd_import(name[level:], package, level)
tests/test_bad.py:1: in <module>
    import app.servce
E   ModuleNotFoundError: No module named 'app.servce'
=========================== short test summary info ============================
ERROR tests/test_bad.py
`;
    assert.deepEqual(places(collected), ['tests/test_bad.py:1']);
    assert.deepEqual(places("ERROR tests/test_bad.py - ModuleNotFoundError: No module named 'app.servce'\n"), ['tests/test_bad.py:0']);
  });
});
