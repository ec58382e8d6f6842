import assert from 'node:assert/strict';
import fc from 'fast-check';
import { marked } from 'marked';
import { investigationMarkdown } from '../../../../src/core/investigation/investigationMarkdown';
import type { InvestigationEvent } from '../../../../src/core/investigation/investigationEvent';
import type { RunRecord } from '../../../../src/core/investigation/runRecord';
import { redactInvestigation } from '../../../../src/core/investigation/storedInvestigation';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { wholeInvestigation, withSecrets } from '../../../support/everyText';
import { plantSecrets, seeded } from '../../../support/plantSecrets';
import { apply, asked, at, hypothesis, local, report, started } from './investigationFixtures';

describe('investigationMarkdown', () => {
  it('contains the failure, the expectation, the hypotheses in order, and the events', () => {
    const fix = { diff: '-a\n+b\n', risks: [], files: [{ file: 'src/a.ts', added: 1, removed: 1 }], applies: true };
    const state = apply(
      started(),
      local('local one'),
      asked('r1'),
      { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('the cause', { fix })] },
      { type: 'answerEnded', round: 'r1', end: { phase: 'done' } },
      { type: 'expectationSaid', expected: 'two orders', actual: 'a blank page' },
      { type: 'fixTried', try: 't1', id: 'r1.1', worked: true, result: 'passes', message: '', at },
    );
    const text = investigationMarkdown(state);
    for (const part of [
      '# TypeError: x',
      'TypeError: x is undefined\nat load (src/a.ts:3:5)',
      'Expected: two orders',
      '### 1. the cause\n\nconfirmed · by model',
      '- `src/a.ts:3` it is here',
      '```diff\n-a\n+b\n```',
      'tried the fix of “the cause”: it worked. passes',
    ])
      assert.ok(text.includes(part), `${part}\n---\n${text}`);
    assert.ok(text.indexOf('the cause') < text.indexOf('local one'));
  });

  it('says in words why a hypothesis is not among the first three', () => {
    const state = apply(
      started(),
      local('a', 'b', 'c'),
      asked('r1'),
      { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('wrong'), hypothesis('half', { unfinished: true, confidence: 0 })] },
      { type: 'answerEnded', round: 'r1', end: { phase: 'failed', message: 'The connection broke.', nextStep: 'askAgain' } },
      { type: 'verdict', id: 'r1.1', verdict: 'rejected' },
    );
    const others = investigationMarkdown(state).split('### Others')[1] ?? '';
    assert.match(others, /- half \(cut off\)\n- wrong \(rejected\)/);
  });

  it('lists every run in its place, an unsuccessful try once, and an undone change in its own words', () => {
    const ran = (id: string, parts: Pick<RunRecord, 'kind' | 'text'> & Partial<RunRecord>): InvestigationEvent => ({
      type: 'ran',
      record: { id, at, notes: [], ...parts },
    });
    const text = investigationMarkdown(
      apply(
        started(),
        asked('r1'),
        { type: 'answerRead', round: 'r1', hypotheses: [hypothesis('the cause')] },
        ran('1', { kind: 'run', text: 'fails the same', outcome: 'same', notes: ['A note.'] }),
        ran('2', { kind: 'try', text: 'fails the same, 2 of 2', outcome: 'same', hypothesis: 'r1.1' }),
        ran('3', { kind: 'undone', text: 'the change in a.ts: undone', change: 'a.ts:1-2' }),
        ran('4', { kind: 'terminal', text: 'in the terminal: passes', outcome: 'gone' }),
      ),
    );
    for (const line of ['ran the command: fails the same. A note.', ` the change in a.ts: undone`, ' in the terminal: passes'])
      assert.ok(text.includes(`${at} ${line.trim()}`), `${line}\n---\n${text}`);
    assert.equal(text.match(/2 of 2/g)?.length, 1);
  });

  it('contains every run with its findings', () => {
    const change = { file: 'src/a.ts', startLine: 3, endLine: 3, diff: '-a\n+b\n' };
    const hop = { file: 'src/a.ts', line: 3, expression: 'cache[id]', failing: 'undefined', passing: ['int'] };
    const record = { at, notes: [] };
    const state = apply(
      started(),
      { type: 'ran', record: { ...record, id: '1', kind: 'run', outcome: 'same', text: 'fails the same' } },
      {
        type: 'ran',
        record: { ...record, id: '2', kind: 'blame', outcome: 'gone', text: 'a.ts:3: with it 2 of 2 fail', found: { changes: [change] } },
      },
      {
        type: 'ran',
        record: { ...record, id: '3', kind: 'trace', text: 'x', found: { followed: { ...hop, hops: [hop], divergence: 0 } } },
      },
      {
        type: 'ran',
        record: {
          ...record,
          id: '4',
          kind: 'values',
          text: '1 frame',
          found: { frames: [{ file: 'src/a.ts', line: 3, values: [{ name: 'x', shape: 'undefined' }] }] },
        },
      },
    );
    const text = investigationMarkdown(state);
    for (const part of [
      'ran the command: fails the same',
      '  ```diff\n  -a\n  +b\n  ```',
      '`src/a.ts:3` `cache[id]` is `undefined`, in passing tests `int` (first goes wrong here)',
      '`src/a.ts:3` `x undefined`',
    ])
      assert.ok(text.includes(part), `${part}\n---\n${text}`);
  });

  it('lets nothing from outside become a link, an image, markup or the end of its fence', () => {
    const hostile = '![i](https://evil.example/x.png) [a](javascript:x) <img src=x onerror=1> # h | t ```` ``` *b*';
    const state = apply(started([report(`${hostile}\n\`\`\`\n${hostile}`)]), {
      type: 'localHypotheses',
      hypotheses: [
        hypothesis(hostile, { rootCause: hostile, check: hostile, evidence: [{ file: hostile, line: 1, why: hostile, verified: false }] }),
      ],
    });
    const html = marked.parse(investigationMarkdown({ ...state, title: hostile }), { async: false });
    assert.doesNotMatch(html, /<(?:img|a|em)\b/);
    assert.equal((html.match(/<h1/g) ?? []).length, 1);
  });

  it('closes every code span, whatever characters a name or a shape contains', () => {
    const marks = fc.array(fc.constantFrom('`', '``', '```', '\\', ' ', 'a', '<b>', '![i](x)', '[a](x)', '\n'), { maxLength: 6 });
    fc.assert(
      fc.property(marks, (pieces) => {
        const text = pieces.join('');
        const values = [{ name: text, shape: text, content: text }];
        const hop = { file: text, line: 1, expression: text, failing: text, passing: [text] };
        const found = { frames: [{ file: text, line: 1, values }], followed: { ...hop, hops: [hop] } };
        const state = apply(started(), { type: 'ran', record: { at, id: '1', kind: 'values', text, notes: [text], found } });
        const html = marked.parse(investigationMarkdown(state), { async: false });
        assert.doesNotMatch(html, /<(?:img|a|b)\b/);
      }),
      { numRuns: 500 },
    );
  });

  it('contains no planted secret, from any field of the investigation', async () => {
    const random = seeded(9);
    const kinds = plantSecrets(31).filter(({ text }) => !text.includes('\n'));
    const planted = new Map<string, { kind: string; secret: string }>();
    const whole = withSecrets(wholeInvestigation, (path) => {
      const { kind, secret, text } = kinds[Math.floor(random() * kinds.length)]!;
      planted.set(path, { kind, secret });
      return text;
    });
    const redacted = await redactInvestigation(whole, (texts) => createRedactor().redactAll(texts));
    const text = investigationMarkdown({ ...redacted, evidence: { phase: 'collecting' }, suspects: [] });
    assert.deepEqual(
      [...planted].filter(([, { secret }]) => text.includes(secret)).map(([path, { kind }]) => `${path}: ${kind}`),
      [],
    );
    assert.ok(text.includes('<SECRET') && planted.size > 50, String(planted.size));
  });

  it('keeps its headings, whatever line breaks or direction marks a title contains', () => {
    for (const mark of ['\u2028', '\u2029', '\u0085', '\r', '\v', '\f', '\u202e', '\u2066']) {
      const text = investigationMarkdown({ ...started(), title: `a${mark}# b` });
      assert.equal(text.split('\n')[0], '# a \\# b', JSON.stringify(mark));
    }
  });
});
