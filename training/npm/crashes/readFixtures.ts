import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Corpus } from './crashCorpora';
import { listFiles } from '../packageFiles';
import type { PackageStore } from '../packageStore';

/** Of one fixture; more of the same kind say little new. */
const MOST_TEXTS = 400;

/** @returns the texts of a corpus' fixtures, evenly taken where a package has very many */
export async function readFixtures(store: PackageStore, fixtures: NonNullable<Corpus['fixtures']>): Promise<string[]> {
  const texts: string[] = [];
  for (const { package: name, version, files, split } of fixtures) {
    await store.fetch(name, [version]);
    const root = store.source(name, version);
    const own = listFiles(root)
      .filter((file) => files.test(file))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .flatMap((text) => (split ? text.split(split) : [text]));
    const step = Math.max(1, own.length / MOST_TEXTS);
    for (let at = 0; at < own.length; at += step) texts.push(own[Math.floor(at)] ?? '');
  }
  return texts;
}
