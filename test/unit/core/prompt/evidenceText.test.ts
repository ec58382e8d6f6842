import assert from 'node:assert/strict';
import { buildPrompt } from '../../../../src/core/prompt/buildPrompt';
import { evidenceSections, evidenceText } from '../../../../src/core/prompt/evidenceText';
import { someEvidence, anError } from '../../../support/someEvidence';

describe('evidenceText', () => {
  const tokens = { count: (text: string) => Math.ceil(text.length / 4) };
  const evidence = {
    ...someEvidence(),
    report: { ...someEvidence().report, errors: [anError({ message: 'costs $& and $1' })] },
    expected: 'orders',
  };
  const prompt = buildPrompt(evidence, { budget: 4000, attempts: [], tokens });
  const names = evidenceSections(prompt, evidence).map(({ name }) => name);

  it('lists the sections with evidence, without the question and notes that there is none', () => {
    assert.deepEqual(names, ['ERROR', 'EXPECTED BEHAVIOR']);
    assert.match(prompt.text, /ACTUAL BEHAVIOR/);
  });

  it('does not mention an omitted section, not even in the summary', () => {
    const sections = evidenceSections(prompt, evidence);
    assert.match(evidenceText(sections), /^ERROR:\n[\s\S]*costs \$& and \$1[\s\S]*\n\nEXPECTED BEHAVIOR:\n```\norders\n```$/);
    assert.equal(evidenceText(sections.filter(({ name }) => name !== 'ERROR')), 'EXPECTED BEHAVIOR:\n```\norders\n```');
  });
});
