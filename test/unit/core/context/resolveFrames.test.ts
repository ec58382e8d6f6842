import assert from 'node:assert/strict';
import type { ErrorReport, FailureReport, Frame } from '../../../../src/core/capture/failureReport';
import { resolveFrames } from '../../../../src/core/context/resolveFrames';
import type { SourceReader } from '../../../../src/core/ports';
import { assertTakesLessThan } from '../../../support/runningTime';

/** A workspace in memory at /w, with files outside it by absolute path. */
function workspace(files: Record<string, string>, roots = ['/w']): SourceReader & { asked: string[] } {
  const list = Object.keys(files)
    .filter((file) => !file.startsWith('/') && !file.startsWith('dist/'))
    .sort();
  const asked: string[] = [];
  return {
    roots,
    asked,
    list: async () => list,
    modified: async () => 1000,
    allow: (file) => void asked.push(file),
    read: async (file) => (list.includes(file) || asked.includes(file) ? files[file] : undefined),
  };
}

const frame = (file: string, line = 1, rest: Partial<Frame> = {}): Frame => ({ file, line, origin: 'workspace', raw: '', ...rest });

function report(frames: Frame[], language: ErrorReport['language'] = 'javascript'): FailureReport {
  return { errors: [{ type: 'Error', message: 'm', language, role: 'thrown', frames }], expectations: [] };
}

const code = (lines: number, extra: Record<number, string> = {}) =>
  Array.from({ length: lines }, (_, i) => extra[i + 1] ?? `line ${i + 1}`).join('\n');

describe('resolveFrames', () => {
  it('finds a file of the workspace by its full or relative path', async () => {
    const reader = workspace({ 'src/a.ts': code(9), 'lib/src/a.ts': code(9) });
    const found = await resolveFrames(report([frame('/w/src/a.ts'), frame('src/a.ts'), frame('webpack:///./lib/src/a.ts')]), reader);
    assert.deepEqual(found, [
      { frame: 0, file: 'src/a.ts', state: 'found' },
      { frame: 1, file: 'src/a.ts', state: 'found' },
      { frame: 2, file: 'lib/src/a.ts', state: 'found' },
    ]);
  });

  it('finds a file of the workspace that the trace names through a link from elsewhere', async () => {
    const reader = {
      ...workspace({ 'src/a.ts': code(9), '/link/src/a.ts': code(9), '/else/b.ts': code(9) }),
      realPath: async (file: string) => file.replace('/link', '/w'),
    };
    const [linked, outside] = await resolveFrames(report([frame('/link/src/a.ts'), frame('/else/b.ts')]), reader);
    assert.deepEqual([linked?.file, linked?.state], ['src/a.ts', 'found']);
    assert.deepEqual([outside?.file, outside?.state], ['/else/b.ts', 'outside']);
  });

  it('finds a file by its real path, where a folder was opened through a link', async () => {
    const reader = {
      ...workspace({ 'web/src/a.ts': code(9), 'api/src/a.ts': code(9) }, ['/w/web', '/w/api']),
      realRoots: async () => ['/disk/1', '/disk/2'],
    };
    const found = await resolveFrames(report([frame('/disk/2/src/a.ts'), frame('/w/web/src/a.ts')]), reader);
    assert.deepEqual(
      found.map(({ file, state }) => [file, state]),
      [
        ['api/src/a.ts', 'found'],
        ['web/src/a.ts', 'found'],
      ],
    );
  });

  it('finds files named by another machine by the longest common suffix', async () => {
    const reader = workspace({
      'src/orders/load.ts': code(9),
      'src/users/load.ts': code(9),
      'server.js': code(9),
      'src/index.ts': code(9),
    });
    const found = await resolveFrames(
      report([
        frame('/home/runner/work/shop/shop/src/orders/load.ts'),
        frame('C:\\ci\\shop\\src\\users\\load.ts'),
        frame('/app/server.js'),
        frame('/elsewhere/deep/index.ts'),
        frame('/app/absent.ts'),
        frame('/usr/src/app/SRC/Orders/LOAD.ts'),
      ]),
      reader,
    );
    assert.deepEqual(
      found.map(({ file, state }) => [file, state]),
      [
        ['src/orders/load.ts', 'found'],
        ['src/users/load.ts', 'found'],
        ['server.js', 'found'],
        [undefined, 'notFound'],
        [undefined, 'notFound'],
        ['src/orders/load.ts', 'found'],
      ],
    );
  });

  it('asks where several fit, and follows the choice for every frame of that file', async () => {
    const reader = workspace({ 'a/src/load.ts': code(9), 'b/src/load.ts': code(9) });
    const failure = report([frame('/ci/src/load.ts', 2), frame('/ci/src/load.ts', 3)]);
    const open = await resolveFrames(failure, reader);
    assert.deepEqual(open[1], { frame: 1, state: 'ambiguous', candidates: ['a/src/load.ts', 'b/src/load.ts'] });
    const settled = await resolveFrames(failure, reader, { 0: 'b/src/load.ts' });
    assert.deepEqual(
      settled.map(({ file }) => file),
      ['b/src/load.ts', 'b/src/load.ts'],
    );
  });

  it('lists the top-level file first among those that fit equally', async () => {
    const reader = workspace({ 'examples/one/src/load.ts': code(9), 'src/load.ts': code(9) });
    const [only] = await resolveFrames(report([frame('/app/src/load.ts')]), reader);
    assert.deepEqual(only?.candidates, ['src/load.ts', 'examples/one/src/load.ts']);
  });

  it('decides by the text of the line', async () => {
    const reader = workspace({
      'a/src/load.ts': code(9),
      'b/src/load.ts': code(9, { 3: 'function load() {', 5: 'parse(x)' }),
      'c/src/load.ts': code(2),
    });
    const failure = report([frame('/ci/src/other.ts', 1, { function: 'parse' }), frame('/ci/src/load.ts', 5, { function: 'load' })]);
    assert.equal((await resolveFrames(failure, reader))[1]?.file, 'b/src/load.ts');
  });

  it('uses the folder shown by other frames of the trace', async () => {
    const reader = workspace({ 'a/src/load.ts': code(9), 'b/src/load.ts': code(9), 'b/src/only.ts': code(9) });
    const found = await resolveFrames(report([frame('/ci/src/load.ts', 2), frame('/ci/src/only.ts', 3)]), reader);
    assert.deepEqual(found[0], { frame: 0, file: 'b/src/load.ts', state: 'found' });
  });

  it('finds Java files by package', async () => {
    const reader = workspace({ 'src/main/java/com/acme/Order.java': code(9), 'src/main/java/com/other/Order.java': code(9) });
    const found = await resolveFrames(report([frame('Order.java', 2, { function: 'com.other.Order$Line.total' })], 'java'), reader);
    assert.equal(found[0]?.file, 'src/main/java/com/other/Order.java');
  });

  it('ignores dependencies, runtimes and places that are not files', async () => {
    const reader = workspace({ 'index.js': code(9) });
    const found = await resolveFrames(
      report([
        frame('/w/node_modules/dep/index.js', 1, { origin: 'dependency' }),
        frame('node:internal/timers', 1, { origin: 'runtime' }),
        frame('<anonymous>'),
      ]),
      reader,
    );
    assert.deepEqual(
      found.map(({ file, state }) => [file, state]),
      [
        [undefined, 'outside'],
        [undefined, 'outside'],
        [undefined, 'notFound'],
      ],
    );
    assert.deepEqual(reader.asked, []);
  });

  it('accepts an ignored file, and one outside the workspace, if a frame names it', async () => {
    const reader = workspace({ 'dist/a.js': code(9), '/lib/x/a.ts': code(9), 'x/a.ts': code(9) });
    const found = await resolveFrames(report([frame('/w/dist/a.js'), frame('/lib/x/a.ts')]), reader);
    assert.deepEqual(
      found.map(({ file, state }) => [file, state]),
      [
        ['dist/a.js', 'found'],
        ['/lib/x/a.ts', 'outside'],
      ],
    );
  });

  it('reports when the file has changed since', async () => {
    const reader = workspace({ 'a.ts': code(5, { 2: '' }) });
    const states = async (takenAt?: number) =>
      (
        await resolveFrames(
          report([frame('/w/a.ts', 1), frame('/w/a.ts', 2), frame('/w/a.ts', 6), frame('/w/a.ts', 0)]),
          reader,
          {},
          undefined,
          takenAt,
        )
      ).map(({ state }) => state);
    assert.deepEqual(await states(), ['found', 'changedSince', 'changedSince', 'found']);
    assert.deepEqual(await states(1000), ['found', 'changedSince', 'changedSince', 'found']);
    assert.deepEqual(await states(999), ['changedSince', 'changedSince', 'changedSince', 'changedSince']);
  });

  it('names files of several roots by their folder', async () => {
    const reader = workspace({ 'web/src/a.ts': code(9), 'api/src/b.ts': code(9) }, ['/w/web', '/x/api']);
    const found = await resolveFrames(report([frame('/x/api/src/b.ts'), frame('src/a.ts'), frame('/ci/src/b.ts')]), reader);
    assert.deepEqual(
      found.map(({ file }) => file),
      ['api/src/b.ts', 'web/src/a.ts', 'api/src/b.ts'],
    );
  });

  it('is quick on a long recursion and can be cancelled', async () => {
    const reader = workspace({ 'a/src/load.ts': code(9), 'b/src/load.ts': code(9) });
    const failure = report(Array.from({ length: 100_000 }, () => frame('/ci/src/load.ts', 2)));
    await assertTakesLessThan(2000, async () => {
      assert.equal((await resolveFrames(failure, reader)).length, 100_000);
    });
    await assert.rejects(resolveFrames(failure, reader, {}, AbortSignal.abort()));
  });
});
