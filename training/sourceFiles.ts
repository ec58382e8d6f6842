import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packagePart } from './packageSplit';

const CODE = /\.(?:m?js|c?js|tsx?|py|java)$/;
const NOT_WRITTEN_BY_HAND = /\.min\.|[.-]bundle\.|\/dist\/|\/build\//;
const MOST_CHARACTERS = 200_000;

/**
 * Source files below some folders, sorted, each text once. Folders of packages that are judged by or reserved are passed over, wherever
 * they lie.
 */
export function* sourceFiles(folders: readonly string[]): Generator<{ file: string; text: string }> {
  const seen = new Set<string>();
  for (const folder of folders) {
    for (const file of filesBelow(folder)) {
      const text = readFileSync(file, 'utf8');
      if (text.length > MOST_CHARACTERS || seen.has(text)) continue;
      seen.add(text);
      yield { file, text };
    }
  }
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inPackages = basename(folder) === 'node_modules' || statSync(join(path, 'package.json'), { throwIfNoEntry: false });
      if (inPackages && packagePart(entry.name) !== 'training') continue;
      yield* filesBelow(path);
    } else if (entry.isFile() && CODE.test(entry.name) && !NOT_WRITTEN_BY_HAND.test(path)) {
      yield path;
    }
  }
}
