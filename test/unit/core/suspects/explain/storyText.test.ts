import assert from 'node:assert/strict';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import type { CandidateFacts } from '../../../../../src/core/suspects/candidateFacts';
import type { Story } from '../../../../../src/core/suspects/explain/story';
import { checkOf, rootCauseOf } from '../../../../../src/core/suspects/explain/storyText';

const story = { alsoFaulty: [], endless: false } as unknown as Story;
const suspect = { file: 'rates.js', line: 1, why: 'assigns `table`' };

/** Code off the stack: a function, or the lines outside of functions. */
function offStack(name?: string): CandidateFacts {
  const candidate = { file: 'rates.js', startLine: 1, endLine: 1, reasons: [], near: false, test: false, ...(name && { function: name }) };
  return { candidate, frameLines: [], changes: [] } as unknown as CandidateFacts;
}

describe('the sentences about code that is not in the trace', () => {
  it('ask what a function returns', () => {
    assert.equal(
      checkOf(offStack('rateOf'), suspect, story),
      'Log what `rateOf` returns. If it is what you expect, this is not the cause.',
    );
    assert.match(rootCauseOf(offStack('rateOf'), suspect, story).join(' '), /`rateOf` is near the failure/);
  });

  it('ask what a function changes that returns nothing', async () => {
    const file = await openSyntax(packagedGrammars).parse('rates.js', 'function undo() {\n  rates.pop();\n}\n');
    const facts = { ...offStack('undo'), file, fn: file.functions[0] };
    assert.equal(checkOf(facts, suspect, story), 'Log what `undo` changes. If it is what you expect, this is not the cause.');
  });

  it('ask what code outside of functions sets: it returns nothing', () => {
    assert.equal(
      checkOf(offStack(), suspect, story),
      'Look at what the code at rates.js:1 sets. If it is what you expect, this is not the cause.',
    );
    assert.doesNotMatch(rootCauseOf(offStack(), suspect, story).join(' '), /returned/);
  });
});
