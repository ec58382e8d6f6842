import assert from 'node:assert/strict';
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

  it('names the failure of an investigation that replaces the one on show', () => {
    const other = panelState({
      investigation: investigation({ id: 'other', title: 'KeyError', answer: answer({ hypotheses: [hypothesis({ id: 'x', rank: 1 })] }) }),
    });
    assert.deepEqual(announcements(panelState(), other), ['Investigation of KeyError.']);
  });
});
