import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import Ajv from 'ajv';
import Ajv4 from 'ajv-draft-04';
import { marked } from 'marked';
import { codeQuality } from '../../../src/cli/formats/codeQuality';
import { diagnosisFindings } from '../../../src/cli/formats/diagnosisFindings';
import { RULES, type Finding } from '../../../src/cli/formats/finding';
import { linesWithoutSecrets } from '../../../src/cli/formats/linesWithoutSecrets';
import { lines } from '../../../src/cli/formats/lines';
import { printFound, type Found } from '../../../src/cli/formats/printFound';
import { proofFindings } from '../../../src/cli/formats/proofFindings';
import { proofFound } from '../../../src/cli/formats/proofFound';
import { repositoryPaths } from '../../../src/cli/formats/repositoryPath';
import { sarif } from '../../../src/cli/formats/sarif';
import { annotations, inRunnerLog } from '../../../src/cli/formats/workflowCommands';
import type { CliIo } from '../../../src/cli/io';
import type { ErrorReport, Frame } from '../../../src/core/capture/failureReport';
import type { FailureEvidence } from '../../../src/core/context/failureEvidence';
import type { Hypothesis } from '../../../src/core/hypothesis';
import type { Experiment, ProveVerdict } from '../../../src/core/experiments/experiment';

/** All that a log, a path or a model could try at once. */
const HOSTILE = '%0A::error::x\r\n::set-env name=PATH::/tmp\n\u001b[31m,a:b\u202e';

const FINDINGS: Finding[] = [
  {
    rule: 'failure',
    level: 'error',
    title: 'TypeError: x is undefined',
    message: 'TypeError: x is undefined',
    place: { file: 'src/a.js', line: 3, column: 7, function: 'f' },
  },
  { rule: 'likely-cause', level: 'warning', title: HOSTILE, message: HOSTILE, place: { file: `src/${HOSTILE}.js`, line: 1 } },
  { rule: 'suspect', level: 'note', title: 'May hold the cause', message: 'In f', place: { file: 'src/a.js', line: 9, function: 'f' } },
  { rule: 'suspect', level: 'note', title: 'May hold the cause', message: 'In f', place: { file: 'src/a.js', line: 12, function: 'f' } },
  { rule: 'not-proven', level: 'error', title: 'Not proven', message: 'No source differs from HEAD.' },
];

interface Log {
  io: CliIo;
  out: () => string;
  err: () => string;
}

function logged(env: Record<string, string> = {}): Log {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const io = { stdout: into('out'), stderr: into('err'), env, cwd: '/repo' } as unknown as CliIo;
  return { io, out: () => said.out, err: () => said.err };
}

const FOUND: Found = { text: () => 'text\n', object: () => ({}), markdown: () => '### page\n\n', findings: () => FINDINGS };

describe('annotations for a GitHub runner', () => {
  it('keep each finding in one command, whatever its text is', () => {
    const printed = annotations(FINDINGS).trimEnd().split('\n');
    assert.equal(printed.length, FINDINGS.length);
    for (const line of printed) assert.match(line, /^::(?:error|warning|notice) (?:\w+=[^,:]*,?)+::[^\r\n]*$/);
    assert.equal(printed[0], '::error file=src/a.js,line=3,col=7,title=TypeError%3A x is undefined::TypeError: x is undefined');
    assert.match(printed[1] ?? '', /::%250A::error::x%0D%0A::set-env/);
    assert.doesNotMatch(printed[1] ?? '', /\u001b|\u202e/);
  });

  it('come after a log that the runner does not obey, errors included', async () => {
    const { io, out } = logged();
    const work = inRunnerLog(io, async (log) => {
      log.annotate?.(annotations(FINDINGS.slice(0, 1)));
      log.stderr.write('::error::from the log');
      throw new Error('broken');
    });
    await assert.rejects(work, /broken/);
    const [, token] = /^::stop-commands::([\w-]{36})\n/.exec(out()) ?? [];
    assert.ok(token);
    const [, within, after] = out().split(token);
    assert.match(within ?? '', /^\n::error::from the log\n::$/);
    assert.match(after ?? '', /^::\n::error file=src\/a\.js,.*\n$/);
  });
});

describe('the summary of a step', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'summary-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('gets the page behind what stands there, and never more than its limit', async () => {
    const summary = join(folder, 'summary.md');
    const { io, err } = logged({ GITHUB_STEP_SUMMARY: summary });
    await printFound(FOUND, 'github', io);
    await printFound(FOUND, 'github', io);
    assert.equal(readFileSync(summary, 'utf8'), '### page\n\n### page\n\n');
    assert.equal(err(), '');
    writeFileSync(summary, 'x'.repeat(1024 * 1024 - 3));
    await printFound(FOUND, 'github', io);
    assert.equal(statSync(summary).size, 1024 * 1024 - 3);
    assert.match(err(), /^The summary of this step is full/);
  });

  it('is left alone where it is no file', async () => {
    const { io, err } = logged({ GITHUB_STEP_SUMMARY: folder });
    await printFound(FOUND, 'github', io);
    assert.match(err(), /^The summary of this step is full \(1 MiB\) or cannot be written/);
  });
});

describe('SARIF', () => {
  it('keeps to the schema of version 2.1.0', () => {
    const schema = readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8');
    const validate = new Ajv4({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(JSON.parse(schema));
    for (const findings of [FINDINGS, []]) assert.ok(validate(JSON.parse(sarif(findings, '1.2.3'))), JSON.stringify(validate.errors));
  });

  it('names alerts so that they stay when lines move, and twice is not once', () => {
    const names = (findings: Finding[]) => {
      const log = JSON.parse(sarif(findings, '1.2.3')) as { runs: { results: { partialFingerprints: Record<string, string> }[] }[] };
      return log.runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints['debugWithContext/v1']) ?? [];
    };
    const moved = FINDINGS.map(({ place, ...each }) => ({ ...each, ...(place && { place: { ...place, line: place.line + 10 } }) }));
    assert.deepEqual(names(moved), names(FINDINGS));
    assert.equal(new Set(names(FINDINGS)).size, FINDINGS.length);
  });

  it('writes a path as an address', () => {
    const [, result] = (JSON.parse(sarif(FINDINGS, '1')) as { runs: [{ results: { locations: unknown[] }[] }] }).runs[0].results;
    assert.match(JSON.stringify(result?.locations), /"uri":"src\/%250A%3A%3Aerror/);
  });
});

describe("GitLab's report of code quality", () => {
  /** As its documentation requires: every field, the five severities, one fingerprint a finding. */
  const schema = {
    type: 'array',
    items: {
      type: 'object',
      required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
      additionalProperties: false,
      properties: {
        description: { type: 'string', minLength: 1, pattern: '^[^\\r\\n]*$' },
        check_name: { enum: Object.keys(RULES) },
        fingerprint: { type: 'string', minLength: 1 },
        severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
        location: {
          type: 'object',
          required: ['path', 'lines'],
          properties: {
            path: { type: 'string', pattern: '^(?!\\./|/)' },
            lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
          },
        },
      },
    },
  };

  it('keeps to its schema, without what has no place', () => {
    const validate = new Ajv().compile(schema);
    const report = JSON.parse(codeQuality(FINDINGS)) as { fingerprint: string }[];
    assert.ok(validate(report), JSON.stringify(validate.errors));
    assert.equal(report.length, 4);
    assert.equal(new Set(report.map(({ fingerprint }) => fingerprint)).size, 4);
  });

  it('says on standard error what has no place', async () => {
    const { io, err } = logged();
    await printFound(FOUND, 'gitlab', io);
    assert.equal(err(), 'Not proven: No source differs from HEAD.\n');
  });
});

describe('lines for editors', () => {
  const printed = lines(FINDINGS).trimEnd().split('\n');

  it('are one a finding with a place, as compilers print them', () => {
    assert.equal(printed.length, 4);
    assert.equal(printed[0], 'src/a.js:3:7: error: TypeError: x is undefined');
    assert.equal(printed[2], 'src/a.js:9:1: note: May hold the cause: In f');
  });

  it('are read by the problem matchers of Actions and of VS Code', () => {
    const { problemMatcher } = JSON.parse(readFileSync('action/problemMatcher.json', 'utf8')) as {
      problemMatcher: { pattern: [Record<string, number> & { regexp: string }] }[];
    };
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { problemMatchers: { pattern: Record<string, number> & { regexp: string } }[] };
    };
    for (const pattern of [problemMatcher[0]!.pattern[0], manifest.contributes.problemMatchers[0]!.pattern]) {
      const read = new RegExp(pattern.regexp).exec(printed[0] ?? '') ?? [];
      const part = (name: string) => read[pattern[name] ?? -1];
      assert.deepEqual(['file', 'line', 'column', 'severity', 'message'].map(part), [
        'src/a.js',
        '3',
        '7',
        'error',
        'TypeError: x is undefined',
      ]);
      for (const line of printed) assert.match(line, new RegExp(pattern.regexp));
    }
  });
});

describe('paths in the formats of build servers', () => {
  it('begin at the checkout and never leave it', () => {
    const elsewhere = repositoryPaths('/repo/shop', { env: {}, cwd: '/elsewhere' });
    assert.deepEqual(['src/a.ts', '../b.ts'].map(elsewhere), ['src/a.ts', undefined]);
    assert.equal(repositoryPaths('/repo/shop', { env: {}, cwd: '/repo' })('src/a.ts'), 'shop/src/a.ts');
    const pathOf = repositoryPaths('/repo/shop', { env: { GITHUB_WORKSPACE: '/repo' }, cwd: '/elsewhere' });
    assert.equal(pathOf('src/a.js'), 'shop/src/a.js');
    assert.equal(pathOf('/repo/shop/a.js'), 'shop/a.js');
    for (const file of ['../../etc/passwd', '/etc/passwd', '..', '/repo', '../../repository/a.js'])
      assert.equal(pathOf(file), undefined, file);
  });
});

describe('findings of a diagnosis', () => {
  const frame = (file: string, line: number): Frame => ({ file, line, origin: 'workspace', raw: `at ${file}:${line}` });
  const errors = Array.from({ length: 30 }, (_, at): ErrorReport => {
    return {
      type: 'Error',
      message: `m${at}`,
      language: 'javascript',
      role: at % 3 === 1 ? 'cause' : 'thrown',
      frames: [frame('node:fs', 1), frame('src/a.js', at + 1)],
    };
  });
  const evidence = {
    report: { errors, expectations: [] },
    resolutions: errors.map((_, at) => ({ frame: 2 * at + 1, file: at === 3 ? '../outside.js' : 'src/a.js', state: 'found' })),
  } as unknown as FailureEvidence;
  const cause = (file: string, verified: boolean): Hypothesis => {
    const said = {
      id: 'h',
      title: `in ${file}`,
      rootCause: 'because',
      confidence: 0.5,
      check: 'look',
      source: 'local',
      guess: false,
      warnings: [],
    };
    return {
      ...said,
      evidence: [
        { file: 'none.js', line: 1, why: '', verified: false },
        { file, line: 7, why: '', verified },
      ],
    };
  };
  const suspects = Array.from({ length: 20 }, (_, at) => ({ file: 'src/b.js', line: at + 1, score: 1, reasons: ['called'] }));
  const pathOf = repositoryPaths('/repo', { env: {}, cwd: '/repo' });

  it('are at most ten: the failure, causes with verified evidence, other failures, suspects', () => {
    const hypotheses = [cause('src/a.js', true), cause('src/c.js', false), cause('/etc/passwd', true)];
    const found = diagnosisFindings({ evidence, suspects, hypotheses }, pathOf);
    assert.deepEqual(
      found.map(({ rule, place }) => `${rule} ${place ? `${place.file}:${place.line}` : '-'}`),
      [
        ...['failure src/a.js:1', 'likely-cause src/a.js:7', 'failure src/a.js:3', 'failure -', 'failure src/a.js:6', 'failure src/a.js:7'],
        ...['failure src/a.js:9', 'failure src/a.js:10', 'failure src/a.js:12', 'failure src/a.js:13'],
      ],
    );
  });

  it('name a suspect line once, and none that something else is said about', () => {
    const one = { ...evidence, report: { errors: errors.slice(0, 1), expectations: [] } };
    const lines = [...suspects, ...suspects, { file: 'src/a.js', line: 1, score: 1, reasons: [] }];
    const found = diagnosisFindings({ evidence: one, suspects: lines, hypotheses: [] }, pathOf).map(
      ({ place }) => `${place?.file}:${place?.line}`,
    );
    assert.equal(new Set(found).size, found.length);
  });

  it('are the unmet expectations of a test that printed no error', () => {
    const none = { ...evidence, report: { errors: [], expectations: [{ test: 'adds', expected: '1', actual: '2' }] } };
    const [only] = diagnosisFindings({ evidence: none, suspects: [], hypotheses: [] }, pathOf);
    assert.deepEqual([only?.title, only?.message, only?.place], ['adds', 'Expected 1, got 2', undefined]);
  });
});

describe('a proof for build servers', () => {
  const verdict: ProveVerdict = {
    outcome: 'notRed',
    agreed: [2, 2],
    tests: [
      { file: 'test/a.js', name: 'adds', before: { type: 'AssertionError', message: 'token ghp_abcdefghijklmnopqrstuvwxyz0123456789' } },
    ],
    hunks: [
      { file: 'src/a.js', startLine: 4, endLine: 6, needed: true },
      { file: 'src/b.js', startLine: 9, endLine: 9, needed: false },
    ],
    others: 'notRun',
    notes: ['The tests pass without the change, too.', 'Seen with ghp_abcdefghijklmnopqrstuvwxyz0123456789.'],
  };
  const proof: Experiment<'prove', ProveVerdict> = {
    ...{
      purpose: 'prove',
      command: ['npm', 'test'],
      baseline: { outcome: 'passes' },
      isolation: 'copy',
      canary: true,
      runs: 4,
      seconds: 3,
    },
    verdict,
  };
  const pathOf = repositoryPaths('/repo', { env: {}, cwd: '/repo' });

  it('is an error where it failed, with the changes that no test notices', () => {
    assert.deepEqual(
      proofFindings(proof, pathOf).map(({ rule, level, place }) => [rule, level, place?.file, place?.line]),
      [
        ['not-proven', 'error', 'src/a.js', 4],
        ['unnoticed-change', 'warning', 'src/b.js', 9],
      ],
    );
    const notes = ['Proven: "adds" fails at HEAD.'];
    const [proven] = proofFindings({ ...proof, verdict: { ...verdict, outcome: 'proven', notes } }, pathOf);
    assert.equal(proven?.level, 'note');
    assert.match(lines([proven]), /: note: Proven: "adds" fails/, 'the verdict once');
  });

  it('has a page without links, pictures or markup of others, however short it has to be', async () => {
    const hostile = '![i](https://evil.example/x.png) [a](javascript:x) <img src=x onerror=1>\n# h ```` ``` `<b>` *b* @ann';
    const tests = [{ file: hostile, name: hostile, before: { type: hostile, message: hostile } }];
    const hunks = [{ file: hostile, startLine: 1, endLine: 2, needed: true }];
    const bad = { ...proof, command: [hostile], verdict: { ...verdict, tests, hunks, notes: [hostile, hostile] } };
    const page = (await proofFound(bad, '/repo', { env: {}, cwd: '/repo' })).markdown;
    const html = marked.parse(page(60_000) ?? '', { async: false });
    assert.doesNotMatch(html, /<(?:img|a|b|em|h1)\b/);
    for (const bytes of [0, 100, 400, 700]) assert.ok(Buffer.byteLength(page(bytes) ?? '') <= bytes);
    assert.equal(page(10), undefined);
  });

  it('shows changed code without its secrets', async () => {
    const found = [
      { heading: 'What broke it', lines: ['a.js:1', '+const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";'] },
      { heading: 'Tried before', lines: ['a patch'] },
    ];
    const [broke, tried] = await linesWithoutSecrets(found);
    assert.match(broke?.lines.join('\n') ?? '', /^a\.js:1\n\+const token = "<SECRET_1:[\w-]+>";$/);
    assert.deepEqual(tried, found[1]);
  });

  it('has no secret in its page', async () => {
    const page = (await proofFound(proof, '/repo', { env: {}, cwd: '/repo' })).markdown(10_000) ?? '';
    assert.match(page, /^### Not proven: `npm test`\n\nThe tests pass without the change, too\./);
    assert.match(page, /`src\/b\.js:9`: not noticed by any test/);
    assert.match(page, /SECRET/);
    assert.doesNotMatch(page, /ghp_/);
  });
});
