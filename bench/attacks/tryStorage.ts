import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactInvestigation, UnreadableInvestigation } from '../../src/core/investigation/storedInvestigation';
import { InvestigationFiles } from '../../src/node/investigationFiles';
import { hostileTexts } from '../../test/support/attacks/hostileTexts';
import { wholeInvestigation, withSecrets } from '../../test/support/everyText';
import { TempFolder } from '../../test/support/gitRepository';
import { seeded } from '../../test/support/plantSecrets';
import { tryOne, type AttackRow } from './attackRow';

const asItIs = (texts: string[]) => Promise.resolve(texts);

/** Stored hostile texts, and files that another program wrote: each is read back unchanged or refused, and affects no other. */
export async function tryStorage(): Promise<AttackRow[]> {
  const place = new TempFolder();
  const texts: AttackRow = { name: 'storage: texts', tried: 0, held: 0, broken: [] };
  const files: AttackRow = { name: 'storage: damaged and foreign files', tried: 0, held: 0, broken: [] };
  try {
    for (const [at, text] of hostileTexts(60, 7).entries())
      await tryOne(texts, JSON.stringify(text), () => storeText(place, `t${at}`, text));
    await tryFiles(place, files);
  } finally {
    place.dispose();
  }
  return [texts, files];
}

async function storeText(place: TempFolder, id: string, text: string): Promise<void> {
  const store = new InvestigationFiles(join(place.path, 'texts'));
  const hostile = { ...withSecrets(wholeInvestigation, () => text), id };
  hostile.choices.edited = JSON.parse(`{"__proto__": ${JSON.stringify(text)}, "a": "b"}`) as Record<string, string>;
  await store.save(await redactInvestigation(hostile, asItIs));
  const read = await store.load(hostile.id);
  assert.equal(JSON.stringify(read.title), JSON.stringify(hostile.title));
  assert.equal(JSON.stringify(read.rounds[0]?.text), JSON.stringify(hostile.rounds[0]?.text));
  assert.equal(({} as Record<string, unknown>)['a'], undefined);
  const { summaries, damaged } = await store.list();
  assert.ok(summaries.some((summary) => summary.id === id));
  assert.deepEqual(damaged, []);
}

async function tryFiles(place: TempFolder, row: AttackRow): Promise<void> {
  const folder = join(place.path, 'files');
  const store = new InvestigationFiles(folder);
  await store.save(await redactInvestigation({ ...wholeInvestigation, id: 'good' }, asItIs));
  const good = readFileSync(join(folder, 'good.json'));
  const random = seeded(3);
  const mutations: [string, (name: string) => void][] = [
    ...Array.from({ length: 80 }, (_, at): [string, (name: string) => void] => [
      `bytes changed ${at}`,
      (name) => {
        const bytes = Buffer.from(good);
        for (let count = 0; count < 1 + (at % 5); count++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        writeFileSync(name, bytes);
      },
    ]),
    ...Array.from({ length: 20 }, (_, at): [string, (name: string) => void] => [
      `cut ${at}`,
      (name) => writeFileSync(name, good.subarray(0, Math.floor((good.length * at) / 20))),
    ]),
    ['a folder', (name) => mkdirSync(name)],
    ['a link to itself', (name) => symlinkSync(name, name)],
    ['a link to nothing', (name) => symlinkSync('/nonexistent', name)],
    ['nested', (name) => writeFileSync(name, `${'['.repeat(200_000)}`)],
    ['a later version', (name) => writeFileSync(name, good.toString().replaceAll('"version":3', '"version":9'))],
    ['what follows it', (name) => (writeFileSync(name, good), appendFileSync(name, good))],
    ['another id', (name) => writeFileSync(name, good.toString().replaceAll('"id":"good"', '"id":"../../x"'))],
  ];
  for (const [at, [what, make]] of mutations.entries()) {
    make(join(folder, `m${at}.json`));
    await tryOne(row, what, async () => {
      const read = await store.load(`m${at}`).catch((error: unknown) => {
        if (!(error instanceof UnreadableInvestigation)) throw error;
      });
      if (read) assert.match(read.id, /^[\w-]{1,100}$/);
    });
  }
  await tryOne(row, 'the list with all of them', async () => {
    const { summaries } = await store.list();
    assert.ok(summaries.some(({ id }) => id === 'good'));
    assert.ok(summaries.every(({ id }) => /^[\w-]{1,100}$/.test(id)));
    assert.ok(readdirSync(place.path).every((name) => ['texts', 'files'].includes(name)));
  });
}
