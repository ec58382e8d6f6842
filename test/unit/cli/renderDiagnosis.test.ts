import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { useLanguage } from '../../../src/core/language';
import { parseFailure } from '../../../src/core/capture/captureFailure';
import { shownTry } from '../../../src/cli/outsideTries';
import { renderDiagnosis } from '../../../src/cli/renderDiagnosis';

function headOf(text: string): string[] {
  const rendered = renderDiagnosis({
    report: parseFailure(text),
    context: { snippets: [], recentChanges: [], missing: [], tokens: 0, redactions: 0 },
    suspects: [],
    hypotheses: [],
    provider: 'none',
  });
  return rendered.split('\n').slice(0, 2);
}

describe('renderDiagnosis', () => {
  it('names the first place of the workspace, without a line if the trace has none', () => {
    assert.deepEqual(headOf('TypeError: x\n    at f (node:fs:1:1)\n    at g (/app/a.js:3:4)\n'), ['TypeError: x', '  at /app/a.js:3']);
    assert.equal(headOf("Error: Cannot find package 'x' imported from /app/a.js\n    at f (node:fs:1:1)\n")[1], '  at /app/a.js');
  });

  it('says the test, the file as the workspace has it, and why a piece of code is there', () => {
    const snippet = { startLine: 12, endLine: 14, text: '' };
    const text = renderDiagnosis(
      {
        report: {
          errors: [
            { type: 'E', message: 'x', frames: [{ file: 'A.java', line: 13, origin: 'workspace' }], test: 'ATest.adds', role: 'thrown' },
          ],
          expectations: [],
        },
        context: {
          snippets: [
            { ...snippet, file: 'src/A.java', role: 'throws', frame: 0, function: 'A.next' },
            { ...snippet, file: 'src/B.java', role: 'callee' },
          ],
          recentChanges: [],
          missing: [],
          tokens: 0,
          redactions: 0,
        },
        suspects: [],
        hypotheses: [],
        provider: 'none',
      } as unknown as Parameters<typeof renderDiagnosis>[0],
      { reasonOf: ({ file }) => (file === 'src/B.java' ? 'next reads `b`' : undefined), noChanges: '2 changes, not looked at' },
    );
    assert.match(text, /^ {2}Recent changes: 2 changes, not looked at$/m);
    assert.doesNotMatch(text, /0 recent changes/);
    assert.deepEqual(text.split('\n').slice(0, 3), ['E: x', '  at src/A.java:13', '  in the test "ATest.adds"']);
    assert.match(text, /^ {2}src\/A\.java:12-14 {2}A\.next: throws$/m);
    assert.match(text, /^ {2}src\/B\.java:12-14 {2}next reads `b`$/m);
  });

  it('says what the first error was caused by, down to where it began, at places of the workspace', () => {
    const frame = (file: string, line: number) => ({ file, line, origin: 'workspace' as const, raw: '' });
    const error = { language: 'java' as const, role: 'cause' as const };
    const text = renderDiagnosis({
      report: {
        errors: [
          { ...error, role: 'thrown', type: 'AggregateError', message: '2 failed', frames: [frame('/app/src/all.js', 6)] },
          { ...error, role: 'aggregated', type: 'Error', message: 'no thumbnail', frames: [frame('/app/src/all.js', 15)], parent: 0 },
          { ...error, type: 'TypeError', message: 'x is null', frames: [frame('Size.java', 3)], parent: 1 },
          { ...error, role: 'suppressed', type: 'Other', message: 'closing', frames: [], parent: 2 },
        ],
        expectations: [],
      },
      context: {
        snippets: [
          { file: 'src/all.js', startLine: 1, endLine: 9, role: 'caller', text: '' },
          { file: 'main/Size.java', startLine: 1, endLine: 9, role: 'throws', text: '' },
        ],
        recentChanges: [],
        missing: [],
        tokens: 0,
        redactions: 0,
      },
      suspects: [],
      hypotheses: [],
      provider: 'none',
    });
    assert.deepEqual(text.split('\n').slice(0, 5), [
      'AggregateError: 2 failed',
      '  at src/all.js:6',
      '  one of its errors: Error: no thumbnail, at /app/src/all.js:15',
      '  caused by TypeError: x is null, at main/Size.java:3',
      '',
    ]);
  });

  it('does not repeat a title as the explanation below it', () => {
    const hypothesis = { title: '`total` is called in the test', rootCause: '`total` is called in the test.', evidence: [] };
    const text = renderDiagnosis({
      report: parseFailure('Error: x'),
      context: { snippets: [], recentChanges: [], missing: [], tokens: 0, redactions: 0 },
      suspects: [],
      hypotheses: [{ ...hypothesis, confidence: 0.5, check: 'Log it.' }],
      provider: 'none',
    });
    assert.match(text, /1\. `total` is called in the test {2}\(50 %\)\n {3}Check: Log it\./);
  });

  it('writes one line as one number, names the options for what is missing, and no chance as 0 %', () => {
    const snippet = { startLine: 1, tokens: 3, edited: false, code: '' };
    const text = renderDiagnosis({
      report: parseFailure('Error: x'),
      context: {
        snippets: [
          { ...snippet, file: 'a.py', endLine: 1, role: 'callee' },
          { ...snippet, file: 'b.py', endLine: 3, role: 'throws' },
        ],
        recentChanges: [],
        missing: ['Say what should have happened: I expected … instead …'],
        tokens: 0,
        redactions: 0,
      },
      suspects: [],
      hypotheses: [
        { title: 'x', rootCause: 'y', evidence: [], confidence: 0.002, check: '' },
        { title: 'half', rootCause: 'the an', evidence: [], confidence: 0, check: '', unfinished: true },
      ],
      provider: 'none',
    } as unknown as Parameters<typeof renderDiagnosis>[0]);
    assert.match(text, /^ {2}a\.py:1 {2}called$/m);
    assert.match(text, /^ {2}b\.py:1-3 {2}throws$/m);
    assert.match(text, /--expected TEXT --actual TEXT$/m);
    assert.match(text, /^1\. x {2}\(under 1 %\)$/m);
    assert.match(text, /^2\. half {2}\(cut off\)$/m);
  });

  it('says in the language of the person what was tried and why a piece of code is there, and what runs found above the hypotheses', () => {
    const tried = {
      ...{
        id: 'f1',
        hypothesis: 'h1',
        title: 'A patch of src/cart.js (`let sum = 1;`)',
        worked: false,
        at: new Date(2026, 9, 5, 9, 7).toISOString(),
      },
      result: 'on the command line: it still fails as it is: E: not found.\nMore.',
    };
    useLanguage('de', JSON.parse(readFileSync('l10n/bundle.l10n.de.json', 'utf8')) as Record<string, string>);
    try {
      assert.equal(
        shownTry(tried),
        'Ein Patch von src/cart.js (`let sum = 1;`): es schlägt immer noch fehl, wie es ist: E: not found, 5. Okt 09:07',
      );
      const snippet = { file: 'src/cart.js', startLine: 1, endLine: 3, text: '', role: 'callee' as const, function: 'total' };
      const text = renderDiagnosis(
        {
          ...{ report: parseFailure(''), suspects: [], hypotheses: [], provider: 'none' },
          context: { snippets: [snippet], recentChanges: [], missing: [], tokens: 0, redactions: 0 },
        },
        {
          reasonOf: () => 'the test calls `total`, changed recently',
          findings: [{ heading: 'Werte an der Fehlerstelle', lines: ['a  1'] }],
        },
      );
      assert.match(
        text,
        /total: der Test ruft `total` auf, kürzlich geändert\n\nWerte an der Fehlerstelle\n {2}a {2}1\n\nKeine Hypothesen/,
      );
    } finally {
      useLanguage('en', {});
    }
  });
});
