import assert from 'node:assert/strict';
import type { FailureEvidence } from '../../../../src/core/context/failureEvidence';
import { candidateFacts } from '../../../../src/core/suspects/candidateFacts';
import { localHypotheses } from '../../../../src/core/suspects/localHypotheses';
import { PRIOR_LABEL, priorRanking, suspectsOf, type Ranking } from '../../../../src/core/suspects/ranking';
import type { Suspect } from '../../../../src/core/suspects/suspect';
import { causeText } from '../../../support/causesOf';
import { memoryReader } from '../../../support/memoryReader';
import { aFrame, anError, someEvidence } from '../../../support/someEvidence';
import { check, refuse, start, test, undefinedLength, useOrders, view, viewFiles, viewPorts } from '../../../support/viewFailure';

async function rank(evidence: FailureEvidence): Promise<Ranking> {
  return priorRanking(evidence, await candidateFacts(evidence, viewPorts));
}

async function rankSuspects(evidence: FailureEvidence): Promise<Suspect[]> {
  return suspectsOf(await rank(evidence));
}

describe('priorRanking', () => {
  it('ranks the throwing line first where nothing contradicts it', async () => {
    const [first] = await rankSuspects(undefinedLength);
    assert.deepEqual([first?.file, first?.line, first?.functionRange], ['src/view.ts', 4, [2, 6]]);
  });

  it('ranks a recently changed function before the line where the error surfaces only if the change wrote the line that its value comes from', async () => {
    const change = (line: number) => ({
      ...{ file: 'src/orders.ts', startLine: line, endLine: line, summary: 'cache' },
      ...{ when: '2026-01-01T00:00:00Z', diff: '', suspect: true },
    });
    for (const [line, first] of [
      [3, 'useOrders'],
      [4, 'view'],
    ] as const) {
      const evidence = { ...undefinedLength, recentChanges: [change(line)] };
      const facts = await candidateFacts(evidence, viewPorts);
      for (const each of facts) if (each.candidate.function === 'useOrders') each.origin = 3;
      assert.equal(suspectsOf(priorRanking(evidence, facts))[0]?.function, first);
    }
  });

  it('ranks the caller first where the top frame throws on purpose in Python', async () => {
    const files: Record<string, string> = {
      'orders.py': [
        'def check(user):',
        '    if not user:',
        '        raise ValueError("no user")',
        '    return user',
        '',
        'def start(user):',
        '    name = user.strip()',
        '    return check(name)',
      ].join('\n'),
    };
    const frames = [aFrame({ file: 'orders.py', line: 3, function: 'check' }), aFrame({ file: 'orders.py', line: 8, function: 'start' })];
    const evidence = someEvidence({
      report: { errors: [anError({ frames })], expectations: [] },
      resolutions: frames.map((_, frame) => ({ frame, file: 'orders.py', state: 'found' as const })),
      candidates: [
        { ...check, file: 'orders.py', startLine: 1, endLine: 4 },
        { ...start, file: 'orders.py', startLine: 6, endLine: 8 },
      ],
    });
    const facts = await candidateFacts(evidence, { ...viewPorts, reader: memoryReader(files) });
    assert.equal(suspectsOf(priorRanking(evidence, facts))[0]?.function, 'start');
  });

  it('weighs the caller against a top frame that throws on purpose in TypeScript', async () => {
    const frames = [
      aFrame({ file: 'src/orders.ts', line: 9, function: 'check' }),
      aFrame({ file: 'src/orders.ts', line: 15, function: 'start' }),
    ];
    const evidence = someEvidence({
      report: { errors: [anError({ frames })], expectations: [] },
      resolutions: frames.map((_, frame) => ({ frame, file: 'src/orders.ts', state: 'found' as const })),
      candidates: [check, start],
    });
    const { functions } = await rank(evidence);
    assert.ok((functions[1]?.share ?? 0) > 0.4 && functions[0]?.reasons.some(({ kind }) => kind === 'throwsOnPurpose'));
    const suspects = await rankSuspects(evidence);
    assert.ok(suspects.some((suspect) => suspect.line === 8 && suspect.reasons.includes('decides that the error is thrown')));
  });

  it('treats an error created by the top frame and thrown below as a throw on purpose', async () => {
    const frames = [
      aFrame({ file: 'src/orders.ts', line: 18, function: 'refuse' }),
      aFrame({ file: 'src/orders.ts', line: 15, function: 'start' }),
    ];
    const evidence = someEvidence({
      report: { errors: [anError({ frames })], expectations: [] },
      resolutions: frames.map((_, frame) => ({ frame, file: 'src/orders.ts', state: 'found' as const })),
      candidates: [refuse, start],
    });
    const { functions } = await rank(evidence);
    assert.ok(functions[0]?.reasons.some(({ kind }) => kind === 'throwsOnPurpose'));
  });

  it('ranks the callees of the failing test where the stack has only the test', async () => {
    const evidence = someEvidence({
      report: {
        errors: [anError({ type: 'AssertionError', message: 'expected', frames: [aFrame({ file: 'test/view.test.ts', line: 3 })] })],
        expectations: [],
      },
      resolutions: [{ frame: 0, file: 'test/view.test.ts', state: 'found' }],
      candidates: [test, useOrders, { ...view, distance: 1, role: 'callee', relevance: 0.5 }],
    });
    const suspects = await rankSuspects(evidence);
    assert.equal(suspects[0]?.function, 'view');
    assert.ok(suspects.every((suspect) => suspect.file !== 'test/view.test.ts'));
  });

  it('names each line once, best first', async () => {
    const suspects = await rankSuspects({ ...undefinedLength, candidates: [view, view, useOrders] });
    assert.equal(new Set(suspects.map(({ file, line }) => `${file}:${line}`)).size, suspects.length);
    assert.deepEqual(
      suspects,
      [...suspects].sort((a, b) => b.score - a.score),
    );
  });

  it('returns nothing without candidates', async () => {
    assert.deepEqual(await rankSuspects(someEvidence()), []);
  });
});

describe('localHypotheses', () => {
  it('states what was undefined, where, and how to disprove it', async () => {
    const [first] = localHypotheses(undefinedLength, await rank(undefinedLength));
    assert.equal(first?.title, '`orders` is undefined in `view`');
    assert.match(first.rootCause, /^Line 4 reads `orders\.length`, but `orders` is undefined\./);
    assert.match(causeText(first), /^src\/view\.ts:3 sets `orders`: .*orders/m);
    assert.match(first.check, /^Stop at src\/orders\.ts:3\. If the value is not undefined there/);
    assert.equal(first.source, PRIOR_LABEL);
  });

  it('cites only lines that exist', async () => {
    for (const hypothesis of localHypotheses(undefinedLength, await rank(undefinedLength))) {
      for (const { file, line } of hypothesis.evidence) assert.ok(line >= 1 && line <= (viewFiles[file] ?? '').split('\n').length);
    }
  });

  it('names the commit of a recent change', async () => {
    const change = { file: 'src/orders.ts', startLine: 3, endLine: 4, when: '2026-01-01T00:00:00Z', diff: '', suspect: true };
    for (const [more, sentence] of [
      [{ summary: 'not committed' }, 'Recent change: lines 3–4, not committed yet.'],
      [{ commit: 'abc1234', summary: 'cache orders' }, 'Recent change: lines 3–4, commit abc1234 "cache orders".'],
    ] as const) {
      const evidence = { ...undefinedLength, recentChanges: [{ ...change, ...more }] };
      const texts = localHypotheses(evidence, await rank(evidence)).map(({ rootCause }) => rootCause);
      assert.ok(
        texts.some((text) => text.includes(sentence)),
        texts.join('\n'),
      );
    }
  });

  it('returns at most one for each function and never more than three', async () => {
    const hypotheses = localHypotheses(undefinedLength, await rank(undefinedLength));
    assert.ok(hypotheses.length <= 3);
    assert.equal(new Set(hypotheses.map(({ title }) => title)).size, hypotheses.length);
  });
});
