import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packTokens } from './packTokens';

/** The table beside the built program; a program that runs from its sources packs the one of the package. */
export async function readTokenTable(): Promise<Uint8Array> {
  return readFile(join(__dirname, 'tokens.bin')).catch(async () => {
    const file = createRequire(__filename).resolve('gpt-tokenizer/data/o200k_base.tiktoken');
    return packTokens(await readFile(file, 'utf8'));
  });
}
