import assert from 'node:assert/strict';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { collectEvidence } from '../../../../src/core/context/collectEvidence';
import { importLine } from '../../../../src/core/context/importLines';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';
import { memoryReader } from '../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);

const script = [
  "// import './lib/confg.js' was here",
  "import fs from 'node:fs';",
  'import {',
  '  port,',
  "} from './lib/confg.js';",
  "const { total } = require('../cart');",
  "const tax = await import('pkg/tax');",
];

describe('importLine', () => {
  it('finds the import by its specifier, by its resolved path, by its package', () => {
    assert.equal(importLine(script, "Cannot find module '/app/lib/confg.js' imported from /app/a.js"), 5);
    assert.equal(importLine(script, "Cannot find module 'C:\\app\\lib\\confg.js' imported from C:\\app\\a.js"), 5);
    assert.equal(importLine(script, "Cannot find module '../cart'\nRequire stack:\n- /app/src/a.js"), 6);
    assert.equal(importLine(script, "Cannot find package 'pkg' imported from /app/a.js"), 7);
    assert.equal(importLine(['import os', 'from app.servce import load'], "No module named 'app.servce'"), 2);
    assert.equal(importLine(['import app.servce.store'], "No module named 'app.servce'"), 1);
  });

  it('finds nothing where no import fits', () => {
    assert.equal(importLine(script, "Cannot find module '/app/lib/other.js' imported from /app/a.js"), undefined);
    assert.equal(importLine(script, 'something failed'), undefined);
    assert.equal(importLine(["const path = './lib/confg.js';"], "Cannot find module '/app/lib/confg.js'"), undefined);
  });
});

describe('a failed import in the evidence', () => {
  it('is placed at its statement', async () => {
    const text = `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/home/dev/app/lib/confg.js' imported from /home/dev/app/start.js
    at finalizeResolution (node:internal/modules/esm/resolve:283:11)
    at ModuleJob._link (node:internal/modules/esm/module_job:168:49)
`;
    const evidence = await collectEvidence(
      parseFailure(text, { roots: ['/home/dev/app'] }),
      { changesWindowMs: 0, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] },
      {
        reader: memoryReader({
          'lib/config.js': 'export const port = 8080;\n',
          'start.js': "import fs from 'node:fs';\nimport { port } from './lib/confg.js';\n\nconsole.log(port);\n",
        }),
        syntax,
        redactor: createRedactor({}),
        clock: { now: () => 0 },
        tokens: { count: (each) => each.length },
      },
    );
    assert.deepEqual(
      evidence.report.errors[0]?.frames.map(({ file, line }) => [file, line]),
      [
        ['node:internal/modules/esm/resolve', 283],
        ['node:internal/modules/esm/module_job', 168],
        ['/home/dev/app/start.js', 2],
      ],
    );
    const [place] = evidence.candidates;
    assert.deepEqual([place?.file, place?.role, place?.focusLines], ['start.js', 'throws', [2]]);
  });
});
