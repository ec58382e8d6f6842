import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NpmBug } from '../../../../../training/npm/bugList';
import type { CrashDriver } from '../../../../../training/npm/crashes/crashDrivers';
import { type Outcome, scanInputs } from '../../../../../training/npm/crashes/scanInputs';
import { minePackageCrashes } from '../../../../../training/npm/crashes/minePackageCrashes';
import { PackageStore } from '../../../../../training/npm/packageStore';

/** A library of three versions: the second still reads a property of nothing, the third looks first. */
const first = [
  'exports.length = function (text) {',
  '  const found = /x+/.exec(text);',
  '  return found[0].length;',
  '};',
  'exports.other = 1;',
].join('\n');
const second = first.replace('other = 1', 'other = 2');
const third = second.replace('  return found', '  if (!found) return 0;\n  return found').replace('other = 2', 'other = 3');

class StoreOnDisk extends PackageStore {
  override async versions(): Promise<string[]> {
    return ['1.0.0', '1.1.0', '1.2.0'];
  }
  override async fetch(): Promise<void> {}
  override async install(_name: string, place: string): Promise<Record<string, string>> {
    mkdirSync(join(place, 'node_modules'), { recursive: true });
    return { helper: '1.0.0' };
  }
}

describe('minePackageCrashes', () => {
  let folder: string;
  let store: PackageStore;
  const driver: CrashDriver = { package: 'lib', inputs: 'css', calls: ['library.length(input);'] };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'crashes-')));
    store = new StoreOnDisk(folder);
    for (const [version, text] of [
      ['1.0.0', first],
      ['1.1.0', second],
      ['1.2.0', third],
    ] as const) {
      mkdirSync(store.source('lib', version), { recursive: true });
      writeFileSync(join(store.source('lib', version), 'index.js'), text);
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('finds the pair between which a crash went, the change that mends it and a program that shows it', async () => {
    const found: { bug: NpmBug; text: string }[] = [];
    const options = { store, inputs: ['xx', 'none', 'neither'], before: [], late: () => false, log: () => {} };
    const installs = await minePackageCrashes(driver, { ...options, found: (bug, text) => found.push({ bug, text }) });
    deepStrictEqual(installs, { 'lib@1.1.0+script': { helper: '1.0.0' } });
    ok(found.length >= 1);
    const [{ bug, text } = { bug: undefined, text: '' }] = found;
    deepStrictEqual([bug?.from, bug?.to, bug?.kind, bug?.test], ['1.1.0', '1.2.0', 'crash', 'reproduce.js']);
    deepStrictEqual(bug?.truth, [{ file: 'index.js', lines: [2, 3] }]);
    match(text, /TypeError.*null[^]*index\.js:3/);
    strictEqual(bug?.script, 'const library = require(\'./\');\nconst input = "none";\n\nlibrary.length(input);\n');
  });

  it('leaves out a fix that is known', async () => {
    const fix = [{ file: 'index.js', start: 3, removed: [], added: ['  if (!found) return 0;'] }];
    const before = [{ fix, fault: 1 }] as unknown as Parameters<typeof minePackageCrashes>[1]['before'];
    let count = 0;
    await minePackageCrashes(driver, { store, inputs: ['none'], before, late: () => false, log: () => {}, found: () => count++ });
    strictEqual(count, 0);
  });
});

describe('scanInputs', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'scan-')))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const scan = (source: string, inputs: readonly string[]): Promise<Outcome[]> => {
    const root = join(folder, 'package');
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'index.js'), source);
    return scanInputs(
      root,
      ['return library(input);'],
      inputs.map((input) => ({ input, call: 0 })),
      20_000,
    );
  };

  it('tells a crash from a refusal, thrown at once, later or aside', async () => {
    const source = `module.exports = (input) => {
      if (input === 'refused') throw new SyntaxError('no');
      if (input === 'later') return Promise.resolve().then(() => undefined.x);
      if (input === 'aside') return new Promise(() => setTimeout(() => undefined.y, 5));
      if (input === 'now') undefined.z;
    };`;
    const outcomes = await scan(source, ['fine', 'refused', 'now', 'later', 'aside', 'fine too']);
    deepStrictEqual(
      outcomes.map(({ kind }) => kind),
      ['through', 'other', 'crash', 'crash', 'crash', 'through'],
    );
  });

  it('goes on behind an input that ends the process or never ends, and says nothing of a package that does not load', async () => {
    const source = `module.exports = (input) => { if (input === 'exit') process.exit(3); while (input === 'endless'); };`;
    const outcomes = await scan(source, ['a', 'exit', 'b', 'endless', 'c']);
    deepStrictEqual(
      outcomes.map(({ kind }) => kind),
      ['through', 'other', 'through', 'other', 'through'],
    );
    deepStrictEqual(await scan('throw new Error("not here")', ['a']), [{ kind: 'other' }]);
  });
});
