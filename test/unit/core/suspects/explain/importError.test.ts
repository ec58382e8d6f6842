import assert from 'node:assert/strict';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const python = (module: string) => [
  'Traceback (most recent call last):',
  '  File "app.py", line 2, in <module>',
  `    import ${module}`,
  `ModuleNotFoundError: No module named '${module}'`,
];
const node = (module: string) => [
  `Error: Cannot find module '${module}'`,
  'Require stack:',
  '- /home/dev/app/app.js',
  '    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)',
  '    at Object.<anonymous> (app.js:1:17)',
];

describe('an import that leads nowhere', () => {
  it('of a package that the project requires names the line and the command that installs it', async () => {
    const { hypotheses } = await hypothesesOf(node('express'), {
      'app.js': ["const express = require('express');"],
      'package.json': ['{', '  "dependencies": {', '    "express": "^4.0.0"', '  }', '}'],
      'package-lock.json': ['{}'],
    });
    const [first] = hypotheses;
    assert.equal(first?.title, '`express` is not installed');
    assert.match(first.rootCause, /package\.json asks for it on line 3, `"express": "\^4\.0\.0"`/);
    assert.match(first.check, /^Run `npm ci` in the workspace's top folder, then run it again\.$/);
    assert.ok(first.evidence.some(({ file, line }) => file === 'package.json' && line === 3));
  });

  it('of a module in a package with another name names the command for the list that has the package', async () => {
    const { hypotheses } = await hypothesesOf(python('yaml'), {
      'app.py': ['import sys', 'import yaml'],
      'requirements.txt': ['requests==2.0', 'pyyaml>=6  # settings'],
    });
    assert.equal(hypotheses[0]?.title, '`yaml` is not installed');
    assert.match(hypotheses[0]?.check ?? '', /pip install -r requirements\.txt/);
  });

  it("with a misspelled name is compared with the project's packages, but not with files that no import can name", async () => {
    const { hypotheses } = await hypothesesOf(python('requestz'), {
      'app.py': ['import sys', 'import requestz'],
      'requirements.txt': ['requests==2.0'],
    });
    assert.match(hypotheses[0]?.rootCause ?? '', /The project asks for `requests` \(requirements\.txt:1\): did you mean that\?/);
    assert.doesNotMatch(hypotheses[0]?.rootCause ?? '', /There is `requirements\.txt`/);
  });

  it('of a misspelled name finds variables of the module with a similar one', async () => {
    const { hypotheses } = await hypothesesOf(
      [
        "SyntaxError: The requested module './lib/t.mjs' does not provide an export named 'totals'",
        '    at file:///home/dev/app/app.mjs:1:10',
      ],
      { 'app.mjs': ["import { totals } from './lib/t.mjs';"], 'lib/t.mjs': ['export const total = 1;'] },
    );
    assert.match(hypotheses[0]?.rootCause ?? '', /Did you mean `total` \(lib\/t\.mjs:1\)/);
  });
});
