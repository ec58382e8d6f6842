import assert from 'node:assert/strict';
import { blockOfLines, instrument } from '../../../../../training/mutants/java/instrument';
import { parses } from '../../../../../training/mutants/listMutations';

const TEXT = `class A {
  A() {
    this(1);
  }
  A(int a) {
    super();
  }
  int f(int a) {
    if (a > 0) {
      return 1;
    }
    return 2;
  }
}
`;

describe('instrument', () => {
  it('puts a call into every block, after no other constructor', async () => {
    const made = await instrument('A.java', TEXT, 10);
    assert.ok(made);
    assert.ok(await parses('A.java', made.text));
    assert.equal(made.text.split('\n').length, TEXT.split('\n').length);
    assert.deepEqual(
      [...made.text.matchAll(/mutants\.Hits\.hit\((\d+)\);/g)].map(([, block]) => Number(block)),
      [10, 11],
    );
    assert.match(made.text.split('\n')[7]!, /\{ mutants\.Hits\.hit\(10\);$/);
    assert.match(made.text.split('\n')[8]!, /\{ mutants\.Hits\.hit\(11\);$/);
  });

  it('gives each line to the innermost block', async () => {
    const made = await instrument('A.java', TEXT, 10);
    assert.deepEqual(
      [...blockOfLines(made!.blocks, 10)],
      [
        [8, 10],
        [9, 10],
        [10, 11],
        [11, 11],
        [12, 10],
        [13, 10],
      ],
    );
  });
});
