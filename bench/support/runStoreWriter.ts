import { writeSync } from 'node:fs';
import { InvestigationFiles } from '../../src/node/investigationFiles';
import { sharedWriter, storeWriter } from './storeWriter';

/** Writes until it is killed; prints the number of each save once it is done. */
async function main(): Promise<void> {
  const [folder = '', name = '', turn = ''] = process.argv.slice(2);
  const files = new InvestigationFiles(folder);
  const write = storeWriter(files);
  const share = await sharedWriter(files, 'shared');
  for (let count = 1; ; count++) {
    const state = `${name}:${turn} ${count}`;
    await Promise.all([write(name, state), share(state)]);
    writeSync(1, `${count}\n`);
  }
}

void main();
