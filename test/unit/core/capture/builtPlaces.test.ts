import assert from 'node:assert/strict';
import { BuiltPlaces } from '../../../../src/core/capture/builtPlaces';
import { withCompiledPlaces } from '../../../../src/core/context/compiledPlaces';
import { resolveFrames } from '../../../../src/core/context/resolveFrames';
import type { FailureReport, Frame } from '../../../../src/core/capture/failureReport';
import type { SourceReader } from '../../../../src/core/ports';

/** The first line of a source is mapped to the second line of what was built of it, from its fifth column on. */
const mapOf = (source: string): string => JSON.stringify({ version: 3, sources: [source], names: [], mappings: ';IAAA' });

function reader(files: Record<string, string>): SourceReader & { asked: string[] } {
  const asked: string[] = [];
  return {
    roots: ['/srv/shop'],
    asked,
    read: (file) => {
      asked.push(file);
      return Promise.resolve(files[file]);
    },
    list: () => Promise.resolve(Object.keys(files).filter((file) => !file.endsWith('.map'))),
    modified: () => Promise.resolve(undefined),
  };
}

const built = (name: string, source = `../src/${name}.ts`): Record<string, string> => ({
  [`dist/${name}.js`]: `"use strict";\n    total();\n//# sourceMappingURL=${name}.js.map`,
  [`dist/${name}.js.map`]: mapOf(source),
});

const frame = (file: string, line = 1): Frame => ({ file, line, column: 1, function: 'total', origin: 'workspace', raw: 'at total' });

describe('BuiltPlaces', () => {
  it('finds the built place of a source that the engine named', async () => {
    const places = new BuiltPlaces(reader({ ...built('cart'), ...built('price') }));
    assert.deepEqual(await places.of(frame('/srv/shop/src/price.ts')), { file: 'dist/price.js', line: 2, column: 5 });
    assert.deepEqual(await places.of(frame('file:///srv/shop/src/cart.ts')), { file: 'dist/cart.js', line: 2, column: 5 });
  });

  it('finds it in a bundle of another name, and for a path of another machine', async () => {
    const places = new BuiltPlaces(reader(built('bundle', '../src/cart.ts')));
    for (const file of ['/srv/shop/src/cart.ts', '/app/src/cart.ts', 'src/cart.ts'])
      assert.deepEqual(await places.of(frame(file)), { file: 'dist/bundle.js', line: 2, column: 5 });
  });

  it('finds none for a line that no map has, another source, and one of a package', async () => {
    const places = new BuiltPlaces(reader(built('cart')));
    for (const each of [frame('/srv/shop/src/cart.ts', 7), frame('/srv/shop/src/other.ts'), frame('/srv/shop/node_modules/a/src/cart.ts')])
      assert.equal(await places.of(each), undefined);
  });

  it('opens no more than a few maps', async () => {
    const files = reader(Object.assign({}, ...Array.from({ length: 60 }, (_, at) => built(`part${at}`))));
    assert.equal(await new BuiltPlaces(files).of(frame('/srv/shop/src/lost.ts')), undefined);
    assert.equal(files.asked.filter((file) => file.endsWith('.map')).length, 24);
  });
});

describe('withCompiledPlaces', () => {
  const report = (...frames: Frame[]): FailureReport => ({
    errors: [{ type: 'TypeError', message: 'x', language: 'javascript', role: 'thrown', frames }],
    expectations: [],
  });

  it('shows the compiled file of a frame that the engine mapped to a source that is not there', async () => {
    const files = reader(built('cart'));
    const given = report(frame('/srv/shop/src/cart.ts'));
    const { errors } = await withCompiledPlaces(given, await resolveFrames(given, files), files);
    assert.deepEqual(
      errors[0]?.frames.map(({ file, line, column, function: name }) => ({ file, line, column, name })),
      [{ file: 'dist/cart.js', line: 2, column: 5, name: 'total' }],
    );
  });

  it('leaves a report alone whose sources are there', async () => {
    const files = reader({ ...built('cart'), 'src/cart.ts': 'total();\n' });
    const given = report(frame('/srv/shop/src/cart.ts'));
    assert.equal(await withCompiledPlaces(given, await resolveFrames(given, files), files), given);
  });
});
