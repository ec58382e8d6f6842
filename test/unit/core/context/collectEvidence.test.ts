import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorReport, FailureReport } from '../../../../src/core/capture/failureReport';
import { collectEvidence } from '../../../../src/core/context/collectEvidence';
import { reasonsText } from '../../../../src/core/context/reasonText';
import type { EvidenceOptions, EvidencePorts } from '../../../../src/core/context/evidenceOptions';
import type { ChangedHunk, SourceReader } from '../../../../src/core/ports';
import { createRedactor } from '../../../../src/core/prompt/redactor';
import { renderFile } from '../../../../src/core/prompt/renderSnippet';
import { openSyntax } from '../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../realBugs/packagedGrammars';

const fixtures = join(__dirname, '../../../fixtures/context');
const syntax = openSyntax(packagedGrammars);

interface Case {
  language: ErrorReport['language'];
  type: string;
  message: string;
  expected?: string;
  actual?: string;
  frames: [file: string, line: number, fn: string, column?: number][];
  /** `file#function`, all of them among the first `within` snippets. */
  expects: string[];
  within: number;
}

function memory(files: Record<string, string>): SourceReader {
  const list = Object.keys(files).sort();
  return {
    roots: ['/srv/work'],
    read: (file) => Promise.resolve(files[file.replace('/srv/work/', '')]),
    list: () => Promise.resolve(list),
    modified: () => Promise.resolve(undefined),
  };
}

function workspace(name: string): Record<string, string> {
  const root = join(fixtures, name, 'workspace');
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')];
    }),
  );
}

function reportOf({
  language,
  type,
  message,
  frames,
  expected,
  actual,
}: Pick<Case, 'language' | 'type' | 'message' | 'frames' | 'expected' | 'actual'>): FailureReport {
  return {
    errors: [
      {
        type,
        message,
        language,
        role: 'thrown',
        frames: frames.map(([file, line, fn, column]) => ({
          file,
          line,
          ...(column && { column }),
          ...(fn && { function: fn }),
          origin: 'workspace',
          raw: `at ${fn} (${file}:${line})`,
        })),
      },
    ],
    expectations: expected === undefined || actual === undefined ? [] : [{ expected, actual }],
  };
}

const options: EvidenceOptions = { changesWindowMs: 86_400_000, references: [], removed: [], edited: {}, chosenFiles: {}, values: [] };

const hide = (text: string): string => text.replaceAll('s3cret-value', '<SECRET_1:password>');

function ports(files: Record<string, string>, extra: Partial<EvidencePorts> = {}): EvidencePorts {
  return {
    reader: memory(files),
    syntax,
    redactor: {
      redactAll: (texts) => Promise.resolve(texts.map(hide)),
      redactions: [],
    },
    clock: { now: () => Date.parse('2026-01-02T12:00:00Z') },
    tokens: { count: (text) => Math.ceil(text.length / 4) },
    ...extra,
  };
}

function changed(hunks: ChangedHunk[]): Partial<EvidencePorts> {
  return { changes: { since: () => Promise.resolve(hunks), lastChange: () => Promise.resolve(undefined) } };
}

const article = JSON.parse(readFileSync(join(fixtures, 'tsx/case.json'), 'utf8')) as Case;

describe('collectEvidence', () => {
  for (const name of readdirSync(fixtures)) {
    it(`collects the code of the failure: ${name}`, async () => {
      const example = JSON.parse(readFileSync(join(fixtures, name, 'case.json'), 'utf8')) as Case;
      const evidence = await collectEvidence(reportOf(example), options, ports(workspace(name)));
      const first = evidence.snippets.slice(0, example.within).map((snippet) => `${snippet.file}#${snippet.function ?? ''}`);
      for (const wanted of example.expects) assert.ok(first.includes(wanted), `${wanted} is not among\n${first.join('\n')}`);
    });
  }

  it('returns the same for the same input, best first, each function once', async () => {
    const files = workspace('javascript');
    const example = JSON.parse(readFileSync(join(fixtures, 'javascript/case.json'), 'utf8')) as Case;
    const [first, second] = [
      await collectEvidence(reportOf(example), options, ports(files)),
      await collectEvidence(reportOf(example), options, ports(files)),
    ];
    assert.deepEqual(first, second);
    const relevances = first.snippets.map(({ relevance }) => relevance);
    assert.deepEqual(
      relevances,
      relevances.toSorted((a, b) => b - a),
    );
    for (const [at, a] of first.snippets.entries()) {
      for (const b of first.snippets.slice(at + 1))
        assert.ok(a.file !== b.file || a.endLine < b.startLine || b.endLine < a.startLine, `${a.id} overlaps ${b.id}`);
    }
  });

  it('keeps the order of lines and one mark for each fold in long functions', async () => {
    const body = Array.from({ length: 400 }, (_, at) => `  const v${at} = step(${at});`);
    body[300] = '  const bad = load(7);';
    body[350] = '  return bad.size;';
    const files = {
      'src/a.ts': `export function load(id: number) {\n  return undefined;\n}\nexport function long() {\n${body.join('\n')}\n}\n`,
    };
    const evidence = await collectEvidence(
      reportOf({
        language: 'javascript',
        type: 'TypeError',
        message: "Cannot read properties of undefined (reading 'size')",
        frames: [['src/a.ts', 355, 'long', 14]],
      }),
      options,
      ports(files),
    );
    const long = evidence.snippets.find((snippet) => snippet.function === 'long');
    assert.ok(long && long.folded.length > 0);
    const hidden = long.folded.reduce((sum, fold) => sum + fold.endLine - fold.startLine, 0);
    assert.equal(long.text.split('\n').length, long.endLine - long.startLine + 1 - hidden);
    assert.match(long.text, /const bad = load\(7\)/);
    assert.match(long.text, /return bad\.size/);
    assert.match(long.text, /export function long/);
    assert.ok(evidence.snippets.some((snippet) => snippet.function === 'load' && snippet.reason.includes('makes `bad`')));
  });

  it('marks recent changes and ranks them higher', async () => {
    const files = workspace('tsx');
    const hunk: ChangedHunk = {
      file: 'src/hooks/useOrders.ts',
      startLine: 4,
      endLine: 7,
      when: '2026-01-02T09:00:00Z',
      commit: 'abc1234',
      summary: 'Cache orders s3cret-value',
      diff: '@@ -4 +4 @@\n+const cache = "s3cret-value";',
    };
    const evidence = await collectEvidence(reportOf(article), options, ports(files, changed([hunk])));
    assert.equal(evidence.recentChanges[0]?.suspect, true);
    assert.ok(!JSON.stringify(evidence).includes('s3cret-value'), 'secrets in a diff are replaced');
    const without = await collectEvidence(reportOf(article), options, ports(files, changed([])));
    const relevance = (each: typeof evidence) => each.snippets.find((snippet) => snippet.function === 'useOrders')!.relevance;
    assert.ok(relevance(evidence) > relevance(without));
    assert.match(evidence.snippets.find((snippet) => snippet.function === 'useOrders')!.reason, /changed recently/);
    const removed = await collectEvidence(
      reportOf(article),
      { ...options, removed: ['src/hooks/useOrders.ts:4-7'] },
      ports(files, changed([hunk])),
    );
    assert.equal(removed.recentChanges.length, 0);
  });

  it('does not take an applied fix for a recent change, but any other work beside it', async () => {
    const hunk = (startLine: number, diff: string): ChangedHunk => ({
      file: 'src/hooks/useOrders.ts',
      startLine,
      endLine: startLine,
      when: '2026-01-02T09:00:00Z',
      diff,
    });
    const fix = hunk(6, '@@ -6 +6 @@\n-  setOrders(cache[id]);\n+  setOrders(cache[id] ?? []);');
    const own = hunk(2, '@@ -1,0 +2 @@\n+const cache = {};');
    const fixesInFiles = [
      {
        files: ['src/hooks/useOrders.ts'],
        diff: '--- a/src/hooks/useOrders.ts\n+++ b/src/hooks/useOrders.ts\n@@ -5,2 +5,2 @@\n then\n-  setOrders(cache[id]);\n+  setOrders(cache[id] ?? []);\n',
      },
    ];
    const lines = async (more: Partial<typeof options>, hunks: ChangedHunk[]) =>
      (await collectEvidence(reportOf(article), { ...options, ...more }, ports(workspace('tsx'), changed(hunks)))).recentChanges.map(
        ({ startLine }) => startLine,
      );
    assert.deepEqual(await lines({}, [own, fix]), [6, 2]);
    assert.deepEqual(await lines({ fixesInFiles }, [own, fix]), [2]);
    assert.deepEqual(await lines({ fixesInFiles }, [{ ...fix, commit: 'abc1234' }]), [6]);
    assert.deepEqual(await lines({ fixesInFiles }, [{ ...fix, file: 'src/format.ts' }]), [6]);
  });

  it('shows the settings that the failing function imports, whole, and ranks no code for them', async () => {
    const settings = [
      'export const settings = {',
      "  country: 'DE',",
      '  taxes: {',
      '    DE: 0.19,',
      '    FR: 0.2,',
      '  },',
      '};',
      '',
    ].join('\n');
    const read = '  return settings.taxes[country].toFixed(2);';
    const python = 'LIMITS = {\n    "de": 5,\n    "fr": 6,\n}\nOTHER = 3\n';
    for (const [language, main, files] of [
      [
        'javascript',
        'price.js',
        { 'price.js': `import { settings } from './settings';\nexport function tax(country) {\n${read}\n}\n`, 'settings.js': settings },
      ],
      [
        'javascript',
        'price.js',
        {
          'price.js': `const { settings } = require('./settings');\nfunction tax(country) {\n${read}\n}\n`,
          'settings.js': settings.replace('export ', '') + 'module.exports = { settings };\n',
        },
      ],
      [
        'python',
        'price.py',
        { 'price.py': 'from limits import LIMITS\ndef tax(country):\n    return LIMITS[country]\n', 'limits.py': python },
      ],
      ['python', 'price.py', { 'price.py': 'import limits\ndef tax(country):\n    return limits.LIMITS[country]\n', 'limits.py': python }],
    ] as const) {
      const frames: Case['frames'] = [[main, 3, 'tax']];
      const evidence = await collectEvidence(reportOf({ language, type: 'Error', message: 'x', frames }), options, ports({ ...files }));
      const value = evidence.snippets.find(({ file }) => file !== main);
      assert.match(value?.text ?? '', /^(?:export )?const settings = \{[^]*FR: 0\.2,\n {2}\},\n\};$|^LIMITS = \{[^]*\n\}$/, main);
      assert.match(value?.reason ?? '', /`tax` reads `(?:settings|LIMITS)`/);
      assert.deepEqual(new Set(evidence.candidates.map(({ file }) => file)), new Set([main]));
    }
    const keys = Array.from({ length: 50 }, (_, at) => `  k${at}: ${at},`);
    const long = `const table = {\n${keys.join('\n')}\n};\nfunction look(key) {\n  return table[key].size;\n}\n`;
    const frames: Case['frames'] = [['a.js', 54, 'look']];
    const report = reportOf({ language: 'javascript', type: 'Error', message: 'x', frames });
    const { snippets } = await collectEvidence(report, options, ports({ 'a.js': long }));
    assert.ok(
      snippets.some(({ text }) => text.includes('k49: 49')),
      'a table of the same file, whole',
    );
  });

  it("applies a person's additions, removals and edits", async () => {
    const files = workspace('tsx');
    const evidence = await collectEvidence(
      reportOf(article),
      { ...options, references: ['@src/format.ts:1-2', '@../../etc/passwd', '@/etc/passwd', '@absent.ts', '@format.ts:90-95'] },
      ports(files),
    );
    assert.equal(evidence.snippets[0]?.pinned, true);
    assert.equal(evidence.snippets[0]?.text.split('\n').length, 2);
    assert.equal(evidence.notices.filter((notice) => notice.includes('outside the workspace')).length, 2);
    assert.equal(evidence.notices.filter((notice) => /absent\.ts was not found|format\.ts has 4 lines/.test(notice)).length, 2);
    const { id } = evidence.snippets.find((snippet) => snippet.function === 'getOrders')!;
    const without = await collectEvidence(reportOf(article), { ...options, removed: [id] }, ports(files));
    assert.ok(!without.snippets.some((snippet) => snippet.id === id));
    const edited = await collectEvidence(reportOf(article), { ...options, edited: { [id]: 'my words' } }, ports(files));
    assert.equal(edited.snippets.find((snippet) => snippet.id === id)?.text, 'my words');
  });

  it('finds a function that a test calls by name, in a module that is one function, with the table that it reads', async () => {
    const padding = (name: string): string => `  api.${name} = function () {\n${'    step();\n'.repeat(20)}  };\n`;
    const files = {
      'lib.js': `(function (root) {\n  var api = root;\n  var phones = {\n    gr: /^x$/,\n  };\n${padding('isEmail')}  api.isPhone = function (text, place) {\n    return phones[place].test(text);\n  };\n${padding('isDate')}})(exports);\n`,
      'test/lib.js': `var lib = require('../lib');\nfunction check(options) {\n  if (!lib[options.name]('1', 'gr')) throw new Error('failed');\n}\nit('knows phones', function () {\n  check({ name: 'isPhone' });\n});\n`,
    };
    const evidence = await collectEvidence(
      reportOf({
        language: 'javascript',
        type: 'Error',
        message: 'failed',
        frames: [
          ['test/lib.js', 3, 'check'],
          ['test/lib.js', 6, 'Context.<anonymous>'],
        ],
      }),
      options,
      ports(files),
    );
    const found = evidence.snippets.filter(({ file }) => file === 'lib.js');
    assert.equal(found[0]?.function, 'api.isPhone');
    assert.ok(found.some(({ text, reason }) => text.includes('gr: /^x$/') && reason === '`isPhone` reads `phones`'));
  });

  it('redacts code, messages, values and expectations, and works the same with its own output', async () => {
    const files = { 'a.py': 'def connect():\n    password = "s3cret-value"\n    return open(password).name\n' };
    const report = reportOf({
      language: 'python',
      type: 'ValueError',
      message: 'bad s3cret-value',
      frames: [['a.py', 3, 'connect']],
      expected: 's3cret-value',
      actual: 'x',
    });
    const evidence = await collectEvidence(
      report,
      { ...options, actual: 'saw s3cret-value', values: [{ frame: 0, name: 'password', value: 's3cret-value' }] },
      ports(files),
    );
    assert.ok(!JSON.stringify(evidence).includes('s3cret-value'));
    assert.equal(evidence.values[0]?.value, '<SECRET_1:password>');
    assert.equal(evidence.actual, 'saw <SECRET_1:password>');
    const again = await collectEvidence(evidence.report, options, ports(files));
    assert.deepEqual(
      again.snippets.map(({ id }) => id),
      evidence.snippets.map(({ id }) => id),
    );
  });

  it('includes the property and the class attribute that the failing method reads', async () => {
    const report = reportOf({
      language: 'python',
      type: 'TypeError',
      message: "unsupported operand type(s) for +: 'NoneType' and 'int'",
      frames: [['shop.py', 13, 'run']],
    });
    const files = {
      'shop.py':
        'class Shop:\n    limit = None\n    other = 1\n\n    @property\n    def size(self):\n        found = self.open()\n        return found\n\n    def open(self):\n        return None\n    def run(self):\n        return self.size + self.limit\n',
    };
    const { candidates } = await collectEvidence(report, options, ports(files));
    assert.ok(candidates.some(({ function: name, reasons }) => name === 'Shop.size' && reasonsText(reasons) === 'read by `run`'));
    assert.ok(candidates.some(({ startLine, reasons }) => startLine === 2 && reasonsText(reasons) === '`run` reads `limit`'));
    assert.ok(!candidates.some(({ startLine }) => startLine === 3));
  });

  it('redacts the details printed with an error', async () => {
    const report = reportOf({ language: 'javascript', type: 'Error', message: 'refused', frames: [['a.js', 1, 'f']] });
    report.errors[0]!.details = "code: 'E1',\npassword: 's3cret-value'";
    const evidence = await collectEvidence(report, options, ports({ 'a.js': 'function f() {}\n' }));
    assert.equal(evidence.report.errors[0]?.details, "code: 'E1',\npassword: '<SECRET_1:password>'");
  });

  it('shows the redacted path of a file outside the workspace, and keeps its real path', async () => {
    const outside = '/home/ada/lib/a.js';
    const files = { 'b.js': 'function g() {}\n', [outside]: 'function f(x) {\n  return x.y;\n}\n' };
    const report = reportOf({
      language: 'javascript',
      type: 'TypeError',
      message: "Cannot read properties of undefined (reading 'y')",
      frames: [[outside, 2, 'f']],
    });
    const reader: SourceReader = { ...memory(files), list: () => Promise.resolve(['b.js']) };
    const evidence = await collectEvidence(report, options, ports({}, { reader, redactor: createRedactor({ home: true }) }));
    const [snippet] = evidence.snippets;
    assert.equal(snippet?.file, outside);
    const shown = renderFile([{ snippet, folded: false }]);
    assert.match(shown, /^@\/home\/<SECRET_1:user-name>\/lib\/a\.js \(lines 1-3\)/);
    assert.ok(!shown.includes('ada'));
  });

  it('reads nothing outside the workspace', async () => {
    const read: string[] = [];
    const reader = memory({ 'a.js': "const x = require('../../outside');\nfunction f() { return x.load().y; }\n" });
    const spying: SourceReader = { ...reader, read: (file) => (read.push(file), reader.read(file)) };
    await collectEvidence(
      reportOf({
        language: 'javascript',
        type: 'TypeError',
        message: "Cannot read properties of undefined (reading 'y')",
        frames: [['a.js', 2, 'f']],
      }),
      { ...options, references: ['@../secret'] },
      ports({}, { reader: spying }),
    );
    assert.deepEqual([...new Set(read)], ['a.js']);
  });

  it('stops when it is cancelled', async () => {
    await assert.rejects(
      collectEvidence(reportOf(article), options, ports(workspace('tsx')), AbortSignal.abort(new Error('stopped'))),
      /stopped/,
    );
  });

  it('shows the subject of a failed assertion: handed to it, or made through the harness', async () => {
    const python = {
      'tests/test_http.py':
        'from shop.http import Request\n\nclass RequestTest:\n    request_class = Request\n\n    def test_no_scheme(self):\n        self.assertRaises(ValueError, self.request_class, "/foo")\n',
      'shop/http.py': 'class Request:\n    def __init__(self, url):\n        self.url = url\n',
    };
    const java = {
      'src/test/PassTestCase.java':
        'abstract class PassTestCase {\n  void check(String code) {\n    Pass pass = getProcessor();\n    assertEquals(code, pass.run(code));\n  }\n  abstract Pass getProcessor();\n}\n',
      'src/test/GlobalNamesTest.java':
        'class GlobalNamesTest extends PassTestCase {\n  Pass getProcessor() {\n    return new GlobalNames(1);\n  }\n  void testRename() {\n    check("a");\n  }\n}\n',
      'src/test/OtherTest.java': 'class OtherTest extends PassTestCase {\n  Pass getProcessor() {\n    return new OtherPass(1);\n  }\n}\n',
      'src/main/OtherPass.java': 'class OtherPass {\n  OtherPass(int size) {\n    size = 1;\n  }\n}\n',
      'src/main/GlobalNames.java': 'class GlobalNames {\n  int size;\n  GlobalNames(int size) {\n    this.size = size;\n  }\n}\n',
    };
    const failed = { type: 'AssertionError', message: 'it differs' };
    const names = async (report: FailureReport, files: Record<string, string>): Promise<string[]> =>
      (await collectEvidence(report, options, ports(files))).snippets.map(({ function: name, reason }) => `${name ?? ''}: ${reason}`);
    const raised = reportOf({ language: 'python', ...failed, frames: [['tests/test_http.py', 7, 'test_no_scheme']] });
    assert.ok((await names(raised, python)).includes('Request.__init__: the test calls `__init__`'));
    const compared = reportOf({
      language: 'java',
      ...failed,
      frames: [
        ['src/test/PassTestCase.java', 4, 'check'],
        ['src/test/GlobalNamesTest.java', 6, 'testRename'],
      ],
    });
    const found = await names(compared, java);
    assert.ok(found.includes('GlobalNames.GlobalNames: the test calls `GlobalNames`'), found.join('\n'));
    assert.ok(!found.some((each) => each.startsWith('Other')), found.join('\n'));
  });

  it('gives no code, and says what is missing, for an error without frames', async () => {
    const evidence = await collectEvidence(
      { errors: [{ type: '', message: 'it broke', language: 'unknown', role: 'thrown', frames: [] }], expectations: [] },
      options,
      ports({}),
    );
    assert.deepEqual(evidence.snippets, []);
    assert.ok(evidence.missing.length > 0);
  });
});
