import assert from 'node:assert/strict';
import { renderErrors } from '../../../../src/core/prompt/renderError';
import { aFrame, anError } from '../../../support/scenes';

describe('renderErrors', () => {
  const details = Array.from({ length: 30 }, (_, at) => `property${at}: ${at}`).join('\n');
  const report = { errors: [anError({ details, frames: [aFrame({})] })], expectations: [] };

  it("shows an error's details, fewer with less room", () => {
    assert.match(renderErrors(report, 'whole'), /property19: 19\n.*… 10 more lines/);
    assert.match(renderErrors(report, 'workspace'), /property5: 5\n.*… 24 more lines/);
    assert.doesNotMatch(renderErrors(report, 'ends'), /property/);
  });

  it('states the number of errors omitted from a long output', () => {
    assert.match(renderErrors({ ...report, leftOut: 12 }, 'whole'), /… 12 more errors of the middle of the output$/);
    assert.match(renderErrors({ ...report, leftOut: 1 }, 'whole'), /… 1 more error of the middle of the output$/);
  });
});
