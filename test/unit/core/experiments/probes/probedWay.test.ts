import assert from 'node:assert/strict';
import { readProbeLines } from '../../../../../src/core/experiments/probes/probeLine';
import { probedWay } from '../../../../../src/core/experiments/probes/probedWay';
import type { Hop } from '../../../../../src/core/experiments/valueChain/hop';

const hop = (line: number, look: string, over: Partial<Hop> = {}): Hop => ({
  ...{ file: 'main.go', line, column: 1, endLine: line, expression: look, when: 'before', look, tested: false },
  ...over,
});

/** Log messages in the format of Delve 1.24. */
const delve = [
  '> [Go 1]: [debug-with-context k3f9.0] o = *main.Order nil',
  '> [Go 1]: [debug-with-context k3f9.1] o.Items = {eval err: &{%!e(string=o)}}',
  '> [Go 1]: [debug-with-context k3f9.2] n = 3',
  '> [Go 1]: [debug-with-context k3f9.1] o.Items = []int len: 1, cap: 1, [1]',
  '',
].join('\n');

describe('probedWay', () => {
  const hits = readProbeLines(delve).map(({ index, said }) => ({ hop: index, said }));

  it('shows the output at each hop, and finds the first empty one', () => {
    const { hops, divergence } = probedWay([hop(9, 'o'), hop(10, 'o.Items', { into: 0 }), hop(11, 'n')], hits);
    assert.deepEqual(
      hops.map(({ line, failing }) => [line, failing]),
      [
        [9, 'nil'],
        [11, '3'],
        [10, '[]int len: 1, cap: 1, [1]'],
      ],
    );
    assert.equal(divergence, 0);
  });

  it('treats unreadable values as not observed', () => {
    const { hops } = probedWay([hop(10, 'o.Items')], [{ hop: 0, said: '{eval err: x}' }]);
    assert.deepEqual(hops, []);
  });

  it('reads shapes as shapes, and has no divergence where the declared type allows them', () => {
    const { hops, divergence } = probedWay([hop(3, 'items', { declared: 'string[]' })], [{ hop: 0, said: '[str(1)]×2' }]);
    assert.equal(hops[0]?.failing, '[str(1)]×2');
    assert.equal(divergence, undefined);
  });
});
