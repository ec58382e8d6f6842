import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { useLanguage, type Sentences } from '../../../src/core/language';
import { announcements } from '../../../src/webview/announcements';
import { answer, evidence, hypothesis, investigation, panelState } from '../../browser/states/factories';
import { streamSteps } from '../../browser/states/states';

describe('announcements', () => {
  it('announces nothing at the start, and nothing that did not change', () => {
    assert.deepEqual(announcements(undefined, panelState()), []);
    assert.deepEqual(announcements(panelState(), panelState()), []);
  });

  it('announces that the evidence is there', () => {
    const collecting = panelState({ investigation: investigation({ evidence: evidence({ collecting: true }) }) });
    assert.deepEqual(announcements(collecting, panelState()), ['Evidence collected: 3 of 4 pieces found.']);
  });

  it('announces the steps of a stream, not its words', () => {
    const said = streamSteps.flatMap((step, index) => announcements(streamSteps[index - 1] ?? panelState(), step));
    assert.equal(said[0], 'Asking gpt-4o.');
    assert.equal(said.filter((sentence) => sentence.startsWith('Hypothesis 1:')).length, 1);
    assert.equal(said.at(-1), 'The answer is complete.');
    assert.equal(said.length, 5);
  });

  it('announces why an answer ended', () => {
    const streaming = panelState({ investigation: investigation({ answer: answer({ phase: 'streaming', hypotheses: [] }) }) });
    const failed = panelState({
      investigation: investigation({ answer: answer({ phase: 'failed', message: 'The server does not answer.', hypotheses: [] }) }),
    });
    assert.deepEqual(announcements(streaming, failed), ['The server does not answer.']);
  });

  it('says in the language of the person what a hypothesis is', () => {
    const asked = (hypotheses: Parameters<typeof hypothesis>[0][]) =>
      panelState({ investigation: investigation({ answer: answer({ hypotheses: hypotheses.map((each) => hypothesis(each)) }) }) });
    const own = { id: 'new', rank: 1, source: 'mini-model', title: '`price` is `None` in `receipt`' };
    useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Sentences);
    try {
      assert.deepEqual(announcements(asked([]), asked([own])), ['Hypothese 1: price ist None in receipt.']);
    } finally {
      useLanguage('en', {});
    }
  });

  it('names the failure of an investigation that replaces the one on show', () => {
    const other = panelState({
      investigation: investigation({ id: 'other', title: 'KeyError', answer: answer({ hypotheses: [hypothesis({ id: 'x', rank: 1 })] }) }),
    });
    assert.deepEqual(announcements(panelState(), other), ['Investigation of KeyError.']);
  });
});
