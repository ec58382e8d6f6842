import assert from 'node:assert/strict';
import { summarizeHead } from '../../../../src/core/attention/headSummary';
import type { Row } from '../../../../src/core/attention/modelRun';

const rows: Row[] = ['error', 'error', 'frames', 'frames', 'code', 'code', 'code', 'code'].map((section, at) => ({
  section: section as Row['section'],
  text: '',
  start: at,
  end: at + 1,
}));
const head = (target: (from: number) => number, weight = 1) =>
  Float32Array.from({ length: 64 }, (_, at) => (at % 8 === target(Math.floor(at / 8)) ? weight : 0));

describe('summarizeHead', () => {
  it('names the target of most attention', () => {
    assert.equal(
      summarizeHead(
        head((from) => from),
        rows,
      ).words,
      '100 % within the same line',
    );
    assert.equal(
      summarizeHead(
        head((from) => Math.max(0, from - 1)),
        rows,
      ).kind,
      'nearby',
    );
    assert.equal(
      summarizeHead(
        head(() => 0),
        rows,
      ).kind,
      'error',
    );
    assert.equal(
      summarizeHead(
        head(() => 0, 0.3),
        rows,
      ).kind,
      'elsewhere',
    );
  });

  it('calls a head spread that gives every token the same weight', () => {
    assert.equal(summarizeHead(new Float32Array(576).fill(1 / 24), [...rows, ...rows, ...rows]).kind, 'spread');
  });
});
