import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import type { FailureReport, Frame } from '../../../../src/core/capture/failureReport';
import { mapSources, sourceFromMap } from '../../../../src/core/capture/mapSources';
import type { SourceReader } from '../../../../src/core/ports';

const fixtures = join(__dirname, '../../../fixtures/sourceMaps');
/** Where the bundles were when they failed. */
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
    it(`leads from a bundle of ${kind} to its sources`, async () => {
      const text = readFileSync(join(fixtures, 'out', kind, 'output.txt'), 'utf8');
      const before = parseFailure(text);
      const after = await mapSources(before, diskReader(fixtures));
      const frames = after.errors[0]?.frames ?? [];
      // Read in src/: `lines.length` in total, its call in checkout, that one's call at the top. Some maps stop at `lines`.
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

  it('gives the text of a source that is gone', async () => {
    const reader = diskReader(fixtures);
    const text = readFileSync(join(fixtures, 'out/vite/output.txt'), 'utf8');
    const [frame] = (await mapSources(parseFailure(text), reader)).errors[0]?.frames ?? [];
    ok(frame);
    ok((await sourceFromMap(frame, reader))?.includes('export function total'));
  });

  it('reads index maps', async () => {
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

  it('reads ignored folders of built code, but none of dependencies', async () => {
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

  it('knows the addresses of bundlers', async () => {
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

  it('leaves out what points elsewhere, and asks for nothing but files of the workspace', async () => {
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

  it('leaves frames with broken maps as they are', async () => {
    const broken = ['', '{', 'null', '[]', '{"version":3}', '{"version":3,"sources":[1],"mappings":5}'];
    for (const map of broken) {
      const before = report({}, { line: 99, column: 5 });
      deepStrictEqual(await mapSources(before, textReader({ 'dist/a.js': 'x', 'dist/a.js.map': map })), before, map);
    }
  });

  it('never throws, whatever stands in a map', async () => {
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

  it('does not change its input, and stops when told', async () => {
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
});
