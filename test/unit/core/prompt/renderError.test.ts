import assert from 'node:assert/strict';
import { renderErrors } from '../../../../src/core/prompt/renderError';
import { aFrame, anError } from '../../../support/someEvidence';

describe('renderErrors', () => {
  const details = Array.from({ length: 30 }, (_, at) => `property${at}: ${at}`).join('\n');
  const report = { errors: [anError({ details, frames: [aFrame({})] })], expectations: [] };
  const evidence = { report, resolutions: [] };

  it("shows an error's details, fewer with less room", () => {
    assert.match(renderErrors(evidence, 'whole'), /property19: 19\n.*… 10 more lines/);
    assert.match(renderErrors(evidence, 'workspace'), /property5: 5\n.*… 24 more lines/);
    assert.doesNotMatch(renderErrors(evidence, 'ends'), /property/);
  });

  it('states the number of errors omitted from a long output', () => {
    assert.match(
      renderErrors({ ...evidence, report: { ...report, leftOut: 12 } }, 'whole'),
      /… 12 more errors of the middle of the output$/,
    );
    assert.match(renderErrors({ ...evidence, report: { ...report, leftOut: 1 } }, 'whole'), /… 1 more error of the middle of the output$/);
  });

  it('folds the frames that called a test, those of the workspace too', () => {
    const runner = [1, 2, 3, 4, 5].map((at) => aFrame({ file: 'app/testing.py', function: 'run', line: at, raw: `run ${at}` }));
    const frames = [
      aFrame({ raw: 'in load' }),
      aFrame({ file: 'tests/test_store.py', function: 'test_load', raw: 'in test_load' }),
      ...runner,
    ];
    const text = renderErrors({ report: { errors: [anError({ frames })], expectations: [] }, resolutions: [] }, 'whole');
    assert.deepEqual(text.split('\n').slice(1), ['  in load', '  in test_load', '  … 5 frames of what called it']);
  });

  const found = (frame: number, file: string) => ({ frame, file, state: 'found' as const });

  it('names the files of frames as the code does: relative to the workspace, those of dependencies too', () => {
    const frames = [
      aFrame({ file: '/home/<NAME_1>/shop/node_modules/lib/run.js', origin: 'dependency' }),
      aFrame({ file: '/home/<NAME_1>/shop/src/app.ts', line: 7 }),
      aFrame({ file: '/home/<NAME_1>/shop/src/esm.mjs', raw: 'at file:///home/<NAME_1>/shop/src/esm.mjs:3:1' }),
      aFrame({ file: '/usr/lib/node/start.js', origin: 'runtime' }),
      aFrame({ file: 'D:\\shop\\src\\app.ts', raw: 'at load (D:\\shop\\src\\app.ts:3:1)' }),
    ];
    const text = renderErrors(
      {
        report: { errors: [anError({ frames })], expectations: [] },
        resolutions: [found(1, 'src/app.ts'), found(2, 'src/esm.mjs'), found(4, 'src/app.ts')],
      },
      'whole',
    );
    assert.deepEqual(text.split('\n').slice(1), [
      '  at load (node_modules/lib/run.js:3)',
      '  at load (src/app.ts:7)',
      '  at src/esm.mjs:3:1',
      '  at load (/usr/lib/node/start.js:3)',
      '  at load (src\\app.ts:3:1)',
    ]);
  });

  it('only cuts from what the trace says: a path whose end differs from the file, such as one with a placeholder, stays', () => {
    const frames = [aFrame({ file: '/srv/<SECRET_1:token>/app.ts' }), aFrame({ file: '/mysrc/app.ts' })];
    const text = renderErrors(
      { report: { errors: [anError({ frames })], expectations: [] }, resolutions: [found(0, 'secret/app.ts'), found(1, 'src/app.ts')] },
      'whole',
    );
    assert.deepEqual(text.split('\n').slice(1), ['  at load (/srv/<SECRET_1:token>/app.ts:3)', '  at load (/mysrc/app.ts:3)']);
  });
});
