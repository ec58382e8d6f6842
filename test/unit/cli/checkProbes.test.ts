import { deepStrictEqual, match, strictEqual } from 'node:assert';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../../src/cli/main';
import { probeStatement } from '../../../src/core/experiments/probes/probeStatement';
import { GitRepository, TempFolder } from '../../support/gitRepository';

const made = probeStatement({ file: 'a.js', text: '' }, 'items', { set: 'k3f9', index: 0 });
const PROBE = 'line' in made ? made.line : '';

describe('check-probes', () => {
  let repository: GitRepository;
  beforeEach(() => {
    repository = new GitRepository();
    repository.write('src/a.js', 'f();\ng();\n');
    repository.write('b c.py', 'f()\n');
    repository.commit('start');
  });
  afterEach(() => repository.dispose());

  const run = async (argv: string[], cwd = repository.path, env: Record<string, string> = {}) => {
    const said = { out: '', err: '' };
    const sink = (name: 'out' | 'err') =>
      new Writable({ write: (chunk: Buffer, _encoding, done) => done(void (said[name] += chunk.toString())) });
    const io = { stdin: Readable.from([]), stdinIsTerminal: false, stdout: sink('out'), stderr: sink('err'), env, cwd, assets: '' };
    return { code: await main(['check-probes', ...argv], { ...io, signal: new AbortController().signal }, '0'), ...said };
  };

  it('ends with 0 and prints nothing if there are none', async () => {
    for (const flags of [[], ['--staged']]) deepStrictEqual(await run(flags), { code: 0, out: '', err: '' });
    deepStrictEqual(JSON.parse((await run(['--staged', '--json'])).out), { staged: true, probes: [] });
  });

  it('finds staged probes in the index, whatever the file holds by now, and from any folder', async () => {
    repository.write('src/a.js', `f();\n${PROBE}\ng();\n`);
    strictEqual((await run(['--staged'])).code, 0, 'nothing is staged yet');
    repository.git('add', '-A');
    repository.write('src/a.js', 'f();\ng();\n');
    const { code, out, err } = await run(['--staged'], join(repository.path, 'src'));
    strictEqual(code, 4);
    strictEqual(out, 'src/a.js:2: probe k3f9.0\n');
    match(err, /^One inserted line is staged\. Remove it, in VS Code by "Remove Inserted Lines"/);
    strictEqual((await run([])).code, 0, 'the file itself is clean');
  });

  it('finds probes in files that git does not know, by their names as they are', async () => {
    repository.write('new \u00e9.js', `${PROBE}\n`);
    deepStrictEqual(JSON.parse((await run(['--json'])).out), {
      staged: false,
      probes: [{ file: 'new \u00e9.js', line: 1, probe: 'k3f9.0' }],
    });
    repository.git('add', '-A');
    deepStrictEqual(JSON.parse((await run(['--staged', '--json'])).out), {
      staged: true,
      probes: [{ file: 'new \u00e9.js', line: 1, probe: 'k3f9.0' }],
    });
  });

  it('reads the index that a hook receives: git commit FILE makes a separate one', async () => {
    repository.git('read-tree', '--index-output=.git/other', 'HEAD');
    repository.write('src/a.js', `${PROBE}\n`);
    repository.git('add', '-A');
    strictEqual((await run(['--staged'], undefined, { GIT_INDEX_FILE: '.git/other' })).code, 0);
    strictEqual((await run(['--staged'], undefined, { GIT_INDEX_FILE: '.git/index' })).code, 4);
  });

  it('works before the first commit', async () => {
    const fresh = new GitRepository();
    try {
      fresh.write('a.js', `${PROBE}\n`);
      strictEqual((await run(['--staged'], fresh.path)).code, 0);
      fresh.git('add', '-A');
      strictEqual((await run(['--staged'], fresh.path)).code, 4);
    } finally {
      fresh.dispose();
    }
  });

  it('reports a missing repository, and accepts no file argument', async () => {
    const folder = new TempFolder();
    try {
      const { code, err } = await run(['--staged'], folder.path);
      strictEqual(code, 2);
      match(err, /cannot be read: .*lies in no git repository/);
      strictEqual((await run([], folder.path)).code, 0);
      strictEqual((await run(['a.js'])).code, 2);
    } finally {
      folder.dispose();
    }
  });
});
