import assert from 'node:assert/strict';
import { buildPrompt } from '../../../../src/core/prompt/buildPrompt';
import { evidenceSections, withoutSection } from '../../../../src/core/prompt/withoutSection';
import { aScene, anError } from '../../../support/scenes';

describe('withoutSection', () => {
  const tokens = { count: (text: string) => Math.ceil(text.length / 4) };
  const scene = aScene({ report: { ...aScene().report, errors: [anError({ message: 'costs $& and $1' })] } });
  const prompt = buildPrompt({ ...scene, expected: 'orders', actual: 'nothing' }, { budget: 4000, attempts: [], tokens });

  it('leaves one section out and everything else as it stands', () => {
    for (const name of evidenceSections(prompt)) {
      const { text, sections, tokens: fewer } = withoutSection(prompt, name);
      assert.ok(!text.includes(`${name}:\n`), name);
      for (const other of sections) assert.ok(text.includes(other.text), `${other.name} without ${name}`);
      assert.equal(sections.length, prompt.sections.length - 1);
      assert.ok(fewer < prompt.tokens);
      assert.ok(!text.includes('\n\n\n'), name);
    }
  });

  it('names evidence only, never the question itself', () => {
    assert.ok(evidenceSections(prompt).includes('ERROR'));
    assert.ok(!evidenceSections(prompt).includes('INSTRUCTIONS'));
    assert.ok(!evidenceSections(prompt).includes('SUMMARY'));
  });

  it('gives the prompt as it is where there is no such section', () => {
    assert.equal(withoutSection(prompt, 'RUNTIME VALUES'), prompt);
  });
});
