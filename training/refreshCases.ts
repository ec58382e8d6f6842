// Cases recorded earlier → the same cases with the context that the product makes now, so that mutants need not run again.
// usage: npx tsx training/refreshCases.ts OUT_DIR CASES.jsonl.gz...
import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CaseFile, readCases } from './caseFile';
import { refreshCase } from './recordCase';

async function main(): Promise<void> {
  const [out = '', ...shards] = process.argv.slice(2);
  mkdirSync(out, { recursive: true });
  for (const shard of shards) {
    const path = join(out, basename(shard));
    const file = new CaseFile(`${path}.partial`);
    let count = 0;
    for await (const failure of readCases(shard)) {
      const fresh = await refreshCase(failure);
      if (fresh.evidence.candidates.length === 0) continue;
      await file.add(fresh);
      count += 1;
    }
    await file.close();
    renameSync(`${path}.partial`, path);
    console.log(`${basename(shard)}: ${String(count)} cases`);
  }
}

void main();
