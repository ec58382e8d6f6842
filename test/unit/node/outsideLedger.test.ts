import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { triedBefore, triedSentence } from '../../../src/app/triedBefore';
import { createRedactor } from '../../../src/core/prompt/redactor';
import { InvestigationFiles } from '../../../src/node/investigationFiles';
import { adoptInvestigations, ledgerFolder } from '../../../src/node/ledgerFolder';
import { OutsideLedger, type OutsideEntry } from '../../../src/node/outsideLedger';
import { randomIds } from '../../../src/node/randomIds';
import { failureOf } from '../../support/ledgerFailure';

const NOON = new Date(2026, 10, 29, 12, 5).getTime();
const DIFF = '--- a/src/cart.js\n+++ b/src/cart.js\n@@ -6 +6 @@\n-  return sum;\n+  return sum ?? 0;\n';

function entry(text: string, fix?: Partial<OutsideEntry['fix']>): OutsideEntry {
  const run: OutsideEntry['run'] = { kind: 'try', outcome: 'same', text, notes: [] };
  return { run, ...(fix && { fix: { title: 'A patch', diff: DIFF, worked: false, ...fix } }) };
}

describe('OutsideLedger', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'ledger-')))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (clock = { now: () => NOON }) => {
    const redactor = createRedactor({});
    const redact = (texts: string[]) => redactor.redactAll(texts);
    return new OutsideLedger({ files: new InvestigationFiles(folder), redact, ids: randomIds, clock });
  };

  it('adds what was tried to the investigation that the panel shows, and finds what was tried there', async () => {
    await open().record(failureOf('total'), entry('fails the same', {}));
    const panel = new InvestigationFiles(folder);
    const [summary] = (await panel.list()).summaries;
    const shown = await panel.load(summary?.id ?? '');
    assert.deepEqual([shown.title, shown.runs.map(({ text }) => text)], ['RangeError: Invalid price', ['fails the same']]);
    const { evidence: _evidence, suspects: _suspects, ...kept } = shown;
    const inPanel = { id: 'panel', hypothesis: 'h', title: 'In the panel', worked: false, result: 'fails elsewhere', at: shown.capturedAt };
    // Nothing in it is secret, so it is stored as it is.
    await panel.save({ ...kept, tries: [...kept.tries, inPanel] } as Parameters<InvestigationFiles['save']>[0]);
    assert.deepEqual(
      (await open().tries(failureOf('total'))).map(({ title }) => title),
      ['A patch', 'In the panel'],
    );
    const change = await new InvestigationFiles(folder).refresh(shown.id);
    assert.equal(change?.theirs.tries.length, 2);
  });

  it('keeps failures apart, and one failure together', async () => {
    for (const name of ['total', 'other', 'total']) await open().record(failureOf(name), entry(name));
    const files = new InvestigationFiles(folder);
    const { summaries } = await files.list();
    const runs = await Promise.all(summaries.map(async ({ id }) => (await files.load(id)).runs.map(({ text }) => text)));
    assert.deepEqual(runs.sort(), [['other'], ['total', 'total']]);
  });

  it('recognises a change that failed, whatever its white space and the places of its hunks, and says how it ended', async () => {
    await open().record(failureOf('total'), entry('on the command line: fails the same, 2 of 2', {}));
    const tries = await open().tries(failureOf('total'));
    const moved = DIFF.replace('@@ -6 +6 @@', '@@ -60,3 +61,3 @@').replace('return sum ?? 0;', 'return  sum ??  0;');
    const found = triedBefore(moved, tries);
    assert.equal(found && triedSentence(found), 'fails the same, 2 of 2, 29 Nov 12:05');
    assert.equal(triedBefore(DIFF.replace('?? 0', '?? 1'), tries), undefined);
    assert.deepEqual(await open().tries(failureOf('other')), []);
  });

  it('does not take a change that worked for one that failed', async () => {
    await open().record(failureOf('total'), entry('passes', { worked: true }));
    assert.equal(triedBefore(DIFF, await open().tries(failureOf('total'))), undefined);
  });

  it('writes the password in an error, a title and a diff to none of its files', async () => {
    const secret = 'postgres://admin:hunter2secret@db.example.com/orders';
    await open().record(failureOf('total', `no ${secret}`), entry(secret, { title: secret, diff: `${DIFF}+// ${secret}` }));
    for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name), 'utf8').includes('hunter2secret'));
  });

  it('keeps the newest entries within a bounded file', async () => {
    const diff = `+${'x'.repeat(49_000)}`;
    const before = { ...(await started()), tries: Array.from({ length: 160 }, (_, at) => tryOf(String(at), diff)) };
    await new InvestigationFiles(folder).save(before as Parameters<InvestigationFiles['save']>[0]);
    for (let at = 0; at < 4; at++) await open().record(failureOf('total'), entry('new', { title: `new ${at}`, diff }));
    const [name = ''] = readdirSync(folder);
    assert.ok(statSync(join(folder, name)).size < 9_000_000);
    assert.equal((await open().tries(failureOf('total'))).at(-1)?.title, 'new 3');
  });

  it('is not stopped by a damaged file, and leaves one of a later version alone', async () => {
    await open().record(failureOf('total'), entry('first', {}));
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), '{"version":3,"id":"dam');
    writeFileSync(join(folder, 'later.json'), '{"version":99,"title":"later"}\n{}\n');
    assert.deepEqual(await open().tries(failureOf('total')), []);
    await open().record(failureOf('total'), entry('second', {}));
    assert.equal((await open().tries(failureOf('total'))).length, 1);
    assert.equal(readFileSync(join(folder, 'later.json'), 'utf8'), '{"version":99,"title":"later"}\n{}\n');
  });

  it('loses nothing when eight processes write at the same time and three of them are killed', async () => {
    const writer = join(folder, 'writer.cjs');
    buildSync({ entryPoints: ['test/support/ledgerWriter.ts'], outfile: writer, bundle: true, platform: 'node', logLevel: 'silent' });
    const store = join(folder, 'store');
    const stored: string[] = [];
    const write = (name: string, killAfter?: number) =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(process.execPath, [writer, store, name, '25'], { stdio: ['ignore', 'pipe', 'inherit'] });
        let written = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          const titles = chunk.toString().trim().split('\n');
          stored.push(...titles);
          written += titles.length;
          if (killAfter !== undefined && written >= killAfter) child.kill('SIGKILL');
        });
        child.on('error', reject);
        child.on('close', () => resolve());
      });
    const killed = [3, 9, 20].map((after, at) => write(`killed${at}`, after));
    await Promise.all([...killed, ...Array.from({ length: 5 }, (_, at) => write(`whole${at}`))]);
    const files = new InvestigationFiles(store);
    const { summaries, damaged } = await files.list();
    assert.equal(summaries.length, 1);
    assert.deepEqual(damaged, []);
    const titles = new Set((await files.load(summaries[0]?.id ?? '')).tries.map(({ title }) => title));
    assert.deepEqual(
      stored.filter((title) => !titles.has(title)),
      [],
    );
    assert.equal(stored.filter((title) => title.startsWith('whole')).length, 125);
  }).timeout(300_000);

  async function started() {
    await open().record(failureOf('total'), entry('first'));
    const files = new InvestigationFiles(folder);
    const [summary] = (await files.list()).summaries;
    const { evidence: _evidence, suspects: _suspects, ...kept } = await files.load(summary?.id ?? '');
    return kept;
  }

  function tryOf(id: string, diff: string) {
    return { id, hypothesis: '', title: id, diff, worked: false, result: 'fails', at: '2026-01-01T00:00:00.000Z' };
  }
});

describe('ledgerFolder', () => {
  it('is in the state folder of each system, by the real path of the workspace', async () => {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'home-')));
    try {
      const of = (env: Record<string, string>, platform: NodeJS.Platform) => ledgerFolder(home, env, platform);
      const linux = await of({ HOME: '/home/ada' }, 'linux');
      assert.match(linux ?? '', /^\/home\/ada\/\.local\/state\/debug-with-context\/[\da-f]{24}\/investigations$/);
      assert.match((await of({ HOME: '/home/ada', XDG_STATE_HOME: '/state' }, 'linux')) ?? '', /^\/state\/debug-with-context\//);
      assert.match((await of({ HOME: '/home/ada', XDG_STATE_HOME: 'relative' }, 'linux')) ?? '', /^\/home\/ada\/\.local/);
      assert.match((await of({ HOME: '/Users/ada' }, 'darwin')) ?? '', /^\/Users\/ada\/Library\/Application Support\//);
      assert.match((await of({ LOCALAPPDATA: '/local' }, 'win32')) ?? '', /^\/local\/debug-with-context\//);
      assert.equal(await of({}, 'linux'), undefined);
      const link = `${home}-link`;
      symlinkSync(home, link);
      assert.equal(await ledgerFolder(link, { HOME: '/home/ada' }, 'linux'), linux);
      rmSync(link);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('takes over the investigations of earlier versions, once, and keeps what is there', async () => {
    const home = mkdtempSync(join(tmpdir(), 'home-'));
    try {
      const [from, to] = [join(home, 'from'), join(home, 'to', 'deep')];
      await adoptInvestigations(from, to);
      mkdirSync(from);
      mkdirSync(to, { recursive: true });
      writeFileSync(join(from, 'a.json'), 'a');
      writeFileSync(join(from, 'b.json'), 'old');
      writeFileSync(join(to, 'b.json'), 'b');
      await Promise.all([adoptInvestigations(from, to), adoptInvestigations(from, to)]);
      assert.deepEqual(
        ['a.json', 'b.json'].map((name) => readFileSync(join(to, name), 'utf8')),
        ['a', 'b'],
      );
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
