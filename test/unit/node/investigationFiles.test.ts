import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { join } from 'node:path';
import type { KeptInvestigation } from '../../../src/core/investigation/investigationTexts';
import { reduceInvestigation } from '../../../src/core/investigation/reduceInvestigation';
import { redactInvestigation, storedText } from '../../../src/core/investigation/storedInvestigation';
import { InvestigationFiles, NotStorable } from '../../../src/node/investigationFiles';
import { leftOutNotice } from '../../../src/node/leftOutNotice';
import { storageFailure } from '../../../src/node/storageFailure';
import { LockLost, lockFile } from '../../../src/node/storeLock';
import { wholeInvestigation } from '../../support/everyText';
import { TempFolder } from '../../support/gitRepository';

const keep = (investigation: KeptInvestigation) => redactInvestigation(investigation, (texts) => Promise.resolve(texts));
const kept = (id: string, title = 'TypeError: x') => keep({ ...wholeInvestigation, id, title });

describe('InvestigationFiles', () => {
  let place: TempFolder;
  let files: InvestigationFiles;
  beforeEach(() => {
    place = new TempFolder();
    files = new InvestigationFiles(join(place.path, 'store'));
  });
  afterEach(() => place.dispose());
  const path = (name: string) => join(place.path, 'store', name);
  const names = () => readdirSync(join(place.path, 'store')).sort();

  it('lists nothing if nothing was stored', async () => {
    assert.deepEqual(await files.list(), { summaries: [], outdated: [], damaged: [], later: [] });
  });

  it('stores, lists and reads back, and leaves nothing else in the folder', async () => {
    await files.save(await kept('a'));
    await files.save(await kept('a', 'RangeError: y'));
    assert.deepEqual(names(), ['a.json']);
    const { summaries } = await files.list();
    assert.deepEqual(
      summaries.map(({ id, title }) => [id, title]),
      [['a', 'RangeError: y']],
    );
    assert.equal((await files.load('a')).title, 'RangeError: y');
    await files.delete(['a', 'never']);
    assert.deepEqual(names(), []);
  });

  it('keeps every investigation whole when many are saved at the same time to the same place', async () => {
    const states = await Promise.all(Array.from({ length: 100 }, (_, at) => kept('a', `state ${at}`)));
    const other = new InvestigationFiles(join(place.path, 'store'));
    await Promise.all(states.map((state, at) => (at % 2 ? files : other).save(state)));
    assert.match((await files.load('a')).title, /^state \d+$/);
    assert.deepEqual(names(), ['a.json']);
  });

  it('merges additions and changes of two windows, and loses nothing of either', async () => {
    await files.save(await kept('a'));
    const [one, two] = [1, 2].map(() => new InvestigationFiles(join(place.path, 'store'))) as [InvestigationFiles, InvestigationFiles];
    const [inOne, inTwo] = [await one.load('a'), await two.load('a')];
    const [tried] = wholeInvestigation.tries;
    const verdict = reduceInvestigation(inOne, { type: 'verdict', id: 'r1.1', verdict: 'rejected' });
    await one.save(await keep(verdict));
    const more = { ...inTwo, status: 'givenUp' as const, tries: [...inTwo.tries, { ...tried!, id: 't2' }] };
    const change = await two.save(await keep(more));
    assert.ok(change, 'the second window is told what the first did');
    const shown = reduceInvestigation(more, { type: 'changedElsewhere', ...change });
    for (const each of [shown, await files.load('a')]) {
      assert.deepEqual([each.status, each.tries.map(({ id }) => id), each.hypotheses[0]?.verdict], ['givenUp', ['t1', 't2'], 'rejected']);
    }
    const first = await one.refresh('a');
    assert.deepEqual(first && reduceInvestigation(verdict, { type: 'changedElsewhere', ...first }).tries.length, 2);
    assert.equal(await one.refresh('a'), undefined);
  });

  it('loses no line when many windows write one investigation at the same time', async () => {
    await files.save(await kept('a'));
    const [tried] = wholeInvestigation.tries;
    const windows = Array.from({ length: 6 }, () => new InvestigationFiles(join(place.path, 'store')));
    await Promise.all(
      windows.map(async (each, window) => {
        let mine = await each.load('a');
        for (let at = 0; at < 5; at++) {
          mine = { ...mine, tries: [...mine.tries, { ...tried!, id: `${window}.${at}` }] };
          const change = await each.save(await keep(mine));
          if (change) mine = reduceInvestigation(mine, { type: 'changedElsewhere', ...change });
        }
      }),
    );
    assert.equal(new Set((await files.load('a')).tries.map(({ id }) => id)).size, 31);
    assert.deepEqual(names(), ['a.json']);
  });

  it('takes the lock of a process that ended, and of one that hangs; the latter merges when it comes back', async () => {
    await files.save(await kept('a'));
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const lock = join(place.path, 'store', 'a.json.lock');
    const alive = await lockFile(path('a.json'));
    const [owner = ''] = readdirSync(lock);
    await alive.release();
    mkdirSync(lock);
    writeFileSync(join(lock, owner.replace(`-${process.pid}-`, `-${ended}-`)), 'half of a file');
    await files.save(await kept('a', 'after the dead one'));
    assert.deepEqual(names(), ['a.json']);

    const hanging = await lockFile(path('a.json'));
    writeFileSync(hanging.draft, 'too late');
    const hasty = new InvestigationFiles(join(place.path, 'store'), undefined, 50);
    await hasty.save(await kept('a', 'after the hanging one'));
    await assert.rejects(hanging.commit(), LockLost);
    await hanging.release();
    assert.equal((await files.load('a')).title, 'after the hanging one');
    assert.deepEqual(names(), ['a.json']);
  });

  it('keeps the stored state if the disk has no room for the whole next state', async function () {
    if (process.platform === 'win32') this.skip();
    await files.save(await kept('a'));
    const script = join(import.meta.dirname, '../../support/storeLarge.ts');
    // A file may have 64 kB: the write fails midway.
    const limited = ['-c', 'trap "" XFSZ; ulimit -f 64; exec "$@"', 'bash', process.execPath, '--import', 'tsx'];
    const run = spawnSync('bash', [...limited, script, join(place.path, 'store')]);
    assert.equal(run.stdout.toString().trim(), 'EFBIG', run.stderr.toString());
    assert.equal((await files.load('a')).title, 'TypeError: x');
    assert.deepEqual(names(), ['a.json']);
  });

  it('does not take a draft in progress for an old one when the clock is set back', async () => {
    await files.save(await kept('a'));
    const lock = await lockFile(path('a.json'));
    const future = Date.now() / 1000 + 7200;
    utimesSync(join(place.path, 'store', 'a.json.lock'), future, future);
    await files.list();
    writeFileSync(lock.draft, storedText(await kept('a', 'from tomorrow'), 'r') ?? '');
    await lock.commit();
    assert.equal((await files.load('a')).title, 'from tomorrow');
  });

  it('leaves the file of a later version alone, and names it', async () => {
    await files.save(await kept('a', 'From tomorrow'));
    const later = readFileSync(path('a.json'), 'utf8').replaceAll('"version":3', '"version":99');
    writeFileSync(path('a.json'), later);
    const list = await files.list();
    assert.deepEqual([list.later, list.damaged], [['From tomorrow'], []]);
    assert.match(leftOutNotice(list) ?? '', /^“From tomorrow” was stored by a later version/);
    await assert.rejects(files.save(await kept('a')), (error) => error instanceof NotStorable && error.reason === 'laterVersion');
    assert.equal(readFileSync(path('a.json'), 'utf8'), later);
  });

  it('names damaged files and reads the others', async () => {
    await files.save(await kept('a'));
    for (const [name, text] of Object.entries({ 'b.json': '', 'c.json': '{"version":3,', 'd.json': '{}\n{}' }))
      writeFileSync(path(name), text);
    const list = await files.list();
    assert.deepEqual([list.summaries.length, list.damaged.sort()], [1, ['b.json', 'c.json', 'd.json']]);
    assert.match(leftOutNotice(list) ?? '', /3 stored investigations are damaged/);
  });

  it('reads the one line that earlier versions wrote, and says that it may hold secrets', async () => {
    const [, line = ''] = (storedText(await kept('a'), 'r') ?? '').split('\n');
    mkdirSync(join(place.path, 'store'));
    writeFileSync(
      path('a.json'),
      line.replace('"version":3', '"version":1').replace('"title":', `"pad":"${'x'.repeat(100_000)}","title":`),
    );
    assert.deepEqual((await files.list()).outdated, ['a']);
    assert.equal((await files.load('a')).title, 'TypeError: x');
  });

  it("removes the leftovers of a killed window, but not another window's write in progress", async () => {
    await files.save(await kept('a'));
    for (const name of ['old.json.new', 'old.json.1.draft', 'new.json.2.draft']) writeFileSync(path(name), 'x');
    const past = Date.now() / 1000 - 3600;
    for (const name of ['old.json.new', 'old.json.1.draft']) utimesSync(path(name), past, past);
    await files.list();
    assert.deepEqual(names(), ['a.json', 'new.json.2.draft']);
  });

  it('keeps the stored state if the next one cannot be written', async () => {
    await files.save(await kept('a'));
    const tooLarge = await kept('a', 'x'.repeat(9_000_000));
    await assert.rejects(files.save(tooLarge), NotStorable);
    assert.equal((await files.load('a')).title, 'TypeError: x');
    writeFileSync(join(place.path, 'file'), '');
    const blocked = new InvestigationFiles(join(place.path, 'file'));
    await assert.rejects(blocked.save(await kept('a')));
  });

  it('lists thousands of files and large ones without blocking the event loop', async () => {
    const text = storedText(await kept('one'), 'r') ?? '';
    const [head = '', whole = ''] = text.split('\n');
    mkdirSync(join(place.path, 'store'));
    for (let at = 0; at < 2000; at++) writeFileSync(path(`i${at}.json`), `${head.replace('"id":"one"', `"id":"i${at}"`)}\n${whole}\n`);
    for (let at = 0; at < 5; at++)
      writeFileSync(path(`large${at}.json`), `${head.replace('"id":"one"', `"id":"large${at}"`)}\n${'x'.repeat(6e6)}`);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const { summaries, damaged } = await files.list();
    delay.disable();
    assert.deepEqual([summaries.length, damaged], [2005, []]);
  });

  it('says in one sentence what happened and what becomes of the investigation', () => {
    const failure = (code: string) => storageFailure(Object.assign(new Error('x'), { code }));
    assert.match(failure('ENOSPC'), /^The disk is full\. The investigation stays in this window/);
    assert.match(failure('EROFS'), /^The folder for investigations cannot be written to\./);
    assert.match(storageFailure(new NotStorable('tooLarge')), /too large/);
  });
});
