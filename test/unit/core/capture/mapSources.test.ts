import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import type { FailureReport, Frame } from '../../../../src/core/capture/failureReport';
import { mapSources, sourceFromMap } from '../../../../src/core/capture/mapSources';
import type { SourceReader } from '../../../../src/core/ports';

const fixtures = join(__dirname, '../../../fixtures/sourceMaps');
/** The folders of the bundles when they failed. */
const recorded = '/home/dev/app';

function diskReader(folder: string): SourceReader & { asked: string[] } {
  const asked: string[] = [];
  return {
    roots: [recorded],
    asked,
    read(file) {
      asked.push(file);
      const path = join(folder, file);
      return Promise.resolve(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    },
    list: () => Promise.resolve([]),
    modified: () => Promise.resolve(undefined),
  };
}

function textReader(files: Record<string, string>): SourceReader & { asked: string[] } {
  const asked: string[] = [];
  return {
    roots: [],
    asked,
    read(file) {
      asked.push(file);
      return Promise.resolve(files[file]);
    },
    list: () => Promise.resolve([]),
    modified: () => Promise.resolve(undefined),
  };
}

type BuiltReader = SourceReader & { asked: string[]; listed: number };

/** Only build folders. */
function builtReader(files: Record<string, string>): BuiltReader {
  const reader: BuiltReader = {
    ...textReader(files),
    listed: 0,
    listBuilt() {
      reader.listed++;
      return Promise.resolve(Object.keys(files).filter((file) => file.endsWith('.js')));
    },
  };
  return reader;
}

function report(...frames: Partial<Frame>[]): FailureReport {
  return {
    errors: [
      {
        type: 'TypeError',
        message: 'x',
        language: 'javascript',
        role: 'thrown',
        frames: frames.map((frame) => ({ file: 'dist/a.js', line: 1, column: 1, origin: 'workspace', raw: 'at', ...frame })),
      },
    ],
    expectations: [],
  };
}

function place(frame: Frame | undefined): string {
  return `${frame?.file}:${frame?.line}:${frame?.column}`;
}

/** One source, its first line mapped to the bundle's first. */
function simpleMap(source: string, more: object = {}): string {
  return JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAEA', ...more });
}

describe('mapSources', () => {
  for (const kind of readdirSync(join(fixtures, 'out'))) {
    it(`resolves a bundle of ${kind} to its sources`, async () => {
      const text = readFileSync(join(fixtures, 'out', kind, 'output.txt'), 'utf8');
      const before = parseFailure(text);
      const after = await mapSources(before, diskReader(fixtures));
      const frames = after.errors[0]?.frames ?? [];
      // Read in src/: `lines.length` in total, its call in checkout, the call of checkout at the top level. Some maps stop at `lines`.
      strictEqual(frames[0]?.file, 'src/cart.ts');
      strictEqual(frames[0].line, 9);
      ok(/^src\/index\.ts:9:\d+$/.test(place(frames[1])), place(frames[1]));
      ok(/^src\/index\.ts:14:\d+$/.test(place(frames[2])), place(frames[2]));
      strictEqual(frames[0].origin, 'workspace');
      ok(frames[0].generated?.file.includes(`/out/${kind}/`));
      strictEqual(frames[0].generated?.line, before.errors[0]?.frames[0]?.line);
      deepStrictEqual(frames.slice(3), before.errors[0]?.frames.slice(3), 'frames of Node stay');
    });
  }

  it('returns the text of a missing source', async () => {
    const reader = diskReader(fixtures);
    const text = readFileSync(join(fixtures, 'out/vite/output.txt'), 'utf8');
    const [frame] = (await mapSources(parseFailure(text), reader)).errors[0]?.frames ?? [];
    ok(frame);
    ok((await sourceFromMap(frame, reader))?.includes('export function total'));
  });

  it('maps each frame by the section of an index map that holds its line', async () => {
    const section = (line: number, source: string) => ({
      offset: { line, column: 0 },
      map: { version: 3, sources: [source], names: [], mappings: 'AAAA' },
    });
    const map = JSON.stringify({ version: 3, sections: [section(0, '../src/a.ts'), section(5, '../src/b.ts')] });
    const reader = textReader({ 'dist/a.js': '', 'dist/a.js.map': map });
    const mapped = await mapSources(report({ line: 1 }, { line: 6 }), reader);
    deepStrictEqual(mapped.errors[0]?.frames.map(place), ['src/a.ts:1:1', 'src/b.ts:1:1']);
  });

  it('follows the comment, and falls back to the map beside the file', async () => {
    const named = textReader({
      'dist/a.js': 'x\n//# sourceMappingURL=maps/other.map\n',
      'dist/maps/other.map': simpleMap('../../src/a.ts'),
    });
    strictEqual(place((await mapSources(report({}), named)).errors[0]?.frames[0]), 'src/a.ts:3:1');
    const beside = textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap('../src/a.ts') });
    strictEqual(place((await mapSources(report({}), beside)).errors[0]?.frames[0]), 'src/a.ts:3:1');
  });

  it('reads ignored folders of built code, except those of dependencies', async () => {
    const files: Record<string, string> = { 'dist/a.js': 'x', 'dist/a.js.map': simpleMap('../src/a.ts') };
    for (const file of Object.keys(files)) files[`node_modules/lib/${file}`] = files[file] ?? '';
    const asked: string[] = [];
    const reader: SourceReader = {
      ...textReader({}),
      readBuilt(file) {
        asked.push(file);
        return Promise.resolve(files[file]);
      },
    };
    const mapped = await mapSources(report({}, { file: 'node_modules/lib/dist/a.js', origin: 'dependency' }), reader);
    deepStrictEqual(mapped.errors[0]?.frames.map(place), ['src/a.ts:3:1', 'node_modules/lib/dist/a.js:1:1']);
    deepStrictEqual(asked, ['dist/a.js', 'dist/a.js.map']);
  });

  it('names files of several workspace folders by their folder', async () => {
    const reader = { ...textReader({ 'web/dist/a.js': 'x', 'web/dist/a.js.map': simpleMap('../src/a.ts') }), roots: ['/x/api', '/x/web'] };
    strictEqual(place((await mapSources(report({ file: '/x/web/dist/a.js' }), reader)).errors[0]?.frames[0]), 'web/src/a.ts:3:1');
  });

  it('finds the file behind the addresses that bundlers write', async () => {
    for (const [source, file] of [
      ['webpack://orders/./src/a.ts', 'src/a.ts'],
      ['webpack:///./src/a.ts?1f2e', 'src/a.ts'],
      ['webpack://orders/node_modules/lib/index.js', 'node_modules/lib/index.js'],
      ['../src/a%20b.ts', 'src/a b.ts'],
      ['file:///home/dev/app/src/a.ts', '/home/dev/app/src/a.ts'],
    ] as const) {
      const reader = textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap(source) });
      const frame = (await mapSources(report({}), reader)).errors[0]?.frames[0];
      strictEqual(frame?.file, file, source);
      strictEqual(frame.origin, file.startsWith('node_modules') ? 'dependency' : 'workspace');
    }
  });

  it('leaves out sources elsewhere, and requests only files of the workspace', async () => {
    for (const source of ['https://evil.example/a.ts', '//evil.example/a.ts', '../../../../etc/passwd', 'data:text/plain,x', 'a\0b']) {
      const reader = textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap(source) });
      const before = report({});
      deepStrictEqual(await mapSources(before, reader), before, source);
      deepStrictEqual(new Set(reader.asked), new Set(['dist/a.js', 'dist/a.js.map']));
    }
    for (const url of [
      'https://evil.example/a.map',
      '//evil.example/a.map',
      '../../../../etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
    ]) {
      const reader = textReader({ 'dist/a.js': `x\n//# sourceMappingURL=${url}` });
      await mapSources(report({}), reader);
      deepStrictEqual(new Set(reader.asked), new Set(['dist/a.js', 'dist/a.js.map']), url);
    }
    const remote = textReader({});
    await mapSources(report({ file: 'https://evil.example/../../etc/a.js' }, { file: 'http://localhost:5173/src/a.js?t=1' }), remote);
    ok(
      remote.asked.every((file) => !file.includes('://') && !file.startsWith('..')),
      remote.asked.join(' '),
    );
  });

  it('leaves frames with broken maps unchanged', async () => {
    const broken = ['', '{', 'null', '[]', '{"version":3}', '{"version":3,"sources":[1],"mappings":5}'];
    for (const map of broken) {
      const before = report({}, { line: 99, column: 5 });
      deepStrictEqual(await mapSources(before, textReader({ 'dist/a.js': 'x', 'dist/a.js.map': map })), before, map);
    }
  });

  it('never throws, whatever a map contains', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((mappings) => simpleMap('a.ts', { mappings })),
        ),
        fc.nat(),
        async (map, line) => {
          const mapped = await mapSources(
            report({ line }),
            textReader({ 'dist/a.js': `//# sourceMappingURL=${map}`, 'dist/a.js.map': map }),
          );
          strictEqual(mapped.errors[0]?.frames.length, 1);
        },
      ),
    );
  });

  it('does not change its input, and stops when cancelled', async () => {
    const reader = textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap('../src/a.ts') });
    const before = report({});
    const copy = structuredClone(before);
    await mapSources(before, reader);
    deepStrictEqual(before, copy);
    const stop = new AbortController();
    stop.abort();
    await mapSources(before, reader, stop.signal).then(
      () => ok(false),
      (reason: unknown) => strictEqual((reason as Error).name, 'AbortError'),
    );
  });

  describe('of addresses', () => {
    /** A bundle of one line with the function `pay`; its columns 5 to 9 (0-based) are mapped to the third line of a source. */
    const bundle = 'pay(),x();y();z();';
    const map = (source: string) => simpleMap(source, { mappings: 'KAEA,K' });
    const built = (...files: string[]): BuiltReader =>
      builtReader(
        Object.fromEntries(files.flatMap((file) => [[file, bundle] as const, [`${file}.map`, map('/home/dev/app/src/a.ts')] as const])),
      );
    const where = async (reader: SourceReader, ...frames: Partial<Frame>[]) =>
      (await mapSources(report(...frames), reader)).errors[0]?.frames.map(place);
    const mapped = '/home/dev/app/src/a.ts:3:1';

    for (const [browser, text] of [
      ['Chrome', 'TypeError: x is not a function\n    at t (https://cdn.example.com/v7/assets/index-BxYz12.js?v=3:1:6)'],
      ['Chrome, without a name', 'TypeError: x is not a function\n    at https://app.example.com:8443/assets/index-BxYz12.js:1:6'],
      ['Firefox', 'TypeError: x is not a function\nt@https://cdn.example.com/assets/index-BxYz12.js:1:6'],
      ['Safari', "TypeError: x is not a function. (In 'x()', 'x' is undefined)\nt@http://localhost:4173/index-BxYz12.js:1:6"],
    ] as const) {
      it(`resolves a trace of ${browser} through the build folders to the source`, async () => {
        const before = parseFailure(text);
        const [frame] = (await mapSources(before, built('web/dist/assets/index-BxYz12.js'))).errors[0]?.frames ?? [];
        strictEqual(place(frame), mapped);
        strictEqual(frame?.origin, 'workspace');
        strictEqual(frame.generated?.file, before.errors[0]?.frames[0]?.file);
      });
    }

    it('picks the file that shares most of the path, and none where several share equally', async () => {
      const file = 'https://app.example.com/static/js/main.js';
      const asked = built('build/static/js/main.js', 'dist/js/main.js', 'out/main.js');
      deepStrictEqual(await where(asked, { file, column: 6 }), [mapped]);
      deepStrictEqual(asked.asked, ['build/static/js/main.js', 'build/static/js/main.js.map']);
      deepStrictEqual(await where(built('dist/main.js', 'out/main.js'), { file, column: 6 }), [`${file}:1:6`]);
      deepStrictEqual(await where(built('out/main.js'), { file: 'https://app.example.com/%6Dain.js', column: 6 }), [mapped]);
    });

    it('rejects other builds: another hash, a place or a name missing in the file, a place without a mapping', async () => {
      const reader = built('dist/index-BxYz12.js');
      const file = 'https://app.example.com/index-BxYz12.js';
      for (const frame of [
        { file: 'https://app.example.com/index-bxyz12.js', column: 6 },
        { file, column: bundle.length + 1 },
        { file, line: 2, column: 1 },
        { file, column: 1 },
        { file, column: 11 },
        { file, column: 6, function: 'Stripe.confirmPayment' },
      ]) {
        deepStrictEqual(await where(reader, frame), [place({ line: 1, ...frame } as Frame)], JSON.stringify(frame));
      }
      deepStrictEqual(await where(reader, { file, column: 6 }, { file, column: 9000 }), [`${file}:1:6`, `${file}:1:9000`]);
      deepStrictEqual(await where(reader, { file, column: 6, function: 'new Shop.pay' }), [mapped]);
    });

    it('accepts a line without a column only where all of it maps to one source line', async () => {
      const file = 'https://app.example.com/a.js';
      const reader = (mappings: string) => builtReader({ 'dist/a.js': bundle, 'dist/a.js.map': simpleMap('/src/a.ts', { mappings }) });
      deepStrictEqual(await where(reader('KAEA,IAAG'), { file, column: undefined }), ['/src/a.ts:3:undefined']);
      deepStrictEqual(await where(reader('KAEA,IACG'), { file, column: undefined }), [`${file}:1:undefined`]);
    });

    it('searches the folders only for an address, and only once', async () => {
      const reader = built('dist/a.js', 'dist/b.js');
      await mapSources(report({ file: 'dist/a.js', column: 6 }, { file: '/x/src/b.ts' }, { file: 'https://x.example/c.ts' }), reader);
      strictEqual(reader.listed, 0);
      const frames = ['a.js', 'b.js?1', 'b.js?2', 'a.js', 'c.js'].map((name) => ({ file: `https://x.example/${name}`, column: 6 }));
      reader.asked.length = 0;
      await mapSources(report(...frames), reader);
      strictEqual(reader.listed, 1);
      deepStrictEqual(reader.asked, ['dist/a.js', 'dist/a.js.map', 'dist/b.js', 'dist/b.js.map', 'c.js']);
      deepStrictEqual(await where(built('dist/node_modules/l/a.js'), { file: 'https://x.example/node_modules/l/a.js', column: 6 }), [
        'https://x.example/node_modules/l/a.js:1:6',
      ]);
    });

    it('requests no path outside, and only files of a limited number of addresses', async () => {
      const reader = built('dist/a.js');
      const frames = ['..%2f..%2fetc%2fa.js', '../../../etc/b.js', '%00.js'].map((name) => ({ file: `https://x.example/${name}` }));
      await mapSources(report(...frames), reader);
      ok(
        reader.asked.every((file) => !file.includes('..') && !file.includes('\0') && !file.startsWith('/')),
        reader.asked.join(' '),
      );
      reader.asked.length = 0;
      await mapSources(report(...Array.from({ length: 2000 }, (_, at) => ({ file: `https://x.example/${at}.js` }))), reader);
      strictEqual(reader.asked.length, 500);
    });

    it('can be cancelled during the search of the folders', async () => {
      const stop = new AbortController();
      const reader: SourceReader = {
        ...textReader({}),
        listBuilt(signal) {
          stop.abort();
          signal?.throwIfAborted();
          return Promise.resolve([]);
        },
      };
      await rejects(mapSources(report({ file: 'https://x.example/a.js' }), reader, stop.signal), { name: 'AbortError' });
    });
  });

  it('does not parse a map that arrives after the cancel', async () => {
    const stop = new AbortController();
    const files = textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap('../src/a.ts') });
    const reader: SourceReader = {
      ...files,
      read(file) {
        if (file.endsWith('.map')) stop.abort();
        return files.read(file);
      },
    };
    await rejects(mapSources(report({}), reader, stop.signal), { name: 'AbortError' });
  });

  it('reads each file once, however many frames there are', async () => {
    const names = Array.from({ length: 20 }, (_, at) => `dist/${at}.js`);
    const reader = textReader(
      Object.fromEntries(names.flatMap((name) => [[name, 'x'] as const, [`${name}.map`, simpleMap('../src/a.ts')] as const])),
    );
    const mapped = await mapSources(report(...[...names, ...names].map((file) => ({ file }))), reader);
    ok(mapped.errors[0]?.frames.every((frame) => frame.file === 'src/a.ts'));
    strictEqual(reader.asked.length, 40);
  });

  it('ignores maps that would need too much memory, and limits the maps read for one report', async () => {
    const sections = (line: number) => [
      { offset: { line, column: 0 }, map: { version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' } },
    ];
    for (const more of [
      { mappings: 'A,'.repeat(4_000_001) },
      { mappings: ';'.repeat(4_000_001) },
      { sections: sections(4e9) },
      { sections: [{ offset: { line: 3e6, column: 0 }, map: { version: 3, sections: sections(3e6) } }] },
      { mappings: [[null]] },
      { mappings: 'AAAA', sourcesContent: ['x'.repeat(40_000_000)] },
    ]) {
      const before = report({});
      deepStrictEqual(await mapSources(before, textReader({ 'dist/a.js': 'x', 'dist/a.js.map': simpleMap('a.ts', more) })), before);
    }
    const large = simpleMap('/a.ts', { sourcesContent: ['x'.repeat(39_000_000)] });
    const names = ['1', '2', '3', '4', '5', '6'].map((name) => `dist/${name}.js`);
    const reader = textReader(Object.fromEntries(names.flatMap((name) => [[name, 'x'] as const, [`${name}.map`, large] as const])));
    await mapSources(report(...names.map((file) => ({ file }))), reader);
    deepStrictEqual(reader.asked.at(-1), 'dist/5.js.map');
  });
});
