import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CaseFile } from '../caseFile';
import type { FailureCase } from '../failureCase';

const CASES_OF_A_SHARD = 300;
/** ms after which a file is closed with fewer cases: training should get all cases so far. */
const LONGEST_OPEN = 480_000;

/** Writes cases into files that get their name only once complete: `npm-mutants-3.jsonl.gz`. */
export class ShardWriter {
  private open: { file: CaseFile; partial: string; cases: number; begun: number } | undefined;

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  async add(failure: FailureCase): Promise<void> {
    const open = (this.open ??= await this.begin());
    await open.file.add(failure);
    if (++open.cases >= CASES_OF_A_SHARD || Date.now() - open.begun > LONGEST_OPEN) await this.close();
  }

  /** Gives the last file its name. Does nothing if none is open. */
  async close(): Promise<void> {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    await open.file.close();
    await rename(open.partial, join(this.folder, `${this.name}-${await this.nextNumber()}.jsonl.gz`));
  }

  private async begin(): Promise<{ file: CaseFile; partial: string; cases: number; begun: number }> {
    await mkdir(this.folder, { recursive: true });
    const partial = join(this.folder, `${this.name}.partial`);
    return { file: new CaseFile(partial), partial, cases: 0, begun: Date.now() };
  }

  private async nextNumber(): Promise<number> {
    const files = await readdir(this.folder);
    const numbers = files
      .filter((file) => file.startsWith(`${this.name}-`))
      .map((file) => Number(/^(\d+)\.jsonl\.gz$/.exec(file.slice(this.name.length + 1))?.[1] ?? 0));
    return Math.max(0, ...numbers) + 1;
  }
}
