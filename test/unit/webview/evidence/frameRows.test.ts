import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FrameOrigin } from '../../../../src/core/capture/failureReport';
import { frameRows } from '../../../../src/webview/evidence/frameRows';
import { frame } from '../../../browser/states/factories';

const framesOf = (origins: FrameOrigin[]) => origins.map((origin, index) => frame('a.ts', index + 1, `f${index}`, origin));

describe('frameRows', () => {
  it('folds runs of frames outside the workspace', () => {
    const rows = frameRows(framesOf(['workspace', 'dependency', 'dependency', 'runtime', 'workspace', 'dependency']), 10);
    assert.deepEqual(
      rows.map((row) => [row.kind, row.index]),
      [
        ['frame', 10],
        ['run', 11],
        ['frame', 14],
        ['frame', 15],
      ],
    );
  });

  it('never folds the throwing frame', () => {
    assert.equal(frameRows(framesOf(['dependency', 'dependency', 'dependency', 'dependency']), 0)[0]?.kind, 'frame');
  });

  it('keeps all frames and their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<FrameOrigin>('workspace', 'dependency', 'runtime')), fc.nat(50), (origins, first) => {
        const frames = framesOf(origins);
        const rows = frameRows(frames, first);
        assert.deepEqual(
          rows.flatMap((row) => (row.kind === 'frame' ? [row.frame] : row.frames)),
          frames,
        );
        for (const row of rows) assert.equal(frames[row.index - first], row.kind === 'frame' ? row.frame : row.frames[0]);
      }),
    );
  });
});
