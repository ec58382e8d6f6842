import assert from 'node:assert/strict';
import { ANSWER_BYTES, renderForAgent, type AgentDiagnosis } from '../../../src/app/renderForAgent';
import { aFrame, anError, someEvidence, aSnippet } from '../../support/someEvidence';

const body = 'function total(rows) {\n  return rows.length;\n}';
const suspect = (at: number) => ({
  file: `src/f${at}.ts`,
  line: 2,
  function: `f${at}`,
  functionRange: [1, 3] as [number, number],
  score: 1,
  reasons: ['on the call path'],
});
const diagnosis = (over: Partial<AgentDiagnosis> = {}): AgentDiagnosis => ({
  evidence: someEvidence({
    report: { errors: [anError({ frames: [aFrame({ file: 'src/f0.ts', line: 2, function: 'f0' })] })], expectations: [] },
    resolutions: [{ frame: 0, file: 'src/f0.ts', state: 'found' }],
    snippets: Array.from({ length: 8 }, (_, at) => aSnippet({ id: `s${at}`, file: `src/f${at}.ts`, text: body, relevance: 1 - at / 10 })),
  }),
  suspects: Array.from({ length: 8 }, (_, at) => suspect(at)),
  hypotheses: [
    {
      title: 'rows is undefined',
      rootCause: 'Nobody gives it.',
      evidence: [{ file: 'src/f0.ts', line: 2, why: 'reads it', verified: true, id: '' } as never],
      check: 'Print it.',
    },
  ],
  by: 'local',
  findings: [
    { heading: 'Values where it fails', lines: ['src/f0.ts:2  f0', '    rows  undefined', '', 'src/f0.ts:2  f0', '    rows  undefined'] },
  ],
  ...over,
});
const bytes = (text: string): number => Buffer.byteLength(text);

describe('renderForAgent', () => {
  it('names the error, then at most five functions with their files, then what runs showed, then code', () => {
    const text = renderForAgent(diagnosis(), { detail: 'evidence', budget: ANSWER_BYTES });
    const order = ['TypeError', 'Where to look', 'Values where it fails', 'Hypotheses (local)', 'Code'].map((each) => text.indexOf(each));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.ok(
      order.every((at) => at >= 0),
      text,
    );
    assert.deepEqual(text.match(/^\d\. src\/f\d\.ts:1-3 f\d: on the call path$/gm)?.length, 5);
  });

  it('says of a function that had returned what it left behind', () => {
    const suspects = [{ ...suspect(0), reasons: ['returns from here', 'sets `rows`, which f1 reads', 'on the call path'] }];
    assert.match(
      renderForAgent(diagnosis({ suspects }), { detail: 'brief', budget: ANSWER_BYTES }),
      /^1\. src\/f0\.ts:1-3 f0: sets `rows`, which f1 reads$/m,
    );
  });

  it('prints no value twice for the same place', () => {
    const text = renderForAgent(diagnosis(), { detail: 'brief', budget: ANSWER_BYTES });
    assert.equal(text.split('rows  undefined').length, 2);
    assert.doesNotMatch(text, /^Code$/m);
  });

  it('shows of a diff only the changed lines, and no line that announces what does not fit', () => {
    const diff = [
      'With this change 2 of 2 runs fail, without it 2 of 2 pass:',
      'src/f0.ts:2 (not committed)',
      ' const a = 1;',
      '-old',
      '+new',
    ];
    const given = { ...diagnosis({ findings: [{ heading: 'What broke it', lines: diff }] }), suspects: [], hypotheses: [] };
    const rendered = (budget: number): string => renderForAgent(given, { detail: 'brief', budget });
    const text = rendered(ANSWER_BYTES);
    assert.match(text, /\(not committed\)\n {2}-old\n {2}\+new$/m);
    for (let budget = 20; budget < bytes(text); budget++) assert.doesNotMatch(rendered(budget).trimEnd(), /pass:$/);
  });

  it('says last what was looked for and not found', () => {
    const findings = [{ heading: 'What broke it', lines: ['No recent change makes it fail.'], nothing: true as const }];
    const text = renderForAgent(diagnosis({ findings }), { detail: 'brief', budget: ANSWER_BYTES });
    assert.ok(text.indexOf('Hypotheses (local)') < text.indexOf('What broke it'), text);
  });

  it('says what a program says that says next to nothing', () => {
    const evidence = someEvidence({
      report: { errors: [anError({ type: '', message: 'Segmentation fault', frames: [] })], expectations: [] },
    });
    const text = renderForAgent(
      { ...diagnosis({ evidence, suspects: [], hypotheses: [], findings: [] }) },
      { detail: 'brief', budget: 99, output: 19 },
    );
    assert.equal(text, 'Segmentation fault\n');
  });

  it('repeats no row and no check of a hypothesis above', () => {
    const [first] = diagnosis().hypotheses;
    const second = { ...first!, title: 'rows comes from load', evidence: [...first!.evidence, { ...first!.evidence[0]!, line: 3 }] };
    const text = renderForAgent(diagnosis({ hypotheses: [first!, second] }), { detail: 'brief', budget: ANSWER_BYTES });
    assert.match(text, /^1\. .*\n {3}Nobody gives it\.\n {3}src\/f0\.ts:2 reads it\n {3}Check: Print it\.$/m);
    assert.match(text, /^2\. rows comes from load\n {3}Nobody gives it\.\n {3}src\/f0\.ts:3 reads it\n*$/m);
  });

  it('is never longer than its budget, nor than the output and the functions that it names', () => {
    const long = diagnosis({
      findings: Array.from({ length: 9 }, (_, at) => ({
        heading: `Finding ${at}`,
        lines: Array.from({ length: 99 }, (__, line) => `line ${line} of what was seen`),
      })),
    });
    assert.ok(bytes(renderForAgent(long, { detail: 'evidence', budget: ANSWER_BYTES })) <= ANSWER_BYTES);
    const functions = 5 * bytes(body);
    for (const output of [300, 700, 2000]) {
      const text = renderForAgent(long, { detail: 'evidence', budget: ANSWER_BYTES, output });
      assert.ok(bytes(text) <= output + functions, `${bytes(text)} of ${output + functions}`);
      assert.match(text, /^1\. src\/f0\.ts:1-3 f0/m);
    }
  });

  it('counts of a function inside another only its own lines', () => {
    const { evidence, suspects } = diagnosis();
    const around = aSnippet({ id: 's0', file: 'src/f0.ts', text: `${body}\n${'// more\n'.repeat(200)}`, endLine: 204 });
    const one = diagnosis({ evidence: { ...evidence, snippets: [around] }, suspects: suspects.slice(0, 1) });
    const text = renderForAgent(one, { detail: 'evidence', budget: ANSWER_BYTES, output: 300 });
    assert.ok(bytes(text) <= 300 + bytes(body), `${bytes(text)}`);
  });

  it('shows a secret path as its placeholder, and a name with a line break on one line', () => {
    const { evidence, suspects } = diagnosis();
    const hidden = { ...evidence, snippets: [{ ...evidence.snippets[0]!, shownFile: 'src/<SECRET_1:token>.ts' }] };
    const text = renderForAgent(diagnosis({ evidence: hidden, suspects: [{ ...suspects[0]!, function: 'a\n## b' }] }), {
      detail: 'brief',
      budget: ANSWER_BYTES,
    });
    assert.match(text, /^1\. src\/<SECRET_1:token>\.ts:1-3 a ## b: on the call path$/m);
  });
});
