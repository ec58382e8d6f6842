import assert from 'node:assert/strict';
import type { FailureReport } from '../../../../src/core/capture/failureReport';
import type { FailureEvidence, RecentChange, Snippet } from '../../../../src/core/context/failureEvidence';
import type { Investigation } from '../../../../src/core/investigation/investigation';
import { offersOf } from '../../../../src/core/investigation/offersOf';
import type { RunRecord } from '../../../../src/core/investigation/runRecord';
import { report, started } from './investigationFixtures';

const NOW = Date.parse('2026-11-29T12:00:00Z');

const change = (file: string, when = '2026-11-29T11:00:00Z'): RecentChange => ({
  file,
  startLine: 1,
  endLine: 2,
  when,
  diff: '',
  suspect: false,
});

/** An investigation whose evidence holds one snippet and some changes. */
function withChanges(changes: RecentChange[], role: Snippet['role'] = 'caller'): Investigation {
  const evidence = {
    recentChanges: changes,
    snippets: [{ file: 'src/cart.ts', role }],
    pieces: [{ name: 'changes', state: 'found', summary: 'nothing changed' }],
  } as unknown as FailureEvidence;
  const investigation = started([report('x is undefined')]);
  return { ...investigation, evidence: { phase: 'ready', collected: { case: 'c', evidence, prompt: {} as never } } };
}

const inLanguage = (language: string, message = 'it fails'): Investigation => {
  const failing: FailureReport = {
    errors: [{ type: language === 'unknown' ? '' : 'Error', message, language: language as never, role: 'thrown', frames: [] }],
    expectations: [],
  };
  return { ...started([failing]), location: { file: 'a.x', line: 1 } };
};

describe('offersOf', () => {
  it('offers to prove a fix while one is in the files: after it was applied, or once the command passes', () => {
    const offered = (...runs: [RunRecord['kind'], RunRecord['outcome']][]): boolean => {
      const made = runs.map(([kind, outcome], at) => ({ id: String(at), at: '', kind, outcome, text: '', notes: [] }));
      return offersOf({ ...inLanguage('javascript'), runs: made }, NOW).able.includes('proveFix');
    };
    assert.equal(offered(), false);
    assert.equal(offered(['applied', 'unresolved']), true);
    assert.equal(offered(['applied', 'unresolved'], ['undone', 'unresolved']), false);
    assert.equal(offered(['run', 'gone']), true, 'after an edit of the person');
    assert.equal(offered(['run', 'gone'], ['terminal', 'same']), false);
  });

  it('puts the search for the change first where a file of the failure changed today', () => {
    assert.equal(offersOf(withChanges([change('src/cart.ts')]), NOW).best, 'findChange');
    assert.equal(offersOf(withChanges([change('src/other.ts')]), NOW).best, undefined);
    assert.equal(offersOf(withChanges([change('src/cart.ts', '2026-11-20T11:00:00Z')]), NOW).best, undefined);
    assert.equal(offersOf(withChanges([change('src/cart.ts')], 'changed'), NOW).best, undefined, 'shown only because it changed');
    const after = (kind: RunRecord['kind'], outcome: RunRecord['outcome']): string | undefined =>
      offersOf({ ...withChanges([change('src/cart.ts')]), runs: [{ id: 'r', at: '', kind, outcome, text: '', notes: [] }] }, NOW).best;
    assert.equal(after('blame', 'gone'), undefined, 'it is found');
    assert.equal(after('blame', 'unresolved'), 'findChange');
    assert.equal(after('run', 'gone'), undefined, 'it passes');
    assert.equal(after('run', 'same'), 'findChange');
  });

  it('does not offer that search where only documents changed, and names them', () => {
    const { able, unable } = offersOf(withChanges([change('README.md'), change('docs/guide.rst')]), NOW);
    assert.ok(!able.includes('findChange'));
    assert.deepEqual(unable, [{ offers: ['findChange'], why: 'only documents changed (README.md, guide.rst).' }]);
    assert.ok(offersOf(withChanges([change('test/fixtures/page.md')]), NOW).able.includes('findChange'), 'a test may read it');
  });

  it('offers in each language only what works there, with one reason for the rest', () => {
    assert.deepEqual(offersOf(inLanguage('javascript'), NOW), { able: ['seeValues', 'followValue', 'lookForRepair'], unable: [] });
    assert.deepEqual(offersOf(inLanguage('python'), NOW).able, ['seeValues', 'followValue', 'lookForRepair']);
    const java = offersOf(inLanguage('java'), NOW);
    assert.ok(!java.able.includes('followValue') && java.able.includes('seeValues'));
    for (const language of ['ruby', 'php', 'csharp']) {
      const { able, unable } = offersOf(inLanguage(language), NOW);
      assert.ok(!able.includes('seeValues') && !able.includes('followValue'), language);
      assert.equal(unable.length, 1);
      assert.match(unable[0]?.why ?? '', /^not in \S+\. Stop the program at its failure in the debugger/);
    }
  });

  it('takes the language of the file for a failure whose trace does not tell it', () => {
    const { able } = offersOf({ ...inLanguage('unknown'), location: { file: 'lib/cart.rb', line: 3 } }, NOW);
    assert.ok(!able.includes('seeValues'));
  });

  it('offers nothing for a command that did not run, and quotes why', () => {
    for (const message of ['/usr/bin/python3: No module named pytest', 'sh: 1: jest: not found']) {
      const { able, unable } = offersOf(inLanguage('unknown', message), NOW);
      assert.deepEqual(able, []);
      assert.equal(unable[0]?.why, `the command did not run: ${message}.`);
    }
  });
});
